import { isDigit, isLetter } from './characters.ts'
import { readShape } from './read-shape.ts'
import { wokenBy, type ScanState } from './scan-state.ts'

const byLetterAndDigits = wokenBy('letter+digits')
const byDigits = wokenBy('digits')
/** A number that stands alone and is shorter than this is nobody's. */
const leastDigits = Math.min(
  ...[...byLetterAndDigits, ...byDigits].map(({ detector }) => detector.leastDigits),
)
/** What a number, or the plus before it, may begin with. */
const begins = new Uint8Array(128)
for (const { detector } of byDigits)
  for (const character of detector.begins) begins[character.charCodeAt(0)] = 1

/** Groups of digits before the one that woke, over single gaps, are looked at again up to this far back. */
const groupReach = 16

/** Reads the number around the digit at `at`, the last of `run` digits, from its first group on; returns where to read on. */
export function readNumber(state: ScanState, at: number, run: number): number {
  const { text, lastEnd } = state
  let end = at + 1
  while (isDigit(text.charCodeAt(end))) end++
  let start = at + 1 - run
  let before = text.charCodeAt(start - 1)
  while (start > lastEnd && isDigit(before)) before = text.charCodeAt(--start - 1)
  const isFirst = !(isGap(before) && isDigit(text.charCodeAt(start - 2)))
  // Most numbers of a text are years, amounts and postcodes; they cost no more than this.
  if (isFirst && end - start < leastDigits && !goesOn(text, end)) return end
  const isRead = isFirst ? readGroup(state, start) : readGroups(state, start)
  return isRead ? state.lastEnd : end
}

/** Whether a number whose first digits end here may have more: 0912-345678, (0912)345678, 886 (0)912345678. */
function goesOn(text: string, end: number): boolean {
  const unit = text.charCodeAt(end)
  if (isGap(unit)) {
    const next = text.charCodeAt(end + 1)
    return isDigit(next) || next === opening
  }
  return unit === opening || unit === closing
}

const opening = 40
const closing = 41

/** Tries the groups before the one at `start`, and then that one. */
function readGroups(state: ScanState, start: number): boolean {
  const { text, lastEnd } = state
  let group = start
  while (
    isGap(text.charCodeAt(group - 1)) &&
    isDigit(text.charCodeAt(group - 2)) &&
    start - group < groupReach
  ) {
    group -= 2
    while (group > lastEnd && isDigit(text.charCodeAt(group - 1))) group--
  }
  for (; group <= start; group++) {
    if (readGroup(state, group)) return true
    while (group < start && !isGap(text.charCodeAt(group))) group++
  }
  return false
}

/** Tries what may begin at the first digit of a group, or at the letters or the plus before it. */
function readGroup(state: ScanState, at: number): boolean {
  const { text } = state
  const before = text.charCodeAt(at - 1)
  const gap = isGap(before) ? 1 : 0
  const letterAt = at - 1 - gap
  if (isLetter(text.charCodeAt(letterAt))) {
    const first = isLetter(text.charCodeAt(letterAt - 1)) ? letterAt - 1 : letterAt
    for (const one of byLetterAndDigits) if (readShape(state, one, first, at)) return true
    if (gap === 0) return false
  }
  const start = before === 43 ? at - 1 : at
  if (begins[text.charCodeAt(start)] === 1)
    for (const one of byDigits) if (readShape(state, one, start, at)) return true
  return false
}

const isGap = (unit: number): boolean => unit === 32 || unit === 45
