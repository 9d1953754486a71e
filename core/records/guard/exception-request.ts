import { isFilled, when } from '../../model/conditions.ts'
import { choice, computed, date, libraryRef, ref, string, text } from '../../model/fields.ts'
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'
import { daysBetween, isIsoDate } from '../../model/roc-date.ts'

/** 例外申請. While granted and in its dates it lowers one duty or guard rule; the day after, the default is back. */
export const exceptionRequest = defineRecordType('exceptionRequest', {
  prefix: 'EXC',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  formNumber: 'ISMS-4-062',
  compartment: 'policy',
  writers: ['securityManager', 'ciso', 'privacyOfficer', 'everyMember'],
  title: 'reason',
  fields: {
    kind: choice(['extensionRule', 'dangerousProduct', 'riskAcceptance', 'level', 'policy'], {
      required: true,
    }),
    // A guard rule is shipped data and a domain may be in no register yet: `ruleId` and `host` name those.
    targetId: ref([], {
      required: when.field('kind').is('dangerousProduct', 'riskAcceptance', 'level', 'policy'),
      inverse: 'exceptions',
    }),
    ruleId: libraryRef('extensionRules'),
    host: string({ format: 'domain' }),
    webEventId: ref('webEvent', { inverse: 'exceptions' }),
    unitId: ref('orgUnit', { inverse: 'exceptions' }),
    reason: text({ required: true, minLength: 20 }),
    compensating: text({ required: true }),
    validFrom: date({ required: true }),
    validUntil: date({ required: true, notBefore: 'validFrom', withinMonths: 12 }),
    approvalRef: string({
      required: when.all(
        when.field('kind').is('dangerousProduct'),
        when.organization('entityType').is('gov'),
        when.state('approved'),
      ),
    }),
    inForce: computed('bool'),
    daysLeft: computed('integer', { unit: 'day' }),
  },
  lifecycle: {
    submitted: ['reviewed'],
    reviewed: ['approved', 'rejected'],
    approved: ['expired'],
    rejected: [],
    expired: [],
  },
  approval: {
    reviewed: ['unitHead', 'securityManager'],
    approved: ['ciso'],
    rejected: ['ciso', 'securityManager'],
  },
  separate: [
    ['submitted', 'reviewed'],
    ['submitted', 'approved'],
  ],
  due: { while: ['approved'], of: ({ validUntil }) => (isIsoDate(validUntil) ? validUntil : undefined) },
  rules: [
    {
      field: 'kind',
      code: 'targetMissing',
      at: 'transition',
      holds: ({ kind, targetId, ruleId, host }) =>
        kind !== 'extensionRule' || isFilled(targetId) || isFilled(ruleId) || isFilled(host),
    },
  ],
  computed: {
    inForce: (values, context) => inForce(values, context.state, context.today),
    daysLeft: ({ validUntil }, { today }) =>
      isIsoDate(validUntil) ? daysBetween(today, validUntil) : undefined,
  },
  figures: {
    inForce: {
      as: 'count',
      of: (rows, { today }) => rows.filter(({ values, state }) => inForce(values, state, today)).length,
    },
    expiring: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ values, state }) => {
          const { validUntil } = values
          return (
            inForce(values, state, today) &&
            isIsoDate(validUntil) &&
            daysBetween(today, validUntil) <= reminderDays
          )
        }).length,
    },
  },
  form: { paper: 'A4', columns: ['kind', 'reason', 'targetId', 'ruleId', 'host', 'validFrom', 'validUntil'] },
})

/** Days before the end of an exception on which it is called expiring. */
const reminderDays = 30

function inForce({ validFrom, validUntil }: Values, state: string, today: RecordContext['today']): boolean {
  return state === 'approved' && String(validFrom) <= today && String(validUntil) >= today
}
