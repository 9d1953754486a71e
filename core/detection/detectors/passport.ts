import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { groupedDigits } from '../grouped-digits.ts'
import { maskMost } from '../mask-middle.ts'

/** 中華民國護照: nine digits, with a chip since 2008 beginning with 3. No check digit is published: only with a label. */
export const passport = defineDetector('passport', {
  severity: 'high',
  trigger: ['digits'],
  begins: '0123456789',
  leastDigits: 9,
  needsLabel: true,
  shape: (text, start) => groupedDigits(text, start, 9),
  judge: (text, start) => (text.charCodeAt(start) === 51 ? 0 : evidence.weakForm),
  labels: labels.passport,
  base: -2.6,
  weights: { label: 2.7, adjacent: 1.2, column: 3.8, neighbour: 0.6, weakForm: -0.5, documentNumber: -6, otherLabel: -2, joined: -2 },
  identifies: 'person',
  mask: (written) => maskMost(written, 2, 2),
}) // prettier-ignore
