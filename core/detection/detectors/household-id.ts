import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { isLetter } from '../characters.ts'
import { groupedDigits } from '../grouped-digits.ts'
import { maskMost } from '../mask-middle.ts'

/** 戶號 of the household register: a letter and seven digits. No check digit: only with a label. */
export const householdId = defineDetector('householdId', {
  severity: 'medium',
  trigger: ['letter+digits'],
  leastDigits: 7,
  needsLabel: true,
  shape: (text, start) => (isLetter(text.charCodeAt(start)) ? groupedDigits(text, start + 1, 7) : -1),
  labels: labels.householdId,
  base: -2.4,
  weights: { label: 2.6, adjacent: 1.2, column: 3.8, neighbour: 0.6, documentNumber: -5, otherLabel: -2, joined: -2 },
  identifies: 'contact',
  mask: (written) => maskMost(written, 2, 2),
}) // prettier-ignore
