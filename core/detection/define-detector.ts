import { scoreTable, type Evidence } from './evidence.ts'
import type { DetectedType, Severity } from './types.ts'

/** A detector is a lexicon, a shape and a proof. Everything else (scan, score, people, mask) follows from it. */
export interface DetectorSpec {
  readonly severity: Exclude<Severity, 'possible'>
  /**
   * What wakes it: a run of digits after one or two letters, a run of digits, an `@`, a label of its own
   * (what follows is read), an honorific (what precedes is read).
   */
  readonly trigger: readonly Trigger[]
  /**
   * Where a hit that begins at `start` ends, or -1: a sticky expression, or a reader where the difference is felt
   * (an expression costs 50–150 ns a try); `at` is where it was woken. Reads normalised text; boundaries are the scanner's.
   */
  readonly shape?: RegExp | ((text: string, start: number, at: number) => number)
  /** Characters a `digits` shape may begin with: spares most numbers the shape. */
  readonly begins?: string
  /** Fewest digits of a hit: spares it the shorter numbers that stand alone. */
  readonly leastDigits?: number
  /** The check digit. A hit that fails is kept only where a label or a column announces it. */
  readonly valid?: (text: string, start: number, end: number) => boolean
  /** Reads a hit that no shape can describe; returns where it ends (or begins, for an honorific) and more evidence. */
  readonly read?: (text: string, at: number, trigger: Trigger) => Reading | undefined
  /** Further evidence from how it is written. */
  readonly judge?: (text: string, start: number, end: number, at: number) => number
  readonly labels: readonly string[]
  readonly base: number
  readonly weights: Readonly<Partial<Record<Evidence, number>>>
  /** Tells persons apart: two numbers of this type are two persons, unless they are only ways to reach one. */
  readonly identifies: 'person' | 'contact'
  /** How many letters and digits, from the end, make two writings the same number. */
  readonly significant?: number
  /** For showing only: keeps enough to recognise, hides enough to be useless. */
  readonly mask: (written: string) => string
}

export type Trigger = 'letter+digits' | 'digits' | 'at' | 'label' | 'honorific'
export interface Reading {
  readonly start: number
  readonly end: number
  readonly evidence: number
}

/** What the scan runs: of every detector the same fields in the same order, so that reading them is cheap. */
export interface Detector {
  readonly type: DetectedType
  readonly severity: DetectorSpec['severity']
  readonly trigger: readonly Trigger[]
  readonly begins: string
  readonly leastDigits: number
  readonly endOf: (text: string, start: number, at: number) => number
  readonly valid: DetectorSpec['valid'] | undefined
  readonly judge: DetectorSpec['judge'] | undefined
  readonly read: DetectorSpec['read'] | undefined
  readonly scores: Float64Array
  readonly identifies: DetectorSpec['identifies']
  readonly significant: number
  readonly mask: DetectorSpec['mask']
}

export function defineDetector(type: DetectedType, spec: DetectorSpec): Detector {
  if (!spec.shape && !spec.read) throw new Error(`${type}: a detector needs a shape or a reader`)
  return {
    type,
    severity: spec.severity,
    trigger: spec.trigger,
    begins: spec.begins ?? '+0123456789',
    leastDigits: spec.leastDigits ?? 0,
    endOf: shapeReader(type, spec.shape),
    valid: spec.valid,
    judge: spec.judge,
    read: spec.read,
    scores: scoreTable(spec.base, spec.weights, spec.valid !== undefined),
    identifies: spec.identifies,
    significant: spec.significant ?? 64,
    mask: spec.mask,
  }
}

function shapeReader(type: string, shape: DetectorSpec['shape']): Detector['endOf'] {
  if (!shape) return () => -1
  if (typeof shape === 'function') return shape
  if (!shape.sticky) throw new Error(`${type}: a shape must be sticky`)
  return (text, start) => {
    shape.lastIndex = start
    return shape.test(text) ? shape.lastIndex : -1
  }
}
