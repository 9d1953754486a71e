import { isHan } from './characters.ts'

/** A form leaves few places between a label and its value: `：`, a tab, a bracket. */
const longestGap = 6

/**
 * Where the value begins that follows a label ending at `at`: after a colon, an equals sign, a bar, a comma, a tab or
 * space, and what `also` (sticky) matches besides. -1 if nothing separates them.
 */
export function skipDelimiters(text: string, at: number, also?: RegExp): number {
  let start = at
  while (start < at + longestGap && isDelimiter(text.charCodeAt(start))) start++
  if (!also) return start === at ? -1 : start
  also.lastIndex = start
  const begun = also.test(text) ? also.lastIndex : start
  return begun === at && isHan(text.charCodeAt(at)) ? -1 : begun
}

const delimiters = new Uint8Array(0x10000)
for (const one of ' \t\u3000:：=＝|,，"\'') delimiters[one.charCodeAt(0)] = 1
const isDelimiter = (unit: number): boolean => delimiters[unit] === 1

/** Where a value in words ends: with its clause, its line or its cell, at most `most` units on; space around it is left out. */
export function clauseEnd(text: string, start: number, most: number): number {
  const last = Math.min(text.length, start + most)
  let end = start
  while (end < last && !clauseEnds.includes(text[end]!)) end++
  while (end > start && text.charCodeAt(end - 1) <= 32) end--
  // A pair is never cut in two.
  const unit = text.charCodeAt(end - 1)
  return end > start && unit >= 0xd800 && unit < 0xdc00 ? end - 1 : end
}

const clauseEnds = '，。；;\r\n\t|'

/** Values that say there is none. */
export const noValue =
  /^(?:[無无否未沒][^\d]{0,4}|[-－—–/／*]+|n\/?a|none|no|nil|不詳|不明|略|同上|免填|見附件.*)$/i
