import { isDigit, isLetter, isWord } from './characters.ts'
import type { Detector } from './define-detector.ts'
import { mailboxStart } from './detectors/email.ts'
import { detectors } from './detectors/index.ts'
import { evidence } from './evidence.ts'
import { isDocumentNumber } from './document-number.ts'
import { addHit, addLabelHit, createHits, createLabelHits, type Hits, type LabelHits } from './hits.ts'
import { isBesideDigit } from './normalise.ts'
import { detectedTypes } from './types.ts'
import { typeBit, vocabulary, wake, type Word } from './vocabulary.ts'

/** How far a label reaches, in UTF-16 units (Purview's window, `reference` 1b). */
const labelReach = 300
const otherLabelReach = 40

export interface Scanned {
  readonly hits: Hits
  readonly labels: LabelHits
}

/** Detectors by what wakes them, each with its index in `detectors` and the bit of its type. */
const woken = (trigger: Detector['trigger'][number]) =>
  detectors
    .map((detector, index) => ({ detector, index, type: detectedTypes.indexOf(detector.type) }))
    .filter(({ detector }) => detector.trigger.includes(trigger))
const byLetterAndDigits = woken('letter+digits')
const byDigits = woken('digits')
const byAt = woken('at')
const byLabel = woken('label')
const byHonorific = woken('honorific')
type Woken = (typeof byDigits)[number]

const begins = new Uint8Array(128)
for (const { detector } of byDigits)
  for (const character of detector.begins ?? '+0123456789') begins[character.charCodeAt(0)] = 1
const otherNumberBit = typeBit('otherNumber')

/**
 * The one pass: reads the text once through the automaton and lets detectors read where it wakes them. Returns
 * `undefined` as soon as it meets something that must be folded first, unless the text is already normalised. The
 * result is overwritten by the next scan.
 */
export function scan(text: string, isNormal: boolean): Scanned | undefined {
  found.hits.length = 0
  found.labels.length = 0

  const state: State = {
    text,
    found,
    labelEnd: labelEnd.fill(-2 * labelReach),
    otherEnd: -2 * labelReach,
    lastEnd: 0,
  }
  const length = text.length
  for (let at = readOn(text, 0, 0); at < length;) {
    const row = awakeRow
    const word = wordOfRow[row / width]!
    if (word.wake === wake.digit) {
      at = readOn(text, readNumber(state, at), 0)
      continue
    }
    if (word.wake === wake.word) readWord(state, word, at + 1)
    else if (word.wake === wake.at) {
      at = readOn(text, readAt(state, at), 0)
      continue
    } else if (!isNormal && (word.wake === wake.fold || isBesideDigit(text, at))) return undefined
    at = readOn(text, at + 1, row)
  }
  return found
}

/** Used again by every scan: one file is judged at a time, and fresh columns would cost small texts more than the pass. */
const found: Scanned = { hits: createHits(1024), labels: createLabelHits(256) }
const labelEnd = new Int32Array(detectedTypes.length)

const { symbols, next, width, firstAccepting } = vocabulary.automaton
const { wordOfRow } = vocabulary

/** The row in which `readOn` stopped: a second result, without an object for each of a million stops. */
let awakeRow = 0

/** The inner loop: runs the automaton from `at` in `row` to the next unit that completes a word or trigger, or to the end. */
function readOn(text: string, at: number, row: number): number {
  const length = text.length
  for (; at < length; at++) {
    row = next[row + symbols[text.charCodeAt(at)]!]!
    if (row >= firstAccepting) {
      awakeRow = row
      return at
    }
  }
  return at
}

function readWord(state: State, word: Word, end: number): void {
  const start = end - word.length
  if (word.latin && !isWholeWord(state.text, start, end)) return
  if (word.labels !== 0) readLabel(state, start, end, word)
  if (word.honorific) readNames(state, byHonorific, start, 'honorific')
}

interface State {
  readonly text: string
  readonly found: Scanned
  /** Where the last label of each type ended. */
  readonly labelEnd: Int32Array
  /** Where the last label of any other number ended. */
  otherEnd: number
  /** Hits do not overlap. */
  lastEnd: number
}

/** Groups of digits before the one that woke, over single gaps, are looked at again up to this far back. */
const groupReach = 16

/** Reads the number around a digit, from its first group on; returns where to read on. */
function readNumber(state: State, at: number): number {
  const { text, lastEnd } = state
  let start = at
  while (start > lastEnd && isDigit(text.charCodeAt(start - 1))) start--
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
    if (readGroup(state, group)) return state.lastEnd
    while (group < start && !isGap(text.charCodeAt(group))) group++
  }
  let end = at + 1
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

/** Tries what may begin at the first digit of a group, or at the letters or the plus before it. */
function readGroup(state: State, at: number): boolean {
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

/** Reads around an `@`. */
function readAt(state: State, at: number): number {
  const start = mailboxStart(state.text, at, state.lastEnd)
  if (start < at) for (const one of byAt) if (readShape(state, one, start, at)) return state.lastEnd
  return at + 1
}

function readShape(state: State, { detector, index, type }: Woken, start: number, at: number): boolean {
  const { text } = state
  const before = edge[text.charCodeAt(start - 1)] ?? 0
  if (start < state.lastEnd || before === word) return false
  const end = detector.endOf(text, start, at)
  if (end === -1) return false
  const after = edge[text.charCodeAt(end)] ?? 0
  if (after === word) return false

  let bits = detector.judge ? detector.judge(text, start, end) : 0
  if (detector.valid?.(text, start, end)) bits |= evidence.check
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

function readLabel(state: State, start: number, end: number, { labels, labelTypes }: Word): void {
  addLabelHit(state.found.labels, start, end, labels)
  for (const type of labelTypes) state.labelEnd[type] = end
  if (labels & otherNumberBit) state.otherEnd = end
  for (const one of byLabel) if (labels & (1 << one.type)) readNames(state, [one], end, 'label')
}

function readNames(state: State, list: readonly Woken[], at: number, trigger: 'label' | 'honorific'): void {
  const { hits } = state.found
  for (const { detector, index } of list) {
    const reading = detector.read?.(state.text, at, trigger)
    if (!reading) continue
    const bits = reading.evidence | evidence[trigger]
    const last = hits.length - 1
    // 姓名：王小明先生 is one name with two reasons.
    if (last >= 0 && hits.detector[last] === index && hits.end[last]! > reading.start)
      hits.evidence[last]! |= bits
    else if (reading.start >= state.lastEnd) {
      addHit(hits, reading.start, reading.end, index, bits, -1)
      state.lastEnd = reading.end
    }
  }
}

function isWholeWord(text: string, start: number, end: number): boolean {
  return !isLetter(text.charCodeAt(start - 1)) && !isWord(text.charCodeAt(end))
}

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
