import { when } from '../../model/conditions.ts'
import { bool, choice, choices, computed, date, ref, string, text } from '../../model/fields.ts'
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'
import { daysBetween, isIsoDate } from '../../model/roc-date.ts'

/** Days before the end of an approval on which it is called expiring (到期前 30 天提醒). */
const reminderDays = 30

/** 雲端服務與核准網站清冊. The guard lets listed kinds of data go to an approved site until its last day. */
export const siteRegister = defineRecordType('siteRegister', {
  prefix: 'SIT',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  formNumber: 'ISMS-4-063',
  compartment: 'policy',
  writers: ['securityManager', 'ciso', 'privacyOfficer'],
  title: 'host',
  fields: {
    host: string({ required: true, unique: true, format: 'domain' }),
    name: string({ required: true }),
    // The organisation's own domain: what stays there is not disclosed, and its forms are looked at (PD-08, PD-12).
    own: bool(),
    category: choice(['cloud', 'genai', 'social', 'mail', 'transfer', 'media', 'gov', 'other'], {
      required: true,
    }),
    provider: ref('supplier', { inverse: 'sites' }),
    dataLocation: choice(['tw', 'us', 'eea', 'jp', 'sg', 'cn', 'hk', 'mo', 'other', 'unknown'], {
      required: true,
    }),
    allowedDataClasses: choices(['public', 'internal', 'restricted', 'personal', 'special'], {
      required: true,
    }),
    assessment: text({ required: when.state('assessed', 'approved') }),
    dangerousProductCheck: choice(['clear', 'listed', 'pending'], {
      required: when.state('assessed', 'approved'),
    }),
    exceptionRequestId: ref('exceptionRequest', {
      required: when.field('dangerousProductCheck').is('listed'),
      inverse: 'sites',
    }),
    validUntil: date({ required: when.state('assessed', 'approved'), withinMonths: 12 }),
    daysLeft: computed('integer', { unit: 'day' }),
    expiring: computed('bool'),
  },
  // An approval that ran out begins again: the host stays unique, its history stays one.
  lifecycle: {
    requested: ['assessed'],
    assessed: ['approved', 'requested'],
    approved: ['expired', 'revoked'],
    expired: ['requested'],
    revoked: ['requested'],
  },
  approval: {
    assessed: ['securityManager', 'privacyOfficer'],
    approved: ['ciso'],
    revoked: ['ciso', 'securityManager'],
  },
  separate: [
    ['requested', 'approved'],
    ['assessed', 'approved'],
  ],
  due: { while: ['approved'], of: ({ validUntil }) => (isIsoDate(validUntil) ? validUntil : undefined) },
  rules: [
    { field: 'host', code: 'notLowerCase', holds: ({ host }) => String(host) === String(host).toLowerCase() },
    {
      field: 'validUntil',
      code: 'alreadyOver',
      at: 'transition',
      holds: ({ validUntil }, { state, today }) => state !== 'approved' || String(validUntil) >= today,
    },
    {
      field: 'dangerousProductCheck',
      code: 'productCheckPending',
      at: 'transition',
      // gov 含危害產品檢核: 資通安全管理法 Art. 11.
      holds: ({ dangerousProductCheck }, { state, organization }) =>
        state !== 'approved' || organization?.['entityType'] !== 'gov' || dangerousProductCheck !== 'pending',
    },
  ],
  computed: {
    daysLeft,
    expiring: (values, context) => isExpiring(values, context),
  },
  figures: {
    expired: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(
          ({ state, values }) =>
            state === 'expired' || (state === 'approved' && String(values['validUntil']) < today),
        ).length,
    },
    expiring: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ state, values }) => isExpiring(values, { state, today })).length,
    },
  },
  form: {
    paper: 'A4',
    columns: [
      'host',
      'name',
      'category',
      'dataLocation',
      'allowedDataClasses',
      'dangerousProductCheck',
      'validUntil',
    ],
  },
})

function daysLeft({ validUntil }: Values, { today }: Pick<RecordContext, 'today'>): number | undefined {
  return isIsoDate(validUntil) ? daysBetween(today, validUntil) : undefined
}

function isExpiring(values: Values, context: Pick<RecordContext, 'today' | 'state'>): boolean {
  const days = daysLeft(values, context)
  return context.state === 'approved' && days !== undefined && days >= 0 && days <= reminderDays
}
