import { when } from '../../model/conditions.ts'
import { choice, computed, date, integer, string, text } from '../../model/fields.ts'
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'
import { daysBetween, isIsoDate } from '../../model/roc-date.ts'

/** Days before the end of a licence on which it is called expiring (到期前 60 天). */
const reminderDays = 60

/** Licences that name no number of seats: 0 means without limit. */
const withoutSeats: ReadonlySet<unknown> = new Set(['openSource', 'cc', 'publicDomain', 'fairUse'])

/**
 * 授權品項 (A.5.32; 著作權法 Art. 37, 59, 87 I (5)): what a unit may use, how many times and until when. More in use
 * than licensed is a non-conformity, as is use after the end.
 */
export const licenseItem = defineRecordType('licenseItem', {
  prefix: 'LIC',
  folder: 'rights',
  group: 'T4.2',
  outputs: ['O4.2.2'],
  formNumber: 'ISMS-4-047',
  compartment: 'isms',
  writers: ['securityManager', 'unitContact', 'unitHead'],
  title: 'name',
  fields: {
    name: string({ required: true }),
    kind: choice(['software', 'font', 'image', 'music', 'video', 'data', 'saas'], { required: true }),
    vendor: string({ required: true }),
    licenceType: choice(
      ['perpetual', 'subscription', 'oem', 'openSource', 'cc', 'publicDomain', 'permission', 'fairUse'],
      { required: true },
    ),
    // Contract, order, permission letter, or the last four of a serial number: never the serial number itself.
    licenceRef: string({
      required: when.field('licenceType').is('perpetual', 'subscription', 'oem', 'permission'),
    }),
    quantity: integer({ required: true, min: 0, unit: 'seat' }),
    installed: integer({ required: true, min: 0, unit: 'seat' }),
    scopeText: text({ required: true }),
    startAt: date({ required: true }),
    endAt: date({ required: when.field('licenceType').is('subscription'), notBefore: 'startAt' }),
    source: string({ format: 'domain' }),
    difference: computed('integer', { unit: 'seat' }),
    conforms: computed('bool'),
    daysLeft: computed('integer', { unit: 'day' }),
    expiring: computed('bool'),
  },
  // What is renewed is in force again; its history stays one.
  lifecycle: {
    active: ['expiring', 'expired', 'retired'],
    expiring: ['active', 'expired', 'retired'],
    expired: ['active', 'retired'],
    retired: [],
  },
  approval: { retired: ['unitContact', 'assetOwner', 'securityManager'] },
  due: { while: ['active', 'expiring'], of: ({ endAt }) => (isIsoDate(endAt) ? endAt : undefined) },
  rules: [
    {
      field: 'endAt',
      code: 'licenceOver',
      at: 'transition',
      holds: ({ endAt }, { state, today }) => state !== 'active' || String(endAt) >= today,
    },
    {
      field: 'licenceRef',
      code: 'wholeSerialNumber',
      holds: ({ licenceRef }) => !looksLikeSerialNumber(String(licenceRef)),
    },
  ],
  computed: {
    difference: (values) => seatDifference(values),
    conforms: (values, context) => seatDifference(values) <= 0 && !isOver(values, context),
    daysLeft,
    expiring: (values, context) => isExpiring(values, context),
  },
  figures: {
    overInstalled: {
      as: 'count',
      of: (rows) => rows.filter(({ values, state }) => inUse(state) && seatDifference(values) > 0).length,
    },
    expiring: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ values, state }) => isExpiring(values, { state, today })).length,
    },
    expired: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(({ values, state }) => inUse(state) && isOver(values, { state, today })).length,
    },
  },
  form: {
    paper: 'A4',
    columns: [
      'name',
      'kind',
      'vendor',
      'licenceType',
      'licenceRef',
      'quantity',
      'installed',
      'difference',
      'endAt',
    ],
  },
})

type Now = Pick<RecordContext, 'today' | 'state'>

/** installed − licensed; above zero is a non-conformity. Nothing counted yet is no difference. */
function seatDifference({ licenceType, quantity, installed }: Values): number {
  if (typeof installed !== 'number') return 0
  const seats = typeof quantity === 'number' ? quantity : 0
  if (seats === 0 && withoutSeats.has(licenceType)) return 0
  return installed - seats
}

const inUse = (state: string): boolean => state !== 'retired'

const isOver = ({ endAt }: Values, { state, today }: Now): boolean =>
  state === 'expired' || (isIsoDate(endAt) && endAt < today)

function daysLeft({ endAt }: Values, { today }: Pick<RecordContext, 'today'>): number | undefined {
  return isIsoDate(endAt) ? daysBetween(today, endAt) : undefined
}

function isExpiring(values: Values, now: Now): boolean {
  const days = daysLeft(values, now)
  return (
    (now.state === 'active' || now.state === 'expiring') &&
    days !== undefined &&
    days >= 0 &&
    days <= reminderDays
  )
}

/** Four or more groups of four or five letters and digits with a digit among them, as product keys are printed. */
function looksLikeSerialNumber(text: string): boolean {
  return /\b(?=[A-Z0-9-]*\d)[A-Z0-9]{4,5}(?:-[A-Z0-9]{4,5}){3,}\b/i.test(text)
}
