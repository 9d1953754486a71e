import type { Detector, Trigger } from './define-detector.ts'
import { detectors } from './detectors/index.ts'
import type { Hits, LabelHits } from './hits.ts'
import { detectedTypes } from './types.ts'

/** How far a label reaches, in UTF-16 units (Purview's window, `reference` 1b). */
export const labelReach = 300

export interface Scanned {
  readonly hits: Hits
  readonly labels: LabelHits
}

/** One scan under way. */
export interface ScanState {
  readonly text: string
  readonly isNormal: boolean
  readonly found: Scanned
  /** Where the last label of each type ended. */
  readonly labelEnd: Int32Array
  /** Where the last label of any other number ended. */
  otherEnd: number
  /** Where the last label of any number ended. */
  numberLabelEnd: number
  /** Where the last label ended of a type that is read only with one. */
  weakLabelEnd: number
  /** Hits do not overlap. */
  lastEnd: number
  /** How far the automaton has read, and the row it is in. */
  at: number
  row: number
}

/** A detector with its index in `detectors` and that of its type. */
export interface Woken {
  readonly detector: Detector
  readonly index: number
  readonly type: number
}

/** The detectors that a trigger wakes. */
export const wokenBy = (trigger: Trigger): readonly Woken[] =>
  detectors
    .map((detector, index) => ({ detector, index, type: detectedTypes.indexOf(detector.type) }))
    .filter(({ detector }) => detector.trigger.includes(trigger))
