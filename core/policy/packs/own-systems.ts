import { all, atLeast, ownDomain, personal } from '../conditions.ts'
import { personalTypes } from '../data-kinds.ts'
import type { GuardRule } from '../rule.ts'

/** PD on the organisation's own domains: what it collects there, and what leaves its systems in bulk. */
export const ownSystemRules: readonly GuardRule[] = [
  {
    id: 'PD-08',
    version: 1,
    category: 'notice',
    severity: 'medium',
    triggers: ['navigate'],
    condition: all(ownDomain, { type: 'form', personal: true, notice: false }),
    defaultAction: { gov: 'log', sng: 'log', private: 'log' },
    escalations: [],
    once: 'day',
    legalBasis: ['個資法 Art. 8', '個資法施行細則 Art. 16', '個資法 Art. 48'],
    retention: { violation: 'P5Y', other: 'P1Y' },
  },
  {
    id: 'PD-11',
    version: 1,
    category: 'personalData',
    severity: 'low',
    triggers: ['download'],
    condition: all(ownDomain, personal, atLeast(100)),
    defaultAction: { gov: 'log', sng: 'log', private: 'log' },
    escalations: [],
    counts: personalTypes,
    tip: true,
    legalBasis: ['個資法 Art. 5', '個資法施行細則 Art. 12 II (10)'],
    retention: { violation: 'P1Y', other: 'P1Y' },
  },
  {
    id: 'PD-12',
    version: 1,
    category: 'notice',
    severity: 'low',
    triggers: ['navigate'],
    condition: all(ownDomain, { type: 'form', personal: true, listed: false }),
    defaultAction: { gov: 'log', sng: 'log', private: 'log' },
    escalations: [],
    once: 'day',
    legalBasis: ['個資法施行細則 Art. 12 II (2)'],
    retention: { violation: 'P1Y', other: 'P1Y' },
  },
]
