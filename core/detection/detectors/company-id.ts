import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { hasCompanyCheck } from '../company-check.ts'
import { groupedDigits } from '../grouped-digits.ts'
import { maskMost } from '../mask-middle.ts'

/** 統一編號 of a company, eight digits. Nobody's personal data, and one date in five passes the check: only with a label. */
export const companyId = defineDetector('companyId', {
  severity: 'low',
  trigger: ['digits'],
  begins: '0123456789',
  leastDigits: 8,
  needsLabel: true,
  shape: (text, start) => {
    const end = groupedDigits(text, start, 8)
    return end - start === 8 ? end : -1
  },
  valid: hasCompanyCheck,
  labels: labels.companyId,
  base: -3.4,
  weights: { check: 0.9, label: 1.5, adjacent: 2.2, column: 3.7, documentNumber: -5, otherLabel: -2, joined: -2 },
  identifies: 'nobody',
  mask: (written) => maskMost(written, 2, 2),
}) // prettier-ignore
