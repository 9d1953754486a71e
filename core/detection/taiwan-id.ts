import { isDigit } from './characters.ts'

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
  if (end - start === 10) return isPlainAndHolds(text, start)
  const plain = text.slice(start, end).replace(/[ -]/g, '')
  return plain.length === 10 && isPlainAndHolds(plain, 0)
}

function isPlainAndHolds(text: string, start: number): boolean {
  const first = firstSums[(text.charCodeAt(start) | 32) - 97]
  const unit = text.charCodeAt(start + 1)
  const second = isDigit(unit) ? (unit - 48) * 8 : secondSums[(unit | 32) - 97]
  if (first === undefined || second === undefined) return false
  let sum = first + second
  let weight = 7
  for (let at = start + 2; at < start + 10; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return false
    sum += digit * weight
    if (weight > 1) weight--
  }
  return sum % 10 === 0
}
