import { isDigit, isWord } from './characters.ts'
import { isDocumentNumber } from './document-number.ts'
import { evidence } from './evidence.ts'
import { addHit } from './hits.ts'
import { labelReach, type ScanState, type Woken } from './scan-state.ts'

const otherLabelReach = 40

/** Adds the hit that a detector reads at `start`, with the evidence the scan knows of; whether there is one. */
export function readShape(
  state: ScanState,
  { detector, index, type }: Woken,
  start: number,
  at: number,
): boolean {
  const { text } = state
  const before = edge[text.charCodeAt(start - 1)] ?? 0
  if (start < state.lastEnd || before === word) return false
  const end = detector.endOf(text, start, at)
  if (end === -1) return false
  const after = edge[text.charCodeAt(end)] ?? 0
  if (after === word) return false

  const { judge, valid } = detector
  let bits = judge ? judge(text, start, end, at) : 0
  if (valid && valid(text, start, end)) bits |= evidence.check
  const { labelEnd, otherEnd } = state
  const labelAt = labelEnd[type]!
  if (start - labelAt <= labelReach) bits |= evidence.label
  if (otherEnd > labelAt && start - otherEnd <= otherLabelReach) bits |= evidence.otherLabel
  if (before === telling || after === telling) {
    if (isJoined(text, start, end)) bits |= evidence.joined
    if (isDocumentNumber(text, start, end, 0, text.length)) bits |= evidence.documentNumber
  }
  addHit(state.found.hits, start, end, index, bits, -1)
  state.lastEnd = end
  return true
}

/** What a unit beside a hit means: nothing, that the hit is part of more, or that the surroundings need a look. */
const word = 1
const telling = 2
const edge = new Uint8Array(0x10000)
for (const one of ' \t\r\n\u3000-._/號第字') edge[one.charCodeAt(0)] = telling
for (let unit = 0; unit < 128; unit++) if (isWord(unit) || unit === 64) edge[unit] = word

/** Joined by `-`, `.`, `_` or `/` to more letters or digits: part of a longer code, a version, a decimal, a path. */
function isJoined(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1)
  if (joins(before) && isWord(text.charCodeAt(start - 2))) return true
  const after = text.charCodeAt(end)
  return (
    (joins(after) && isWord(text.charCodeAt(end + 1))) ||
    (after === 32 &&
      before === 32 &&
      isDigit(text.charCodeAt(start - 2)) &&
      isDigit(text.charCodeAt(end + 1)))
  )
}

const joins = (unit: number): boolean => unit === 45 || unit === 46 || unit === 95 || unit === 47
