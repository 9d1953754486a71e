import { all, any, confidential, not, personal, region, registered, site } from '../conditions.ts'
import type { GuardRule } from '../rule.ts'

const reviewed = { violation: 'P5Y', other: 'P1Y' } as const
const year = { violation: 'P1Y', other: 'P1Y' } as const

/** PR, SE and AI-05: what a site is, whatever goes there. The lists of PR and SE are the organisation's own. */
export const siteRules: readonly GuardRule[] = [
  {
    id: 'PR-01',
    version: 1,
    category: 'dangerousProduct',
    severity: 'high',
    triggers: ['download', 'navigate'],
    condition: site('dangerousProduct'),
    defaultAction: { gov: 'block', sng: 'justify', private: 'warn' },
    escalations: [],
    legalBasis: ['資通安全管理法 Art. 11', '資通安全管理法 Art. 27'],
    retention: reviewed,
  },
  {
    id: 'PR-02',
    version: 1,
    category: 'dangerousProduct',
    severity: 'medium',
    triggers: ['navigate', 'download'],
    condition: site('chinaBrand'),
    defaultAction: { gov: 'justify', sng: 'warn', private: 'log' },
    escalations: [],
    once: 'day',
    legalBasis: ['資通安全管理法 Art. 11', 'A.5.9'],
    retention: year,
  },
  {
    id: 'SE-01',
    version: 1,
    category: 'security',
    severity: 'high',
    triggers: ['navigate', 'formSubmit'],
    condition: site('phishing'),
    defaultAction: { gov: 'block', sng: 'block', private: 'warn' },
    escalations: [],
    legalBasis: ['A.8.23', 'A.6.8'],
    retention: year,
  },
  {
    id: 'AI-05',
    version: 1,
    category: 'cloud',
    severity: 'medium',
    triggers: ['upload'],
    // A machine of the own network is no cloud service.
    condition: all(not(registered), not(region('local'))),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'warn' },
    // Clean: looked into, and neither personal nor confidential. It never interrupts, whatever the setting.
    escalations: [
      {
        when: all(not({ type: 'cannotInspect' }), not(any(personal, confidential))),
        entities: ['gov', 'sng', 'private'],
        action: 'log',
        final: true,
      },
    ],
    once: 'day',
    legalBasis: ['A.5.23', '資通安全管理法 Art. 10'],
    retention: year,
  },
]
