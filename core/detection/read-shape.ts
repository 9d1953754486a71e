import { isDigit, isWord } from './characters.ts'
import { isDocumentNumber } from './document-number.ts'
import { evidence } from './evidence.ts'
import { putHit } from './put-hit.ts'
import type { ScanState, Woken } from './scan-state.ts'
import { surroundings } from './surroundings.ts'

/** Adds the hit that a detector reads at `start`; whether there is one. `at` is where it was woken. */
export function readShape(state: ScanState, woken: Woken, start: number, at: number): boolean {
  const bits = shapeEvidence(state, woken, start, at)
  if (bits === -1) return false
  putHit(state, start, shapeEnd, woken.index, bits)
  state.lastEnd = shapeEnd
  return true
}

/** Where the shape that `shapeEvidence` found ends: a second result, without an object for each of a million hits. */
export let shapeEnd = 0

/** The evidence the scan knows of for what a detector reads at `start`, or -1 if it reads nothing there. */
export function shapeEvidence(
  state: ScanState,
  { detector, index, type }: Woken,
  start: number,
  at: number,
): number {
  const { text } = state
  const before = edge[text.charCodeAt(start - 1)] ?? 0
  if (start < state.lastEnd || before === word) return -1
  const end = detector.endOf(text, start, at)
  if (end === -1) return -1
  const after = edge[text.charCodeAt(end)] ?? 0
  if (after === word) return -1

  const { judge, valid } = detector
  let bits = surroundings(state, index, type, start)
  if (judge) bits |= judge(text, start, end, at)
  if (valid && valid(text, start, end)) bits |= evidence.check
  if (before === telling || after === telling) {
    if (isJoined(text, start, end)) bits |= evidence.joined
    if (isDocumentNumber(text, start, end, 0, text.length)) bits |= evidence.documentNumber
  }
  shapeEnd = end
  return bits
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
