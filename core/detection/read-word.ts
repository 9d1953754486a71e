import { isLetter, isWord } from './characters.ts'
import { evidence } from './evidence.ts'
import { addHit, addLabelHit } from './hits.ts'
import { wokenBy, type ScanState, type Woken } from './scan-state.ts'
import { typeBit, type Word } from './vocabulary.ts'

const byLabel = wokenBy('label')
const byHonorific = wokenBy('honorific')
const otherNumberBit = typeBit('otherNumber')

/** Notes a label, and reads the names that a label or an honorific ending at `end` tells of. */
export function readWord(state: ScanState, word: Word, end: number): void {
  const start = end - word.length
  if (word.latin && !isWholeWord(state.text, start, end)) return
  if (word.labels !== 0) readLabel(state, start, end, word)
  if (word.honorific) readNames(state, byHonorific, start, 'honorific')
}

function readLabel(state: ScanState, start: number, end: number, { labels, labelTypes }: Word): void {
  addLabelHit(state.found.labels, start, end, labels)
  for (const type of labelTypes) state.labelEnd[type] = end
  if (labels & otherNumberBit) state.otherEnd = end
  for (const one of byLabel) if (labels & (1 << one.type)) readNames(state, [one], end, 'label')
}

function readNames(
  state: ScanState,
  list: readonly Woken[],
  at: number,
  trigger: 'label' | 'honorific',
): void {
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
