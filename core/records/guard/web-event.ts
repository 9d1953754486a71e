import { when } from '../../model/conditions.ts'
import {
  choice,
  choices,
  dateTime,
  integer,
  json,
  libraryRef,
  ref,
  string,
  text,
  ulidField,
} from '../../model/fields.ts'
import { defineRecordType, type FigureRow } from '../../model/record-type.ts'
import { dataClasses } from '../../libraries/data-classes.ts'

const hour = 60 * 60 * 1000
const fileKeys = new Set(['fileExtension', 'sizeBucket', 'contentDigest', 'formDigest', 'cannotInspect'])

/**
 * 瀏覽行為偵測事件. Computed from signed events; its review lives in `webEventReview`. Holds rule, kinds, buckets,
 * site and decision: never matched text, a file name, a path or a person's name.
 */
export const webEvent = defineRecordType('webEvent', {
  prefix: 'WEB',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1', 'O4.2.2'],
  compartment: 'guard',
  writers: ['securityManager', 'privacyOfficer'],
  projected: true,
  title: 'ruleId',
  fields: {
    eventId: ulidField({ required: true }),
    at: dateTime({ required: true }),
    deviceProfileId: string({ required: true }),
    unitId: ref('orgUnit', { inverse: 'webEvents' }),
    ruleId: libraryRef('extensionRules', { required: true }),
    ruleVersion: integer({ min: 1 }),
    action: choice(['log', 'warn', 'justify', 'block', 'allowedByException'], { required: true }),
    host: string({ required: true, format: 'domain' }),
    category: choice(
      [
        'cloud',
        'genai',
        'social',
        'gov',
        'media',
        'piracy',
        'download',
        'form',
        'mail',
        'transfer',
        'other',
        'unknown',
      ],
      { required: true },
    ),
    direction: choice(['upload', 'download', 'navigate', 'paste', 'formSubmit'], { required: true }),
    fileMeta: json({ required: when.field('direction').is('upload', 'download') }),
    dataClasses: choices(dataClasses),
    hitCountBucket: choice(['1', '2-9', '10-99', '100+'], { required: when.filled('dataClasses') }),
    justification: text({ required: when.field('action').is('justify'), minLength: 10 }),
    userDecision: choice(['cancel', 'proceed', 'override', 'exceptionRequest'], {
      required: when.field('action').is('warn', 'justify'),
    }),
    policyVersion: string(),
    furtherRules: json(),
    exceptionRequest: json(),
    licence: json(),
    reviewerId: ref('person', { derived: true, inverse: 'reviewedEvents' }),
    reviewResult: choice(['ok', 'violation', 'falsePositive', 'policyChange'], { derived: true }),
    linkedId: ref(['correctiveAction', 'ipCheck', 'piFile'], { derived: true, inverse: 'webEvents' }),
  },
  lifecycle: {
    recorded: ['reviewed'],
    reviewed: ['accepted', 'violation', 'falsePositive'],
    accepted: ['closed'],
    violation: ['closed'],
    falsePositive: ['closed'],
    closed: [],
  },
  approval: {
    reviewed: ['securityManager', 'privacyOfficer'],
    accepted: ['securityManager', 'privacyOfficer'],
    violation: ['securityManager', 'privacyOfficer'],
    falsePositive: ['securityManager', 'privacyOfficer'],
    closed: ['securityManager', 'privacyOfficer'],
  },
  rules: [
    {
      field: 'fileMeta',
      code: 'saysTooMuch',
      // 不存檔名: an unexpected key is refused rather than stored.
      holds: ({ fileMeta }) =>
        typeof fileMeta === 'object' &&
        fileMeta !== null &&
        Object.keys(fileMeta).every((key) => fileKeys.has(key)),
    },
  ],
  figures: {
    unreviewed: { as: 'count', of: (rows) => rows.filter(isUnreviewed).length },
    overdue24h: {
      as: 'count',
      of: (rows, { at }) => rows.filter((row) => isUnreviewed(row) && at - row.createdAt >= 24 * hour).length,
    },
    overdue72h: {
      as: 'count',
      of: (rows, { at }) => rows.filter((row) => isUnreviewed(row) && at - row.createdAt >= 72 * hour).length,
    },
    violationRate: { as: 'percent', of: (rows) => shareOf(rows, 'violation') },
    falsePositiveRate: { as: 'percent', of: (rows) => shareOf(rows, 'falsePositive') },
  },
  form: {
    paper: 'A4',
    columns: [
      'at',
      'host',
      'ruleId',
      'action',
      'dataClasses',
      'hitCountBucket',
      'userDecision',
      'deviceProfileId',
    ],
  },
})

/** Domain 9: what was only logged waits for nobody. The inbox counts the same (`inbox-item.ts`). */
const isUnreviewed = ({ state, values }: FigureRow): boolean =>
  state === 'recorded' && values['action'] !== 'log'

/** Share of reviewed events with this result, 0…1; nothing reviewed yet has no rate. */
function shareOf(rows: readonly FigureRow[], result: string): number | undefined {
  const reviewed = rows.filter(({ values }) => values['reviewResult'] !== undefined)
  if (reviewed.length === 0) return undefined
  return reviewed.filter(({ values }) => values['reviewResult'] === result).length / reviewed.length
}
