/** Character tests on normalised text, where letters and digits are ASCII. Out of range (`NaN`) is none of them. */
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57
export const isLetter = (unit: number): boolean => {
  const lower = unit | 32
  return lower >= 97 && lower <= 122
}
export const isWord = (unit: number): boolean => isDigit(unit) || isLetter(unit)
export const isHan = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff) ||
  (unit >= 0x3400 && unit <= 0x4dbf) ||
  (unit >= 0xd840 && unit <= 0xdfff)
/** Space, tab, line break and the ideographic space. */
export const isSpace = (unit: number): boolean =>
  unit <= 32 ? unit === 32 || unit === 9 || unit === 10 || unit === 13 : unit === 0x3000
