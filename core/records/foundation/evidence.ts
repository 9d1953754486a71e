import { when } from '../../model/conditions.ts'
import {
  attachment,
  bool,
  choice,
  computed,
  date,
  dateTime,
  ref,
  refs,
  string,
  text,
} from '../../model/fields.ts'
import { defineRecordType, type Values } from '../../model/record-type.ts'
import { addMonths, isIsoDate } from '../../model/roc-date.ts'

/** Years a record is kept where the organisation set nothing else (個資紀錄 5 年). */
const defaultRetentionYears = 5

/**
 * 佐證: a file, picture, link, text or thing that proves something. Name, size and SHA-256 of a file follow from the
 * file itself (電子簽章法 Art. 8: content complete and open to checking).
 */
export const evidence = defineRecordType('evidence', {
  prefix: 'EVD',
  folder: 'foundation',
  group: 'foundation',
  outputs: ['all'],
  compartment: 'isms',
  writers: ['securityManager', 'everyReader'],
  title: 'title',
  fields: {
    title: string({ required: true }),
    kind: choice(['file', 'screenshot', 'url', 'text', 'webEvent', 'record', 'physical'], {
      required: true,
      default: 'file',
    }),
    file: attachment({
      required: when.all(
        when.field('kind').is('file', 'screenshot'),
        when.state('collected', 'linked', 'archived'),
      ),
      disposedIn: ['disposed'],
    }),
    fileName: computed('string'),
    sizeBytes: computed('integer', { unit: 'byte' }),
    sha256: computed('string'),
    url: string({ required: when.field('kind').is('url'), maxLength: 2000 }),
    content: text({ required: when.field('kind').is('text') }),
    location: string({ required: when.field('kind').is('physical') }),
    collectedAt: dateTime({ required: true, notAfter: 'today' }),
    collectedBy: ref('person', { required: true, inverse: 'evidenceCollected' }),
    linkedTo: refs([], { required: true, inverse: 'evidence' }),
    containsPersonalData: bool({ required: true }),
    masking: text({ required: when.field('containsPersonalData').is(true) }),
    retentionSuggested: computed('date'),
    retentionUntil: date({ required: true, notBefore: 'collectedAt' }),
  },
  lifecycle: { collected: ['linked'], linked: ['archived'], archived: ['disposed'], disposed: [] },
  approval: { disposed: ['securityManager'] },
  due: {
    while: ['collected', 'linked', 'archived'],
    of: ({ retentionUntil }) => (isIsoDate(retentionUntil) ? retentionUntil : undefined),
  },
  rules: [
    {
      field: 'url',
      code: 'notAWebAddress',
      holds: ({ url }) => /^https?:\/\/[^\s/?#]+[^\s]*$/u.test(String(url)),
    },
    {
      field: 'linkedTo',
      code: 'webEventNotLinked',
      at: 'transition',
      holds: ({ kind, linkedTo }) =>
        kind !== 'webEvent' || (linkedTo as readonly string[]).some((id) => id.startsWith('WEB-')),
    },
    {
      field: 'retentionUntil',
      code: 'retentionNotOver',
      at: 'transition',
      // 未逾保存年限不得銷毀: 檔案法 Art. 12 for agencies, and nobody destroys proof before its time.
      holds: ({ retentionUntil }, { state, today }) => state !== 'disposed' || String(retentionUntil) < today,
    },
  ],
  computed: {
    fileName: ({ file }) => partOf(file, 'name'),
    sizeBytes: ({ file }) => partOf(file, 'size'),
    sha256: ({ file }) => partOf(file, 'sha256'),
    retentionSuggested: ({ collectedAt }, { organization }) => {
      const day = String(collectedAt).slice(0, 10)
      const years = Number(organization?.['retentionDefaultYears'] ?? defaultRetentionYears)
      return isIsoDate(day) ? addMonths(day, years * 12) : undefined
    },
  },
  figures: {
    retentionOver: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ values, state }) => state !== 'disposed' && isOver(values, today)).length,
    },
    withPersonalData: {
      as: 'count',
      of: (rows) =>
        rows.filter(({ values, state }) => state !== 'disposed' && values['containsPersonalData'] === true)
          .length,
    },
  },
  form: {
    paper: 'A4',
    columns: ['title', 'kind', 'fileName', 'collectedAt', 'collectedBy', 'linkedTo', 'retentionUntil'],
  },
})

const isOver = ({ retentionUntil }: Values, today: string): boolean =>
  isIsoDate(retentionUntil) && retentionUntil < today

const partOf = (file: unknown, part: string): unknown =>
  typeof file === 'object' && file !== null ? (file as Values)[part] : undefined
