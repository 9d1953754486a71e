import { isDigit, isSpace } from './characters.ts'

/**
 * 台內字第 0912345678 號: a number behind 字第 or 第, over spaces, line breaks and digits the line wrap split off, or
 * directly before 號. Without this guard 293 of 1 000 statutes would hold a "mobile number". Looks no further than
 * `first` and `last`, the bounds of the cell in a table.
 */
export function isDocumentNumber(
  text: string,
  start: number,
  end: number,
  first: number,
  last: number,
): boolean {
  let at = start - 1
  const least = Math.max(first, start - 24)
  while (at >= least && isFiller(text.charCodeAt(at))) at--
  const before = at >= first ? text.charCodeAt(at) : 0
  if (before === 0x7b2c || before === 0x5b57) return true
  let after = end
  const most = Math.min(last, end + 8)
  while (after < most && isSpace(text.charCodeAt(after))) after++
  return after < last && text.charCodeAt(after) === 0x865f
}

const isFiller = (unit: number): boolean => isSpace(unit) || isDigit(unit) || unit === 45
