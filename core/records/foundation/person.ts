import { bool, choice, choices, computed, date, list, ref, refs, string } from '../../model/fields.ts'
import { defineRecordType, roles, type RecordContext, type Values } from '../../model/record-type.ts'
import { addDays } from '../../model/roc-date.ts'

/** Days before a certificate ends on which it is called expiring (到期前 60 天提醒). */
const reminderDays = 60

/** 人員. Names and dates are erasable; the staff number stays as the title that says nothing by itself. */
export const person = defineRecordType('person', {
  prefix: 'PER',
  folder: 'foundation',
  group: 'foundation',
  outputs: [],
  compartment: 'common',
  writers: ['securityManager', 'unitHead'],
  title: 'employeeNo',
  knownBy: 'nameZh',
  fields: {
    employeeNo: string({ required: true, unique: true }),
    nameZh: string({ required: true, personal: true }),
    unitId: ref('orgUnit', { required: true, inverse: 'staff' }),
    titleZh: string({ personal: true }),
    email: string({ format: 'email', personal: true }),
    // The membership log knows the roles; a field anyone could write would be a second source of truth.
    roles: choices(roles, { required: true, derived: true }),
    trainingCategory: choice(['dedicated', 'itStaff', 'manager', 'general', 'contractor'], {
      required: true,
    }),
    isDedicatedSecurity: bool({ required: true }),
    certificates: list(
      {
        name: string({ required: true }),
        number: string(),
        issuedAt: date({ notAfter: 'today' }),
        expiresAt: date({ notBefore: 'issuedAt' }),
        evidenceIds: refs('evidence'),
      },
      { personal: true },
    ),
    hiredAt: date({ personal: true }),
    leftAt: date({ personal: true, notBefore: 'hiredAt' }),
    deputyId: ref('person', { inverse: 'deputyOf' }),
    certificateStatus: computed('choice', { options: ['valid', 'expiring', 'expired', 'none'] }),
    trainingHoursGeneral: computed('decimal', { unit: 'hour' }),
    trainingHoursProfessional: computed('decimal', { unit: 'hour' }),
    agreementsSigned: computed('percent'),
  },
  lifecycle: { active: ['leaving'], leaving: ['left', 'active'], left: [] },
  approval: { leaving: ['securityManager', 'unitHead'], left: ['securityManager', 'unitHead'] },
  rules: [
    {
      field: 'employeeNo',
      code: 'looksLikeNationalId',
      holds: ({ employeeNo }) => !looksLikeNationalId(String(employeeNo)),
    },
    { field: 'deputyId', code: 'deputyIsSelf', holds: ({ deputyId }, { id }) => deputyId !== id },
  ],
  computed: {
    certificateStatus,
    trainingHoursGeneral: (_, context) => hoursOf('general', context),
    trainingHoursProfessional: (_, context) => hoursOf('professional', context),
    agreementsSigned,
  },
  form: { paper: 'A4', columns: ['employeeNo', 'nameZh', 'unitId', 'titleZh', 'roles', 'trainingCategory'] },
})

/** National and resident ids, old and new, right or wrong check digit: none belongs in a staff number. */
const looksLikeNationalId = (text: string): boolean =>
  /^[A-Z][1289A-D]\d{8}$/.test(text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())

function certificateStatus({ certificates }: Values, { today }: RecordContext): string {
  const ends = ((certificates ?? []) as readonly { readonly expiresAt?: string }[]).map(
    (row) => row.expiresAt,
  )
  if (ends.length === 0) return 'none'
  if (ends.some((end) => end !== undefined && end < today)) return 'expired'
  return ends.some((end) => end !== undefined && end <= addDays(today, reminderDays)) ? 'expiring' : 'valid'
}

/** Hours of this calendar year; professional hours never count as general ones. */
function hoursOf(kind: string, { naming, related, today }: RecordContext): number | undefined {
  return naming?.('attendance').reduce((sum, { hours, signedInAt, sessionId }) => {
    const counts =
      String(signedInAt).startsWith(today.slice(0, 4)) && related(String(sessionId))?.['kind'] === kind
    return counts && typeof hours === 'number' ? sum + hours : sum
  }, 0)
}

/** Signed agreements of all that name the person, 0…1; an expired one counts as unsigned. */
function agreementsSigned(_: Values, { naming, today }: RecordContext): number | undefined {
  const agreements = naming?.('agreement')
  if (!agreements || agreements.length === 0) return undefined
  const signed = agreements.filter(
    ({ signedAt, expiresAt }) =>
      signedAt && (!expiresAt || (typeof expiresAt === 'string' && expiresAt >= today)),
  )
  return signed.length / agreements.length
}
