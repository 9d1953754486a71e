import { defineDetector, type Detector, type Reading, type Trigger } from './define-detector.ts'
import { evidence } from './evidence.ts'
import { clauseEnd, noValue, skipDelimiters } from './read-value.ts'
import type { DetectedType } from './types.ts'

export interface SpecialCategory {
  readonly labels: readonly string[]
  /** Further words that wake `bare`. */
  readonly cues?: readonly string[]
  /** Verbs whose object is the value: 罹患糖尿病. */
  readonly verbs?: readonly string[]
  /** What follows a label or a cue without a colon and is a value by its form (a measurement, a term). Sticky. */
  readonly bare?: RegExp
}

/** A value in words is read so far, in UTF-16 units. */
const longestValue = 40
const longestObject = 16
/** 確診人數 counts, 確診者 is a word. */
const notObject = /^(?:人數|者|個案|率|數|[^\p{L}])/u

/**
 * Detector of a special category of personal data (個資法 Art. 6): never a word alone, which laws and leaflets are full
 * of, but a label with a value (診斷：…, 血壓 120/80, 有期徒刑六月), and only beside a person.
 */
export function specialCategory(
  type: DetectedType,
  { labels, cues = [], verbs = [], bare }: SpecialCategory,
): Detector {
  const told = new Set(verbs)
  const valueAfter = (text: string, at: number, _trigger: Trigger, from: number): Reading | undefined => {
    if (told.has(text.slice(from, at)))
      return notObject.test(text.slice(at, at + 2))
        ? undefined
        : readingOf(text, at, clauseEnd(text, at, longestObject))
    if (bare) {
      bare.lastIndex = at
      if (bare.test(text) && bare.lastIndex > at) return readingOf(text, at, bare.lastIndex)
    }
    if (!isAnnounced(text, at)) return undefined
    const start = skipDelimiters(text, at)
    return start === -1 ? undefined : readingOf(text, start, clauseEnd(text, start, longestValue))
  }
  return defineDetector(type, {
    severity: 'high',
    trigger: ['label', 'cue'],
    needsPerson: true,
    cues: [...cues, ...verbs],
    read: valueAfter,
    cell: (text, start, end) => (isValue(text.slice(start, end)) ? 0 : -1),
    labels,
    base: -2.2,
    weights: { label: 1, adjacent: 0.4, column: 1.4, neighbour: 2.2 },
    identifies: 'nobody',
    mask: () => '＊＊＊',
  })
}

const announces = ':：=＝'

/** A colon or an equals sign, after at most a space: a comma or a tab begins the next column as often as a value. */
const isAnnounced = (text: string, at: number): boolean =>
  announces.includes(text[text.charCodeAt(at) === 32 ? at + 1 : at] ?? '\n')

function readingOf(text: string, from: number, end: number): Reading | undefined {
  let start = from
  while (start < end && text.charCodeAt(start) <= 32) start++
  if (!isValue(text.slice(start, end))) return undefined
  return { start, end, evidence: evidence.label | evidence.adjacent }
}

const isValue = (written: string): boolean =>
  (written.length >= 2 || /\d/.test(written)) &&
  /[\p{L}\p{N}]/u.test(written) &&
  !noValue.test(written.trim())
