import { when } from '../../model/conditions.ts'
import {
  autoNumber, bool, choice, computed, date, list, ref, refsWithText, text,
} from '../../model/fields.ts' // prettier-ignore
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'
import { addDays, daysBetween, isIsoDate, type IsoDate } from '../../model/roc-date.ts'

// The form is filled stage by stage: what a stage decides is demanded from that stage on, not before.
const fromCause = [
  'causeAnalysed',
  'planned',
  'executing',
  'done',
  'verified',
  'effective',
  'reopened',
  'closed',
]
const fromPlan = fromCause.slice(1)
const fromDone = ['done', 'verified', 'effective', 'reopened', 'closed']
const fromVerified = fromDone.slice(1)

/** 矯正措施單 (27001 10.2). Verified by another than who carried it out, closed only after its effect was checked. */
export const correctiveAction = defineRecordType('correctiveAction', {
  prefix: 'CAR',
  folder: 'audit',
  group: 'T2.2',
  outputs: ['O2.2.4'],
  formNumber: 'ISMS-4-025',
  compartment: 'isms',
  writers: ['securityManager', 'unitContact', 'unitHead', 'auditor', 'leadAuditor'],
  title: 'description',
  fields: {
    carNo: autoNumber('CAR-{year}-{serial}'),
    source: choice(
      [
        'internalAudit',
        'externalAudit',
        'incident',
        'drill',
        'objective',
        'compliance',
        'webEvent',
        'riskResidual',
        'other',
      ],
      { required: true },
    ),
    sourceId: ref([], { required: true, inverse: 'correctiveActions' }),
    findingType: choice(['major', 'minor', 'observation', 'opportunity', 'incident'], { required: true }),
    unitId: ref('orgUnit', { required: true, inverse: 'correctiveActions' }),
    description: text({ required: true }),
    findingEvidence: refsWithText('evidence'),
    immediateAction: text({ required: true }),
    immediateDueAt: date({ required: true }),
    rootCauseMethod: choice(['fiveWhys', 'fishbone', 'other'], { required: when.state(...fromCause) }),
    rootCause: text({ required: when.state(...fromCause), minLength: 10 }),
    similarCases: text({ required: when.state(...fromCause) }),
    actions: list(
      {
        measure: text({ required: true }),
        ownerId: ref('person', { required: true, inverse: 'correctiveMeasures' }),
        dueAt: date({ required: true }),
        doneAt: date({ required: when.state(...fromDone), notAfter: 'today' }),
        evidence: refsWithText('evidence', { required: when.state(...fromDone) }),
      },
      { required: when.state(...fromPlan) },
    ),
    preventive: text({ required: when.state(...fromPlan) }),
    dueAt: date({ required: true, notBefore: 'createdAt' }),
    doneAt: date({ required: when.state(...fromDone), notBefore: 'createdAt', notAfter: 'today' }),
    extensions: list(
      {
        fromDueAt: date({ required: true }),
        toDueAt: date({ required: true, notBefore: 'fromDueAt' }),
        reason: text({ required: true }),
        approverId: ref('person', { required: true, inverse: 'extensionsGranted' }),
      },
      { maxRows: 2 },
    ),
    verification: list(
      {
        at: date({ required: true, notAfter: 'today' }),
        method: text({ required: true }),
        result: choice(['passed', 'failed'], { required: true }),
        evidence: refsWithText('evidence', { required: true }),
        verifierId: ref('person', { required: true, inverse: 'verifications' }),
      },
      { required: when.state(...fromVerified) },
    ),
    effectivenessAt: date({ required: when.state('effective', 'closed'), notAfter: 'today' }),
    effective: bool({ required: when.state('effective', 'closed') }),
    dueInForce: computed('date'),
    overdueDays: computed('integer', { unit: 'day' }),
    cycleDays: computed('integer', { unit: 'day' }),
    extensionCount: computed('integer'),
  },
  // What did not work, or was not really done, goes back to the stage that has to be done again.
  lifecycle: {
    opened: ['causeAnalysed'],
    causeAnalysed: ['planned'],
    planned: ['executing', 'causeAnalysed'],
    executing: ['done'],
    done: ['verified', 'executing'],
    verified: ['effective', 'reopened'],
    effective: ['closed'],
    reopened: ['causeAnalysed', 'closed'],
    closed: [],
  },
  approval: {
    executing: ['unitHead'],
    verified: ['securityManager', 'auditor', 'leadAuditor'],
    effective: ['securityManager', 'auditor', 'leadAuditor'],
    reopened: ['securityManager', 'auditor', 'leadAuditor'],
    closed: ['securityManager', 'auditor', 'leadAuditor'],
  },
  approvalWhen: [{ state: 'closed', when: when.field('findingType').is('major'), roles: ['ciso'] }],
  separate: [
    ['planned', 'executing'],
    ['done', 'verified'],
  ],
  due: { while: ['opened', 'causeAnalysed', 'planned', 'executing', 'reopened'], of: dueInForce },
  rules: [
    {
      field: 'dueAt',
      code: 'dueTooLate',
      holds: (values, context) => !(latestDue(values, context) < String(values['dueAt'])),
      params: (values, context) => ({ date: latestDue(values, context) }),
    },
    {
      field: 'verification',
      code: 'verifierIsExecutor',
      holds: ({ actions, verification }) =>
        !owners(actions).some((owner) => verifiers(verification).includes(owner)),
    },
    { field: 'effectivenessAt', code: 'effectivenessWindow', holds: isWithinEffectivenessWindow },
    {
      field: 'effective',
      code: 'notEffective',
      at: 'transition',
      holds: ({ effective }, { state }) => state !== 'effective' || effective === true,
    },
  ],
  computed: {
    dueInForce,
    overdueDays: (values, { today, state }) => overdueDays(values, state, today),
    cycleDays: (_, { createdAt, reachedAt }) => {
      const closed = reachedAt?.('closed')
      return closed && daysBetween(createdAt, closed)
    },
    extensionCount: ({ extensions }) => rowsOf(extensions).length,
  },
  figures: {
    open: { as: 'count', of: (rows) => rows.filter(({ state }) => state !== 'closed').length },
    overdue: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ values, state }) => overdueDays(values, state, today) > 0).length,
    },
    effectiveRate: {
      as: 'percent',
      of: (rows) => {
        const closed = rows.filter(({ state }) => state === 'closed')
        return closed.length === 0
          ? undefined
          : closed.filter(({ values }) => values['effective'] === true).length / closed.length
      },
    },
    cycleDays: {
      as: 'day',
      of: (rows) => {
        const days = rows.flatMap(({ createdAt, reachedAt }) => {
          const closed = reachedAt('closed')
          return closed === undefined ? [] : [(closed - createdAt) / 86_400_000]
        })
        return days.length === 0 ? undefined : days.reduce((sum, day) => sum + day, 0) / days.length
      },
    },
  },
  form: {
    paper: 'A4',
    columns: ['carNo', 'description', 'source', 'findingType', 'unitId', 'dueAt', 'overdueDays'],
  },
})

type Row = Readonly<Record<string, unknown>>
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : [])
const owners = (actions: unknown): readonly unknown[] =>
  rowsOf(actions).flatMap((row) => row['ownerId'] ?? [])
const verifiers = (verification: unknown): readonly unknown[] =>
  rowsOf(verification).flatMap((row) => row['verifierId'] ?? [])

/** Major within 30 days, minor within 90, unless the organisation set its own; other kinds have no limit. */
function latestDue({ findingType }: Values, { createdAt, organization }: RecordContext): string {
  if (findingType === 'major') return addDays(createdAt, Number(organization?.['majorDueDays'] ?? 30))
  if (findingType === 'minor') return addDays(createdAt, Number(organization?.['minorDueDays'] ?? 90))
  return '9999-12-31'
}

/** The last extension's day, or the planned one. */
function dueInForce({ dueAt, extensions }: Values): IsoDate | undefined {
  const extended = rowsOf(extensions)
    .map((row) => row['toDueAt'])
    .filter(isIsoDate)
    .sort()
    .at(-1)
  return extended ?? (isIsoDate(dueAt) ? dueAt : undefined)
}

/** Days past the day in force; 0 when done or not yet due. */
function overdueDays(values: Values, state: string, today: IsoDate): number {
  const due = dueInForce(values)
  if (due === undefined || (fromDone.includes(state) && state !== 'reopened')) return 0
  return Math.max(0, daysBetween(due, today))
}

/** 完成後 30-90 天. */
function isWithinEffectivenessWindow({ doneAt, effectivenessAt }: Values): boolean {
  if (!isIsoDate(doneAt) || !isIsoDate(effectivenessAt)) return true
  const days = daysBetween(doneAt, effectivenessAt)
  return days >= 30 && days <= 90
}
