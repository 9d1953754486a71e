import { isLetter, isWord } from './characters.ts'
import type { Trigger } from './define-detector.ts'
import { detectors } from './detectors/index.ts'
import { evidence } from './evidence.ts'
import { addLabelHit } from './hits.ts'
import { numberTypes, weakTypes } from './number-types.ts'
import { putHit } from './put-hit.ts'
import { wokenBy, type ScanState, type Woken } from './scan-state.ts'
import { surroundings } from './surroundings.ts'
import { typeBit, type Word } from './vocabulary.ts'

const byLabel = wokenBy('label')
const labelReaders = byLabel.reduce((bits, { type }) => bits | (1 << type), 0)
const byHonorific = wokenBy('honorific')
/** By detector: who reads its cues. */
const cueReaders = wokenBy('cue')
const byCue = detectors.map((_, index) => cueReaders.find((one) => one.index === index))
const otherNumberBit = typeBit('otherNumber')

/** Notes a label, and reads what a label, a cue or an honorific ending at `end` tells of. */
export function readWord(state: ScanState, word: Word, end: number): void {
  const start = end - word.length
  if (word.latin && !isWholeWord(state.text, start, end)) return
  if (word.labels !== 0) readLabel(state, start, end, word)
  if (word.honorific) for (const one of byHonorific) readBy(state, one, start, 'honorific', start)
  // An index of -1 would be looked up as a name, which costs more than reading the word.
  const reader = word.cue === -1 ? undefined : byCue[word.cue]
  if (reader) readBy(state, reader, end, 'cue', start)
}

function readLabel(state: ScanState, start: number, end: number, { labels, labelTypes }: Word): void {
  addLabelHit(state.found.labels, start, end, labels)
  for (let one = 0; one < labelTypes.length; one++) state.labelEnd[labelTypes[one]!] = end
  if (labels & otherNumberBit) state.otherEnd = end
  if (labels & weakTypes) state.weakLabelEnd = end
  if (labels & numberTypes) state.numberLabelEnd = end
  if (labels & labelReaders)
    for (const one of byLabel) if (labels & (1 << one.type)) readBy(state, one, end, 'label', start)
}

function readBy(
  state: ScanState,
  { detector, index, type }: Woken,
  at: number,
  trigger: Exclude<Trigger, 'digits' | 'letter+digits' | 'at'>,
  from: number,
): void {
  const reading = detector.read?.(state.text, at, trigger, from)
  if (!reading) return
  const { hits } = state.found
  const bits = reading.evidence | reasonFor(state, index, type, trigger, reading.start)
  const last = hits.length - 1
  // 姓名：王小明先生 is one name with two reasons.
  if (last >= 0 && hits.detector[last] === index && hits.end[last]! > reading.start)
    hits.evidence[last]! |= bits
  else if (reading.start >= state.lastEnd) {
    putHit(state, reading.start, reading.end, index, bits)
    // What is only words must not hide the numbers among them.
    if (!detector.needsPerson) state.lastEnd = reading.end
  }
}

function reasonFor(state: ScanState, index: number, type: number, trigger: Trigger, start: number): number {
  if (trigger === 'honorific') return evidence.honorific
  if (trigger === 'label') return evidence.label | evidence.adjacent
  return surroundings(state, index, type, start)
}

function isWholeWord(text: string, start: number, end: number): boolean {
  return !isLetter(text.charCodeAt(start - 1)) && !isWord(text.charCodeAt(end))
}
