/** Two-digit codes of the letters A…Z (內政部 letter table), for national ID, UI number and the old resident number. */
const codes = [
  10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
]

/**
 * Whether the check digit of a number of one letter and nine digits, or two letters and eight digits (the second
 * letter counts as the units digit of its code), holds. Weights 1,9,8,7,6,5,4,3,2,1,1; the sum is a multiple of 10.
 * Spaces and hyphens are passed over; letters may be of either case.
 */
export function hasTaiwanIdChecksum(text: string, start = 0, end = text.length): boolean {
  let sum = 0
  let place = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) {
      if (place === 0) return false
      sum += (unit - 48) * (place === 9 ? 1 : 9 - place)
      place++
    } else if ((unit | 32) >= 97 && (unit | 32) <= 122) {
      const code = codes[(unit | 32) - 97]!
      if (place === 0) sum += Math.floor(code / 10) + (code % 10) * 9
      else if (place === 1) sum += (code % 10) * 8
      else return false
      place++
    }
  }
  return place === 10 && sum % 10 === 0
}
