import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { groupedDigits, separatedEvidence } from '../grouped-digits.ts'
import { maskMost } from '../mask-middle.ts'

/** Mobile numbers: 09 and eight digits, or +886 9 and eight; `0912-345-678`, `0912 345 678`, `(0912)345678`. */
export const mobile = defineDetector('mobile', {
  severity: 'medium',
  trigger: ['digits'],
  begins: '0+89',
  leastDigits: 9,
  shape: mobileEnd,
  // Nine digits are what a spreadsheet leaves of a number whose leading zero it took for nothing.
  judge: (text, start, end) =>
    (text.charCodeAt(start) === 57 ? evidence.weakForm : 0) | separatedEvidence(text, start, end),
  labels: labels.mobile,
  base: 1.1,
  weights: { label: 1.6, column: 2, neighbour: 0.8, documentNumber: -6, otherLabel: -2, joined: -2, weakForm: -2.2 },
  identifies: 'contact',
  significant: 9,
  mask: (written) => maskMost(written, 2, 3),
}) // prettier-ignore

const zero = 48
const nine = 57
const closing = 41
const abroad = /(?:\+|00)?886\)?[ -]?(?:\(0\)|0)?[ -]?/y

function mobileEnd(text: string, start: number): number {
  const at = afterPrefix(text, start)
  if (text.charCodeAt(at) !== nine) return -1
  const prefixed = groupedDigits(text, at, 3)
  // 099… is for personal numbering, not for mobiles.
  if (prefixed === -1 || text.charCodeAt(at + 1) === nine) return -1
  return groupedDigits(text, text.charCodeAt(prefixed) === closing ? prefixed + 1 : prefixed, 6)
}

/** After 0, +886, 00886 or 886 (with their gaps, parentheses and a needless 0), or at `start` where none stands. */
function afterPrefix(text: string, start: number): number {
  if (text.charCodeAt(start) === nine) return start
  if (text.charCodeAt(start) === zero && text.charCodeAt(start + 1) === nine) return start + 1
  abroad.lastIndex = start
  if (abroad.test(text)) return abroad.lastIndex
  return text[start] === '0' && isGapAt(text, start + 1) ? start + 2 : start
}

const isGapAt = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '-'
