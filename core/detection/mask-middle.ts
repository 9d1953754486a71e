/** `A12****789`: letters and digits keep their first three and last three; separators stay where they are. */
export const maskMiddle = (written: string): string => maskWithin(written, 3, 3)

/**
 * Keeps the first and last letters and digits, but never more than half of them; separators stay where they are.
 * At most 40 characters are given, since it is a sample for the eye.
 */
export function maskMost(written: string, first: number, last: number): string {
  const half = Math.floor(written.replace(/[^\p{L}\p{N}]/gu, '').length / 2)
  const kept = Math.min(first, half)
  return maskWithin(written, kept, Math.min(last, half - kept)).slice(0, longestSample)
}

const longestSample = 40

function maskWithin(written: string, first: number, last: number): string {
  const count = written.replace(/[^\p{L}\p{N}]/gu, '').length
  let seen = 0
  return written.replace(/[\p{L}\p{N}]/gu, (character) => {
    seen++
    return seen <= first || seen > count - last ? character : '*'
  })
}
