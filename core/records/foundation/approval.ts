import { isFilled, when } from '../../model/conditions.ts'
import { choice, computed, dateTime, ref, refs, string, text } from '../../model/fields.ts'
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'

const decided = when.state('approved', 'rejected')

/** 簽核. Binds the hash of what was signed: when the content changes, the signature stays with the old revision. */
export const approval = defineRecordType('approval', {
  prefix: 'APR',
  folder: 'foundation',
  group: 'foundation',
  outputs: ['all'],
  compartment: 'isms',
  writers: ['securityManager', 'everyReader'],
  title: 'step',
  fields: {
    recordId: ref([], { required: true, inverse: 'approvals' }),
    revision: string({ required: true, pattern: { source: '[0-9a-f]{64}', code: 'notASha256' } }),
    step: choice(['prepare', 'review', 'consult', 'approve'], { required: true }),
    signerId: ref('person', { required: true, inverse: 'approvals' }),
    decision: choice(['approve', 'reject', 'return'], { required: decided }),
    comment: text({ required: when.field('decision').is('reject', 'return') }),
    signedAt: dateTime({ required: decided, notAfter: 'today' }),
    method: choice(['click', 'handwritten', 'paper', 'deviceKey'], { required: true }),
    evidenceIds: refs('evidence', { required: when.field('method').is('paper') }),
    binding: computed('choice', { options: ['current', 'outdated'] }),
  },
  lifecycle: { pending: ['approved', 'rejected', 'withdrawn'], approved: [], rejected: [], withdrawn: [] },
  rules: [
    {
      field: 'signerId',
      code: 'signerIsPreparer',
      // 職務區隔: whoever wrote the content may sign as its preparer and as nothing else.
      holds: ({ signerId, step, recordId }, { preparers }) =>
        step === 'prepare' || !preparers?.(String(recordId)).includes(String(signerId)),
    },
    {
      field: 'signerId',
      code: 'signerIsAnother',
      at: 'transition',
      holds: ({ signerId }, { actor, state }) =>
        actor === undefined || (state !== 'approved' && state !== 'rejected') || signerId === actor,
    },
    {
      field: 'decision',
      code: 'decisionContradictsState',
      at: 'transition',
      holds: ({ decision }, { state }) =>
        (state !== 'approved' || decision === 'approve') && (state !== 'rejected' || decision !== 'approve'),
    },
    {
      field: 'revision',
      code: 'revisionOutdated',
      at: 'transition',
      // A decision on words that are no longer the record's would bind nobody (內容改變則簽核失效).
      holds: (values, context) => context.state !== 'approved' || binding(values, context) !== 'outdated',
    },
  ],
  computed: { binding },
  form: { paper: 'A4', columns: ['recordId', 'step', 'signerId', 'decision', 'signedAt', 'method'] },
})

function binding(
  { recordId, revision }: Values,
  { revisionOf }: RecordContext,
): 'current' | 'outdated' | undefined {
  const current = isFilled(recordId) ? revisionOf?.(String(recordId)) : undefined
  if (current === undefined) return undefined
  return current === revision ? 'current' : 'outdated'
}
