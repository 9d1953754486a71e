import { when } from '../../model/conditions.ts'
import { choice, dateTime, ref, text } from '../../model/fields.ts'
import { defineRecordType } from '../../model/record-type.ts'

/** 事件覆核. Everything that may change about an immutable event: who judged it, how, why, and what followed. */
export const webEventReview = defineRecordType('webEventReview', {
  prefix: 'WER',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1', 'O4.2.2'],
  compartment: 'guard',
  writers: ['securityManager', 'privacyOfficer'],
  title: 'result',
  fields: {
    eventId: ref('webEvent', { required: true, inverse: 'reviews' }),
    reviewerId: ref('person', { required: true, inverse: 'webEventReviews' }),
    result: choice(['ok', 'violation', 'falsePositive', 'policyChange'], { required: true }),
    note: text({ required: true, minLength: 10 }),
    // A violation or a changed policy leads somewhere before the review is closed; the judgement itself need not wait.
    linkedId: ref(
      ['correctiveAction', 'ipCheck', 'piFile', 'guardRule', 'siteRegister', 'exceptionRequest'],
      {
        required: when.all(when.field('result').is('violation', 'policyChange'), when.state('closed')),
        inverse: 'webEventReviews',
      },
    ),
    reviewedAt: dateTime({ required: true, notAfter: 'today' }),
  },
  lifecycle: { recorded: ['concluded'], concluded: ['closed'], closed: [] },
  approval: {
    concluded: ['securityManager', 'privacyOfficer'],
    closed: ['securityManager', 'privacyOfficer'],
  },
  rules: [
    {
      field: 'reviewerId',
      code: 'reviewerIsAnother',
      at: 'transition',
      holds: ({ reviewerId }, { actor, state }) =>
        actor === undefined || state !== 'concluded' || reviewerId === actor,
    },
  ],
  form: { paper: 'A4', columns: ['eventId', 'result', 'note', 'reviewerId', 'reviewedAt', 'linkedId'] },
})
