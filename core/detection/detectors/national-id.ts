import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { maskMiddle } from '../mask-middle.ts'
import { groupedDigits, separatedEvidence } from '../grouped-digits.ts'
import { hasTaiwanIdChecksum } from '../taiwan-id.ts'

/** 國民身分證統一編號: a letter, 1 or 2, eight digits. */
export const nationalId = defineDetector('nationalId', {
  severity: 'high',
  trigger: ['letter+digits'],
  leastDigits: 9,
  shape: (text, start) => {
    const second = text.charCodeAt(start + 1)
    const sex = second === 32 || second === 45 ? text.charCodeAt(start + 2) : second
    return sex === 49 || sex === 50 ? groupedDigits(text, start + 1, 9) : -1
  },
  valid: hasTaiwanIdChecksum,
  judge: separatedEvidence,
  labels: labels.nationalId,
  base: -0.4,
  weights: { check: 2.3, label: 1.8, column: 2.2, neighbour: 0.9, documentNumber: -5, otherLabel: -1, separated: -0.4, joined: -1.6 },
  identifies: 'person',
  mask: maskMiddle,
}) // prettier-ignore
