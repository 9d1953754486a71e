import { when } from '../../model/conditions.ts'
import { choice, choices, computed, date, integer, string } from '../../model/fields.ts'
import { defineRecordType } from '../../model/record-type.ts'
import { applicableLaws } from '../../libraries/laws.ts'

/** 組織設定. The type and level decide which duties, guard actions and forms appear. */
export const organization = defineRecordType('organization', {
  prefix: 'ORG',
  folder: 'foundation',
  group: 'foundation',
  outputs: [],
  compartment: 'common',
  writers: ['securityManager', 'ciso'],
  // 資安長確認 entityType 與 cyberLevel: others may prepare everything else.
  fieldWriters: { entityType: ['ciso'], cyberLevel: ['ciso'] },
  title: 'nameZh',
  fields: {
    nameZh: string({ required: true, minLength: 1, maxLength: 80 }),
    nameEn: string(),
    entityType: choice(['gov', 'sng', 'listed', 'private', 'school', 'nonprofit'], { required: true }),
    industryTags: choices([
      'digitalIndustry', 'manufacturing', 'finance', 'ecommerce', 'telecom', 'medical', 'education', 'other',
    ]), // prettier-ignore
    cyberLevel: choice(['A', 'B', 'C', 'D', 'E', 'none'], {
      required: when.field('entityType').is('gov', 'sng'),
    }),
    levelApprovedAt: date({ required: when.field('cyberLevel').is('A', 'B', 'C', 'D', 'E') }),
    docPrefix: string({
      required: true,
      default: 'ISMS',
      pattern: { source: '[A-Z0-9-]{2,12}', code: 'notADocumentPrefix' },
    }),
    dateDisplay: choice(['roc', 'ad'], { required: true, default: 'roc' }),
    fiscalStart: integer({ required: true, min: 1, max: 12, unit: 'month', default: 1 }),
    retentionDefaultYears: integer({ required: true, min: 1, unit: 'year', default: 5 }),
    majorDueDays: integer({ min: 1, unit: 'day', default: 30 }),
    minorDueDays: integer({ min: 1, unit: 'day', default: 90 }),
    applicableLegal: computed('libraryRefs', { library: 'laws' }),
  },
  lifecycle: { active: [] },
  computed: {
    applicableLegal: ({ entityType, industryTags }) =>
      typeof entityType === 'string'
        ? applicableLaws(entityType, (industryTags ?? []) as readonly string[])
        : [],
  },
  form: { paper: 'A4', columns: ['nameZh', 'entityType', 'cyberLevel', 'docPrefix'] },
})
