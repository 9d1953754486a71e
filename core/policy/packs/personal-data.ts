import type { GuardRule } from '../rule.ts'

/** PD: personal data on its way out. */
export const personalDataRules: readonly GuardRule[] = [
  {
    id: 'PD-01',
    version: 1,
    category: 'personalData',
    severity: 'high',
    triggers: ['upload', 'paste', 'formSubmit'],
    condition: {
      type: 'all',
      of: [
        { type: 'not', of: { type: 'siteApproved' } },
        { type: 'holds', types: ['nationalId'], least: 1 },
      ],
    },
    defaultAction: { gov: 'block', sng: 'justify', private: 'justify' },
    escalations: [{ when: { type: 'count', least: 10 }, entities: ['sng', 'private'], action: 'block' }],
    counts: ['nationalId'],
    legalBasis: ['個資法 Art. 5', '個資法 Art. 18', '個資法 Art. 27', '個資法 Art. 20-1', '個資法施行細則 Art. 12 II (6)', 'A.8.12'],
    retention: { violation: 'P5Y', other: 'P1Y' },
  },
] // prettier-ignore
