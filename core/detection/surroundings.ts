import { evidence } from './evidence.ts'
import { labelReach, type ScanState } from './scan-state.ts'

const otherLabelReach = 40
/** A label of another type must stand right before the number, and nothing between. */
const otherTypeReach = 12
/** Room for a colon, a bracket with the same label in English, a line break. */
const adjacentReach = 16
/** Between the numbers of a list. */
const listReach = 3

/** What the labels before `start` say for and against a hit of this type (index in `detectedTypes`). */
export function surroundings(state: ScanState, index: number, type: number, start: number): number {
  const labelAt = state.labelEnd[type]!
  let bits = 0
  if (start - labelAt <= labelReach && labelAt <= start) {
    bits |= evidence.label
    const isNext = start - labelAt <= adjacentReach && state.lastEnd <= labelAt
    if (isNext || continuesList(state, index, start)) bits |= evidence.adjacent
  }
  if (state.otherEnd > labelAt && start - state.otherEnd <= otherLabelReach) bits |= evidence.otherLabel
  else if (
    state.numberLabelEnd > labelAt &&
    start - state.numberLabelEnd <= otherTypeReach &&
    state.lastEnd <= state.numberLabelEnd
  )
    bits |= evidence.otherLabel
  return bits
}

/** 帳號：…、…: what a label says of the first it says of those listed after it. */
function continuesList({ found: { hits } }: ScanState, index: number, start: number): boolean {
  const last = hits.length - 1
  return (
    last >= 0 &&
    hits.detector[last] === index &&
    start - hits.end[last]! <= listReach &&
    (hits.evidence[last]! & evidence.adjacent) !== 0
  )
}
