import { all, any, not, ownDomain, registered, site } from '../conditions.ts'
import type { GuardRule } from '../rule.ts'

const reviewed = { violation: 'P5Y', other: 'P1Y' } as const

/**
 * IP: works of others. Which sites infringe, crack or strip marks is for the organisation to say: those lists ship
 * empty, and their rules are silent until it imports its own.
 */
export const copyrightRules: readonly GuardRule[] = [
  {
    id: 'IP-01',
    version: 1,
    category: 'copyright',
    severity: 'high',
    triggers: ['navigate', 'download'],
    condition: site('piracy'),
    defaultAction: { gov: 'block', sng: 'block', private: 'warn' },
    escalations: [
      { when: { type: 'direction', in: ['download'] }, entities: ['gov', 'sng', 'private'], action: 'block' },
      { when: { type: 'direction', in: ['navigate'] }, entities: ['gov', 'sng'], action: 'warn' },
    ],
    legalBasis: [
      '著作權法 Art. 22',
      '著作權法 Art. 26-1',
      '著作權法 Art. 87 I (8)',
      '著作權法 Art. 91',
      '著作權法 Art. 92',
    ],
    retention: reviewed,
  },
  {
    id: 'IP-02',
    version: 1,
    category: 'copyright',
    severity: 'critical',
    triggers: ['download', 'navigate'],
    condition: any(
      { type: 'fileKind', in: ['torrent'] },
      { type: 'fileExtension', in: ['torrent'] },
      { type: 'cracked' },
      site('crack'),
    ),
    defaultAction: { gov: 'block', sng: 'block', private: 'block' },
    escalations: [],
    legalBasis: ['著作權法 Art. 80-2', '著作權法 Art. 87 I (5)', '著作權法 Art. 91', 'A.8.19'],
    retention: reviewed,
  },
  {
    id: 'IP-03',
    version: 1,
    category: 'copyright',
    severity: 'medium',
    triggers: ['download'],
    condition: all({ type: 'fileKind', in: ['executable'] }, not(registered), not(site('publisher', 'gov'))),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'warn' },
    escalations: [],
    legalBasis: ['A.8.19', '著作權法 Art. 22'],
    retention: { violation: 'P1Y', other: 'P1Y' },
  },
  {
    id: 'IP-04',
    version: 1,
    category: 'copyright',
    severity: 'low',
    triggers: ['download'],
    // By kind anywhere; from a stock site anything, since templates and packages come as documents and archives.
    condition: all(
      not(ownDomain),
      any(
        { type: 'fileKind', in: ['media', 'font'] },
        { type: 'fileExtension', in: ['potx', 'pot', 'otp'] },
        site('media'),
      ),
    ),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'justify' },
    // Where the signals themselves allow it without duties, there is no licence to ask for.
    escalations: [
      { when: { type: 'rights', in: ['allow'] }, entities: ['gov', 'sng', 'private'], action: 'log' },
    ],
    asks: 'licence',
    legalBasis: ['著作權法 Art. 10', '著作權法 Art. 22', '著作權法 Art. 65', 'A.5.32'],
    retention: reviewed,
  },
  {
    id: 'IP-05',
    version: 1,
    category: 'copyright',
    severity: 'high',
    triggers: ['upload', 'download'],
    condition: site('watermark'),
    defaultAction: { gov: 'block', sng: 'justify', private: 'warn' },
    escalations: [],
    legalBasis: ['著作權法 Art. 80-1', '著作權法 Art. 80-2', '著作權法 Art. 96-1'],
    retention: reviewed,
  },
  {
    id: 'IP-06',
    version: 1,
    category: 'copyright',
    severity: 'medium',
    triggers: ['download'],
    condition: site('sharing'),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'warn' },
    escalations: [],
    legalBasis: ['著作權法 Art. 22', '著作權法 Art. 88'],
    retention: reviewed,
  },
  {
    id: 'IP-07',
    version: 1,
    category: 'copyright',
    severity: 'medium',
    triggers: ['navigate', 'download'],
    condition: site('ripper'),
    defaultAction: { gov: 'justify', sng: 'justify', private: 'warn' },
    escalations: [],
    legalBasis: ['著作權法 Art. 80-2', '著作權法 Art. 22'],
    retention: reviewed,
  },
]
