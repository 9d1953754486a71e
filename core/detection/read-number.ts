import { isDigit, isLetter } from './characters.ts'
import { putHit } from './put-hit.ts'
import { readShape, shapeEnd, shapeEvidence } from './read-shape.ts'
import { labelReach, wokenBy, type ScanState, type Woken } from './scan-state.ts'

const byLetterAndDigits = wokenBy('letter+digits')
const byDigits = wokenBy('digits')
/** A number that stands alone, without a label of a weak type, and is shorter than this is nobody's. */
const leastDigits = fewestDigits([...byLetterAndDigits, ...byDigits])
/** The same of one without a letter before it: a date, 2026-03-12, falls just short of it. */
const leastDigitsOnly = fewestDigits(byDigits)
/** By the first character of a number, or the plus before it: who may read it. */
const byFirst: readonly (readonly Woken[])[] = Array.from({ length: 128 }, (_, unit) =>
  byDigits.filter(
    ({ detector }) =>
      detector.begins.includes(String.fromCharCode(unit)) || (detector.startOf && isDigit(unit)),
  ),
)

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
  const isAlone = isFirst && !goesOn(text, end) && !isAfterArea(text, start)
  const digits = isAlone ? end - start : isFirst ? digitsFrom(text, start) : most
  // Most numbers of a text are years, amounts and postcodes; they cost no more than this.
  const least =
    isFirst && !isLetter(text.charCodeAt(letterBefore(before, start))) ? leastDigitsOnly : leastDigits
  if (digits < least && start - state.weakLabelEnd > labelReach) return end
  const isRead = isFirst ? readGroup(state, start, digits) : readGroups(state, start)
  return isRead ? state.lastEnd : end
}

/** Where the letter before a number at `at` would stand: `before`, the unit before it, may be a gap. */
const letterBefore = (before: number, at: number): number => (isGap(before) ? at - 2 : at - 1)

function fewestDigits(readers: readonly Woken[]): number {
  return Math.min(
    ...readers.filter(({ detector }) => !detector.needsLabel).map(({ detector }) => detector.leastDigits),
  )
}

/** More than any number has. */
const most = 20

/** Digits from `start` on, over gaps and parentheses, as far as they matter. */
function digitsFrom(text: string, start: number): number {
  let digits = 0
  for (let at = start, gaps = 0; digits < most && gaps < 3; at++) {
    const unit = text.charCodeAt(at)
    if (isDigit(unit)) {
      digits++
      gaps = 0
    } else if (isGap(unit) || unit === opening || unit === closing) gaps++
    else break
  }
  return isAfterArea(text, start) ? digits + longestArea : digits
}

const longestArea = 4

/** Whether a number whose first digits end here may have more: 0912-345678, (0912)345678, 886 (0)912345678. */
function goesOn(text: string, end: number): boolean {
  const unit = text.charCodeAt(end)
  if (isGap(unit)) {
    const next = text.charCodeAt(end + 1)
    return isDigit(next) || next === opening
  }
  return unit === opening || unit === closing
}

/** (02)2345678, (02) 2345678 */
function isAfterArea(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1)
  return before === closing || (before === 32 && text.charCodeAt(start - 2) === closing)
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
    if (readGroup(state, group, most)) return true
    while (group < start && !isGap(text.charCodeAt(group))) group++
  }
  return false
}

/** Tries what may begin at the first digit of a group, or at the letters or the plus before it. */
function readGroup(state: ScanState, at: number, digits: number): boolean {
  const { text } = state
  const before = text.charCodeAt(at - 1)
  const letterAt = letterBefore(before, at)
  if (isLetter(text.charCodeAt(letterAt))) {
    const first = isLetter(text.charCodeAt(letterAt - 1)) ? letterAt - 1 : letterAt
    for (const one of byLetterAndDigits)
      if (isTried(state, one, at, digits) && readShape(state, one, first, at)) return true
  }
  return readDigits(state, before === 43 ? at - 1 : at, at, digits)
}

/** Of all that a number may be, adds what the evidence says most for. */
function readDigits(state: ScanState, start: number, at: number, digits: number): boolean {
  const first = state.text.charCodeAt(start)
  const readers = byFirst[first]
  if (!readers) return false
  let best = -1
  let score = -1
  let from = start
  let end = 0
  let evidence = 0
  for (let one = 0; one < readers.length; one++) {
    const woken = readers[one]!
    if (!isTried(state, woken, at, digits)) continue
    const { startOf, begins, scores } = woken.detector
    const begun = startOf ? startOf(state.text, at) : at
    const own = begun === at ? start : begun
    if (begun === at && startOf && !begins.includes(String.fromCharCode(first))) continue
    const bits = shapeEvidence(state, woken, own, at)
    if (bits === -1 || scores[bits]! <= score) continue
    best = woken.index
    score = scores[bits]!
    from = own
    end = shapeEnd
    evidence = bits
  }
  if (best === -1) return false
  putHit(state, from, end, best, evidence)
  state.lastEnd = end
  return true
}

const isTried = (state: ScanState, { detector, type }: Woken, at: number, digits: number): boolean =>
  detector.leastDigits <= digits && (!detector.needsLabel || at - state.labelEnd[type]! <= labelReach)

const isGap = (unit: number): boolean => unit === 32 || unit === 45
