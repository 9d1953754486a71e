/** Two-digit codes of the letters A…Z (內政部 letter table), for national ID, UI number and the old resident number. */
const codes = [
  10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
]
/** What a first letter adds to the sum: its tens digit once, its units digit nine times. */
const firstSums = Uint8Array.from(codes, (code) => Math.floor(code / 10) + (code % 10) * 9)
/** An old resident number's second letter counts as the units digit of its code. */
const secondSums = Uint8Array.from(codes, (code) => (code % 10) * 8)

/**
 * Whether the check digit of a number of one letter and nine digits, or two letters and eight digits, holds. Weights
 * 1,9,8,7,6,5,4,3,2,1,1; the sum is a multiple of 10. Spaces and hyphens are passed over; letters may be of either
 * case.
 */
export function hasTaiwanIdChecksum(text: string, start = 0, end = text.length): boolean {
  let sum = 0
  let place = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 32 || unit === 45) continue
    const digit = unit - 48
    if (digit >= 0 && digit <= 9 && place > 0) sum += digit * (place === 9 ? 1 : 9 - place)
    else if (place < 2) {
      const letter = (unit | 32) - 97
      if (letter < 0 || letter > 25) return false
      sum += place === 0 ? firstSums[letter]! : secondSums[letter]!
    } else return false
    place++
  }
  return place === 10 && sum % 10 === 0
}
