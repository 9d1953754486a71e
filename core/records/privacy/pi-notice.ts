import { isFilled, when } from '../../model/conditions.ts'
import { choice, computed, list, string, text } from '../../model/fields.ts'
import { defineRecordType, type Values } from '../../model/record-type.ts'

/** What a person is told when data is collected from them: 個資法 Art. 8(1), items 1 to 6. */
const noticeItems = ['agency', 'purpose', 'categories', 'use', 'rights', 'refusal'] as const

/** 告知聲明、同意書. Approved only with all six items; the file it belongs to names it. */
export const piNotice = defineRecordType('piNotice', {
  prefix: 'PNO',
  folder: 'privacy',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  formNumber: 'ISMS-3-011',
  compartment: 'common',
  writers: ['securityManager', 'privacyOfficer', 'legal'],
  title: 'title',
  fields: {
    title: string({ required: true }),
    version: string({ required: true }),
    items: list(
      { item: choice(noticeItems, { required: true }), wording: text({ required: true }) },
      { required: true, startsWith: noticeItems.map((item) => ({ item })) },
    ),
    consentKind: choice(['none', 'notice', 'consent19', 'specialWritten', 'separateUse'], { required: true }),
    url: string({ required: when.state('effective'), maxLength: 2000 }),
    completeness: computed('percent'),
    citedBy: computed('refs'),
  },
  lifecycle: {
    draft: ['legalReviewed'],
    legalReviewed: ['approved', 'draft'],
    approved: ['effective'],
    effective: ['superseded'],
    superseded: [],
  },
  approval: { legalReviewed: ['legal'], approved: ['privacyOfficer'], effective: ['privacyOfficer'] },
  separate: [['legalReviewed', 'approved']],
  rules: [
    {
      field: 'items',
      code: 'noticeIncomplete',
      at: 'transition',
      holds: ({ items }, { state }) => state === 'draft' || missing(items).length === 0,
      params: ({ items }) => ({ count: missing(items).length }),
    },
    {
      field: 'items',
      code: 'noticeItemTwice',
      holds: ({ items }) => {
        const named = rowsOf(items).flatMap(({ item }) => item ?? [])
        return new Set(named).size === named.length
      },
    },
  ],
  computed: {
    completeness: ({ items }) => 1 - missing(items).length / noticeItems.length,
    // As far as this device may read the files: they lie in another compartment.
    citedBy: (_, { namedBy }) => namedBy?.('piFile'),
  },
  figures: {
    incomplete: {
      as: 'count',
      of: (rows) =>
        rows.filter(({ state, values }) => state !== 'superseded' && missing(values['items']).length > 0)
          .length,
    },
  },
  form: { paper: 'A4', columns: ['title', 'version', 'consentKind', 'completeness', 'url'] },
})

const rowsOf = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? (value as readonly Values[]) : []

/** Items nothing is said about yet. */
const missing = (items: unknown): readonly string[] =>
  noticeItems.filter((item) => !rowsOf(items).some((row) => row['item'] === item && isFilled(row['wording'])))
