import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { groupedDigits } from '../grouped-digits.ts'
import { maskMost } from '../mask-middle.ts'

/** 全民健康保險卡: twelve digits, so far beginning with 0000. No check digit is published: only with a label. */
export const nhiCard = defineDetector('nhiCard', {
  severity: 'high',
  trigger: ['digits'],
  begins: '0123456789',
  leastDigits: 12,
  needsLabel: true,
  shape: (text, start) => groupedDigits(text, start, 12),
  judge: (text, start) => (text.startsWith('0000', start) ? 0 : evidence.weakForm),
  labels: labels.nhiCard,
  base: -2.4,
  weights: { label: 2.7, adjacent: 1.2, column: 3.8, neighbour: 0.6, weakForm: -0.5, documentNumber: -6, otherLabel: -2, joined: -2 },
  identifies: 'person',
  mask: (written) => maskMost(written, 2, 3),
}) // prettier-ignore
