import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector, type Reading, type Trigger } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { dateEnd } from '../read-date.ts'
import { skipDelimiters } from '../read-value.ts'

/** Dates of birth: only what a label, a column or 生 after it says is one. */
export const birthDate = defineDetector('birthDate', {
  severity: 'medium',
  trigger: ['label', 'cue'],
  cues: ['日生', '日出生', '0生', '0出生'],
  shape: dateEnd,
  read: (text: string, at: number, trigger: Trigger, from: number): Reading | undefined => {
    if (trigger === 'cue') return bornBefore(text, at, from + 1)
    const start = skipDelimiters(text, at, preposition)
    const end = start === -1 ? -1 : dateEnd(text, start)
    return end === -1 || /\d/.test(text[end] ?? '') ? undefined : { start, end, evidence: 0 }
  },
  cell: (text, start, end) => {
    const dated = dateEnd(text, start)
    // 1986-03-12 00:00:00 and 75/03/12 (38) are dates with something behind them.
    return dated !== -1 && (dated === end || ' T('.includes(text[dated]!)) ? 0 : -1
  },
  labels: labels.birthDate,
  base: -2.4,
  weights: { label: 2, adjacent: 1.4, column: 3.6, neighbour: 0.6, otherLabel: -1, documentNumber: -4 },
  identifies: 'nobody',
  mask: (written) => written.replace(/\d/g, '*').replace(/[〇零一二三四五六七八九十]/g, '○'),
})

const preposition = /[為是於在(（]{0,2} ?/y
const longestDate = 24

/** The date that ends with 日 or a digit before 生: 民國75年3月12日生. */
function bornBefore(text: string, at: number, end: number): Reading | undefined {
  const after = text[at]
  // 自公布日生效
  if (after !== undefined && /[\p{L}\p{N}]/u.test(after) && !'於在性'.includes(after)) return undefined
  for (let start = Math.max(0, end - longestDate); start < end - 4; start++) {
    if (/\d/.test(text[start - 1] ?? '')) continue
    if (dateEnd(text, start) === end) return { start, end, evidence: evidence.label | evidence.adjacent }
  }
  return undefined
}
