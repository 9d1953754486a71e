import { evidence, scoreTable, type Evidence } from './evidence.ts'
import type { DetectedType, Severity } from './types.ts'

/** A detector is a lexicon, a shape and a proof. Everything else (scan, score, people, mask) follows from it. */
export interface DetectorSpec {
  readonly severity: Exclude<Severity, 'possible'>
  /**
   * What wakes it: a run of digits after one or two letters, a run of digits, an `@`, a label of its own
   * (what follows is read), an honorific (what precedes is read), a cue of its own (what it is part of is read).
   */
  readonly trigger: readonly Trigger[]
  /**
   * Where a hit that begins at `start` ends, or -1: a sticky expression, or a reader where the difference is felt
   * (an expression costs 50–150 ns a try); `at` is where it was woken. Reads normalised text; boundaries are the scanner's.
   */
  readonly shape?: RegExp | ((text: string, start: number, at: number) => number)
  /** Characters a `digits` shape may begin with: spares most numbers the shape. */
  readonly begins?: string
  /** Where a `digits` shape begins whose first group of digits stands at `at`, if letters may come before it. */
  readonly startOf?: (text: string, at: number) => number
  /** Without a label in reach it is not even tried: any number looks like it. */
  readonly needsLabel?: boolean
  /** Art. 6 data: nothing without a person in the same record. */
  readonly needsPerson?: boolean
  /** Words that wake `read` besides labels; `0` stands for any digit. */
  readonly cues?: readonly string[]
  /** Fewest digits of a hit: spares it the shorter numbers that stand alone. */
  readonly leastDigits?: number
  /** The check digit. A hit that fails is kept only where a label or a column announces it. */
  readonly valid?: (text: string, start: number, end: number) => boolean
  /**
   * Reads a hit that no shape can describe, with more evidence. `at` is the end of the label or cue that woke it and
   * `from` its beginning; for an honorific `at` is where that begins.
   */
  readonly read?: (text: string, at: number, trigger: Trigger, from: number) => Reading | undefined
  /** Evidence for a whole cell of a column of this type, or -1. Without it the shape must fill the cell. */
  readonly cell?: (text: string, start: number, end: number) => number
  /** Further evidence from how it is written. */
  readonly judge?: (text: string, start: number, end: number, at: number) => number
  readonly labels: readonly string[]
  readonly base: number
  readonly weights: Readonly<Partial<Record<Evidence, number>>>
  /**
   * Tells persons apart: two numbers of this type are two persons (`person`), unless they are only ways to reach one
   * (`contact`); what several people share, or nobody has, counts no one (`nobody`).
   */
  readonly identifies: 'person' | 'contact' | 'nobody'
  /** How many letters and digits, from the end, make two writings the same number. */
  readonly significant?: number
  /** Numbers published for testing: nobody's. */
  readonly isTest?: (written: string) => boolean
  /** For showing only: keeps enough to recognise, hides at least half. */
  readonly mask: (written: string) => string
}

export type Trigger = 'letter+digits' | 'digits' | 'at' | 'label' | 'honorific' | 'cue'
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
  readonly startOf: DetectorSpec['startOf'] | undefined
  readonly needsLabel: boolean
  readonly needsPerson: boolean
  readonly cues: readonly string[]
  readonly endOf: (text: string, start: number, at: number) => number
  readonly valid: DetectorSpec['valid'] | undefined
  readonly judge: DetectorSpec['judge'] | undefined
  readonly read: DetectorSpec['read'] | undefined
  readonly cell: NonNullable<DetectorSpec['cell']>
  readonly scores: Float64Array
  readonly identifies: DetectorSpec['identifies']
  readonly significant: number
  readonly isTest: DetectorSpec['isTest'] | undefined
  readonly mask: DetectorSpec['mask']
}

export function defineDetector(type: DetectedType, spec: DetectorSpec): Detector {
  if (!spec.shape && !spec.read) throw new Error(`${type}: a detector needs a shape or a reader`)
  const endOf = shapeReader(type, spec.shape)
  return {
    type,
    severity: spec.severity,
    trigger: spec.trigger,
    begins: spec.begins ?? '+0123456789',
    leastDigits: spec.leastDigits ?? 0,
    startOf: spec.startOf,
    needsLabel: spec.needsLabel ?? false,
    needsPerson: spec.needsPerson ?? false,
    cues: spec.cues ?? [],
    endOf,
    valid: spec.valid,
    judge: spec.judge,
    read: spec.read,
    cell: spec.cell ?? cellReader(endOf, spec),
    scores: scoreTable({
      base: spec.base,
      weights: spec.weights,
      hasCheck: spec.valid !== undefined,
      needsLabel: spec.needsLabel ?? false,
    }),
    identifies: spec.identifies,
    significant: spec.significant ?? 64,
    isTest: spec.isTest,
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

/** A cell holds a hit if the shape fills it. */
const cellReader =
  (endOf: Detector['endOf'], { judge, valid }: DetectorSpec): Detector['cell'] =>
  (text, start, end) => {
    if (endOf(text, start, start) !== end) return -1
    const bits = judge ? judge(text, start, end, start) : 0
    return valid?.(text, start, end) ? bits | evidence.check : bits
  }
