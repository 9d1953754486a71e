import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { maskMiddle } from '../mask-middle.ts'
import { isLetter } from '../characters.ts'
import { groupedDigits, separatedEvidence } from '../grouped-digits.ts'
import { hasTaiwanIdChecksum } from '../taiwan-id.ts'

/**
 * 統一證號 of residents without household registration: since 2021 a letter, 8 or 9, eight digits; before, two letters
 * (the second A–D) and eight digits, usable until 2030-12-31.
 */
export const residentId = defineDetector('residentId', {
  severity: 'high',
  trigger: ['letter+digits'],
  leastDigits: 8,
  shape: (text, start) => {
    const second = text.charCodeAt(start + 1)
    if (isLetter(second)) return (second | 32) <= 100 ? groupedDigits(text, start + 2, 8) : -1
    const kind = second === 32 || second === 45 ? text.charCodeAt(start + 2) : second
    return kind === 56 || kind === 57 ? groupedDigits(text, start + 1, 9) : -1
  },
  valid: hasTaiwanIdChecksum,
  judge: separatedEvidence,
  labels: labels.residentId,
  base: -0.6,
  weights: { check: 2.3, label: 1.8, column: 2.2, neighbour: 0.9, documentNumber: -5, otherLabel: -1, separated: -0.4, joined: -1.6 },
  identifies: 'person',
  mask: maskMiddle,
}) // prettier-ignore
