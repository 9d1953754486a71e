import { all, confidential, personal, region, site } from '../conditions.ts'
import { personalTypes } from '../data-kinds.ts'
import type { GuardRule } from '../rule.ts'

const reviewed = { violation: 'P5Y', other: 'P1Y' } as const

/**
 * AI: what generative AI services are told. An approval in the site register is not enough here: a closed or
 * enterprise installation gets a dated exception.
 */
export const generativeAiRules: readonly GuardRule[] = [
  {
    id: 'AI-01',
    version: 1,
    category: 'genai',
    severity: 'critical',
    triggers: ['paste', 'upload'],
    condition: all(site('genai'), personal),
    defaultAction: { gov: 'block', sng: 'justify', private: 'justify' },
    escalations: [],
    counts: personalTypes,
    legalBasis: [
      '生成式AI參考指引 4',
      '個資法 Art. 5',
      '個資法 Art. 19',
      '人工智慧基本法 Art. 4',
      '人工智慧基本法 Art. 14',
      'A.8.12',
    ],
    retention: reviewed,
  },
  {
    id: 'AI-02',
    version: 1,
    category: 'genai',
    severity: 'critical',
    triggers: ['paste', 'upload'],
    condition: all(site('genai'), confidential),
    defaultAction: { gov: 'block', sng: 'justify', private: 'justify' },
    escalations: [],
    legalBasis: [
      '生成式AI參考指引 3',
      '生成式AI參考指引 4',
      '國家機密保護法',
      '營業秘密法 Art. 10',
      '營業秘密法 Art. 13-1',
    ],
    retention: reviewed,
  },
  {
    id: 'AI-03',
    version: 1,
    category: 'dangerousProduct',
    severity: 'high',
    triggers: ['navigate', 'paste', 'upload'],
    condition: all(site('genai'), region('cn', 'hk', 'mo')),
    defaultAction: { gov: 'block', sng: 'justify', private: 'warn' },
    escalations: [
      {
        when: { type: 'direction', in: ['paste', 'upload'] },
        entities: ['sng', 'private'],
        action: 'justify',
      },
    ],
    legalBasis: [
      '資通安全管理法 Art. 11',
      '資通安全管理法 Art. 27',
      '各機關對危害國家資通安全產品限制使用原則',
    ],
    retention: reviewed,
  },
  {
    id: 'AI-04',
    version: 1,
    category: 'genai',
    severity: 'low',
    triggers: ['navigate'],
    condition: all(site('genai'), { type: 'firstUseToday' }),
    defaultAction: { gov: 'log', sng: 'log', private: 'log' },
    escalations: [],
    tip: true,
    legalBasis: ['生成式AI參考指引 6', '人工智慧基本法 Art. 4'],
    retention: { violation: 'P180D', other: 'P180D' },
  },
]
