import { assetRecords } from './assets.ts'
import { guarded, sampleEvents } from './events.ts'
import { correctiveRecords, reviewRecords } from './follow-ups.ts'
import { evidenceRecords, ipCheckRecords } from './ip-checks.ts'
import { licenceRecords } from './licences.ts'
import { contactOf, firstPerson, firstUnit, personRecords, unitRecords } from './people.ts'
import type { Sample } from './sample.ts'
import { complianceRecords, noticeRecords, piFileRecords } from './personal-data.ts'
import { exceptionRecords, siteRecords } from './sites.ts'

/** 示範組織: invented from end to end. */
export const sample: Sample = {
  organization: {
    nameZh: '晴嵐精密工業股份有限公司（示範）',
    nameEn: 'Qinglan Precision Industrial Co., Ltd. (sample)',
    entityType: 'listed',
    industryTags: ['manufacturing'],
    docPrefix: 'ISMS',
  },
  unit: firstUnit,
  person: firstPerson,
  records: [
    {
      key: 'unit.0',
      type: 'orgUnit',
      day: 96,
      values: ({ id }) => ({ parentId: id('unit.1'), securityContactId: id(contactOf(0)) }),
    },
    ...unitRecords,
    ...personRecords,
    ...siteRecords,
    ...assetRecords,
    ...licenceRecords,
    ...exceptionRecords,
    ...ipCheckRecords,
    ...evidenceRecords,
    ...noticeRecords,
    ...piFileRecords,
    ...complianceRecords,
    ...correctiveRecords,
    ...reviewRecords,
  ],
  profiles: guarded,
  events: sampleEvents,
}
