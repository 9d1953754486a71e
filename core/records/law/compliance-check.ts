import { isFilled, when } from '../../model/conditions.ts'
import {
  choice,
  computed,
  date,
  dateRange,
  list,
  ref,
  refs,
  refsWithText,
  string,
  text,
} from '../../model/fields.ts'
import { defineRecordType, type Values } from '../../model/record-type.ts'
import { isIsoDate } from '../../model/roc-date.ts'

// The unit answers while it checks itself; from the review on every answer has to be there.
const fromReview = ['reviewed', 'approved', 'closed']
const fromCheck = ['inProgress', ...fromReview]

/** 遵循性檢查 (27001 A.5.36). Each item cites its article and its evidence; what does not conform opens a corrective action. */
export const complianceCheck = defineRecordType('complianceCheck', {
  prefix: 'CCK',
  folder: 'law',
  group: 'T4.3',
  outputs: ['O4.3.2'],
  formNumber: 'ISMS-4-048',
  compartment: 'isms',
  writers: ['securityManager', 'unitContact', 'unitHead', 'legal', 'auditor', 'leadAuditor'],
  title: 'title',
  fields: {
    title: string({ required: true }),
    template: choice(
      [
        'csma', 'pdpaMeasures', 'gcb', 'iso27001', 'copyright', 'genai', 'dangerousProducts', 'supplier', 'custom',
      ], // prettier-ignore
      { required: true },
    ),
    period: dateRange({ required: true }),
    targets: refs(['orgUnit', 'supplier'], { required: true, inverse: 'complianceChecks' }),
    items: list(
      {
        requirement: text({ required: true }),
        basis: string({ required: true }),
        method: choice(['interview', 'document', 'observation', 'test', 'system'], {
          required: when.state(...fromReview),
        }),
        answer: choice(['yes', 'no', 'notApplicable'], { required: when.state(...fromReview) }),
        evidence: refsWithText('evidence', {
          required: when.all(when.field('answer').is('yes', 'no'), when.state(...fromReview)),
        }),
        note: text({ required: when.field('answer').is('no', 'notApplicable') }),
      },
      { required: when.state(...fromCheck) },
    ),
    result: choice(['conform', 'partial', 'nonConform'], { required: when.state(...fromReview) }),
    correctiveActions: refs('correctiveAction', {
      required: when.all(when.field('result').is('partial', 'nonConform'), when.state(...fromReview)),
      inverse: 'complianceChecks',
    }),
    checkerId: ref('person', { required: true, inverse: 'checksMade' }),
    reviewerId: ref('person', { required: true, inverse: 'checksReviewed' }),
    nextAt: date({ required: true, notBefore: 'createdAt' }),
    nextCheckId: ref('complianceCheck', { inverse: 'previousChecks' }),
    // PD-08 自有表單缺告知: the event it was opened from.
    webEventId: ref('webEvent', { inverse: 'complianceChecks' }),
    complianceRate: computed('percent'),
    openActions: computed('integer'),
  },
  // A review that finds the self-check wanting sends it back.
  lifecycle: {
    planned: ['inProgress'],
    inProgress: ['reviewed'],
    reviewed: ['approved', 'inProgress'],
    approved: ['closed'],
    closed: [],
  },
  approval: {
    reviewed: ['securityManager', 'auditor', 'leadAuditor'],
    approved: ['ciso'],
    closed: ['securityManager', 'ciso'],
  },
  separate: [
    ['inProgress', 'reviewed'],
    ['reviewed', 'approved'],
  ],
  // The next check is due until it exists, whatever state this one rests in.
  due: {
    while: ['planned', 'inProgress', 'reviewed', 'approved', 'closed'],
    of: ({ nextAt, nextCheckId }) => (isIsoDate(nextAt) && !isFilled(nextCheckId) ? nextAt : undefined),
  },
  rules: [
    {
      field: 'items',
      code: 'basisMissing',
      // AC-P4.3.2-2 無依據條文不得儲存: not even in a draft.
      holds: ({ items }) => withoutBasis(items).length === 0,
      params: ({ items }) => ({ count: withoutBasis(items).length }),
    },
    {
      field: 'result',
      code: 'resultContradictsItems',
      at: 'transition',
      holds: ({ result, items }) =>
        (result === 'conform') === rowsOf(items).every(({ answer }) => answer !== 'no'),
    },
    {
      field: 'reviewerId',
      code: 'reviewerIsChecker',
      holds: ({ reviewerId, checkerId }) => reviewerId !== checkerId,
    },
    {
      field: 'nextCheckId',
      code: 'nextIsItself',
      holds: ({ nextCheckId }, { id }) => nextCheckId !== id,
    },
  ],
  computed: {
    complianceRate: ({ items }) => rateOf([items]),
    // What the related actions say themselves: closed ones were found effective on some day.
    openActions: ({ correctiveActions }, { related }) =>
      idsOf(correctiveActions).filter((id) => !isFilled(related(id)?.['effectivenessAt'])).length,
  },
  figures: {
    open: { as: 'count', of: (rows) => rows.filter(({ state }) => state !== 'closed').length },
    overdue: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(
          ({ values: { nextAt, nextCheckId } }) =>
            isIsoDate(nextAt) && nextAt < today && !isFilled(nextCheckId),
        ).length,
    },
    complianceRate: {
      as: 'percent',
      of: (rows) => rateOf(rows.map(({ values }) => values['items'])),
    },
  },
  form: {
    paper: 'A4',
    columns: ['title', 'template', 'targets', 'period', 'result', 'complianceRate', 'nextAt'],
  },
})

const rowsOf = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? (value as readonly Values[]) : []
const idsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : []

const withoutBasis = (items: unknown): readonly Values[] =>
  rowsOf(items).filter(({ requirement, basis }) => isFilled(requirement) && !isFilled(basis))

/** Conforming of all that apply (符合 ÷ (全部 − 不適用)), 0…1; nothing while nothing that applies was answered. */
function rateOf(lists: readonly unknown[]): number | undefined {
  const answers = lists.flatMap(rowsOf).map(({ answer }) => answer)
  const applying = answers.filter((answer) => answer === 'yes' || answer === 'no')
  return applying.length === 0
    ? undefined
    : applying.filter((answer) => answer === 'yes').length / applying.length
}
