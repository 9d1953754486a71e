import { all, approved, not, site } from '../conditions.ts'
import type { GuardRule } from '../rule.ts'

/** CI: what could not be looked into. */
export const inspectionRules: readonly GuardRule[] = [
  {
    id: 'CI-01',
    version: 1,
    category: 'inspection',
    severity: 'medium',
    triggers: ['upload', 'paste'],
    condition: all(not(approved), { type: 'cannotInspect' }),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'warn' },
    escalations: [{ when: site('genai', 'transfer'), entities: ['gov'], action: 'block' }],
    legalBasis: ['個資法施行細則 Art. 12 II (6)', 'A.8.12'],
    retention: { violation: 'P5Y', other: 'P1Y' },
  },
]
