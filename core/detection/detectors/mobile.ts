import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { separatedEvidence } from '../grouped-digits.ts'
import { maskMiddle } from '../mask-middle.ts'

/** Mobile numbers: 09 and eight digits, or +886 9 and eight; `0912-345-678`, `0912 345 678`, `(0912)345678`. */
export const mobile = defineDetector('mobile', {
  severity: 'medium',
  trigger: ['digits'],
  begins: '0+89',
  shape: /(?:(?:\+|00)?886\)?[ -]?(?:\(0\)|0)?|0)?9[0-8](?:[ -]?\d)(?:[) -]?[ -]?\d)(?:[ -]?\d){5}/y,
  // Nine digits are what a spreadsheet leaves of a number whose leading zero it took for nothing.
  judge: (text, start, end) =>
    (text.charCodeAt(start) === 57 ? evidence.weakForm : 0) | separatedEvidence(text, start, end),
  labels: labels.mobile,
  base: 1.1,
  weights: { label: 1.6, column: 2, neighbour: 0.8, documentNumber: -6, otherLabel: -2, joined: -2, weakForm: -2.2 },
  identifies: 'contact',
  significant: 9,
  mask: maskMiddle,
}) // prettier-ignore
