import { isFilled, when } from '../../model/conditions.ts'
import {
  autoNumber, bool, choice, computed, date, integer, ref, refs, score, string, text,
} from '../../model/fields.ts' // prettier-ignore
import { defineRecordType, type FigureRow, type Values } from '../../model/record-type.ts'
import { addMonths, isIsoDate, type IsoDate } from '../../model/roc-date.ts'

/** Months an inventory stays good (逾 12 個月警示), and before the end of support on which it is said. */
const inventoryMonths = 12
const supportReminderMonths = 6
/** From this value on an asset stands in the register of high-value assets. */
const highValue = 3

/** 資訊資產 (27001 A.5.9). C, I and A give its value; the inventory is done again every twelve months. */
export const asset = defineRecordType('asset', {
  prefix: 'AST',
  folder: 'plan',
  group: 'T1.1',
  outputs: ['O1.1.3'],
  formNumber: 'ISMS-4-005',
  compartment: 'isms',
  writers: ['securityManager', 'unitContact', 'unitHead', 'assetOwner'],
  title: 'name',
  fields: {
    assetNo: autoNumber('{category}-{unitId.code}-{serial}', 4, {
      category: {
        hardware: 'HW', software: 'SW', information: 'DA', people: 'PE', service: 'SV', facility: 'EV', ictSystem: 'IS',
      }, // prettier-ignore
    }),
    name: string({ required: true }),
    category: choice(['hardware', 'software', 'information', 'people', 'service', 'facility', 'ictSystem'], {
      required: true,
    }),
    description: text(),
    quantity: integer({ required: true, min: 1, default: 1 }),
    location: string({ required: true }),
    ownerId: ref('person', { required: true, inverse: 'assetsOwned' }),
    custodianId: ref('person', { required: true, inverse: 'assetsKept' }),
    userScope: string(),
    unitId: ref('orgUnit', { required: true, inverse: 'assets' }),
    classification: choice(['public', 'internal', 'restricted', 'confidential'], { required: true }),
    confidentiality: score(1, 4, { required: true }),
    integrity: score(1, 4, { required: true }),
    availability: score(1, 4, { required: true }),
    legalCompliance: score(1, 4),
    assetValue: computed('integer'),
    containsPersonalData: bool({ required: true }),
    piFileIds: refs('piFile', { inverse: 'assets' }),
    isCore: bool({ required: true }),
    originRisk: choice(['none', 'listed', 'cnBrand', 'unknown'], { required: true }),
    // 專案核准: the approved exception, or the record of compliance it was filed under.
    exceptionId: ref(['complianceRecord', 'exceptionRequest'], {
      required: when.any(
        when.field('originRisk').is('listed'),
        when.all(when.field('originRisk').is('cnBrand'), when.organization('entityType').is('gov')),
      ),
      inverse: 'assets',
    }),
    eosAt: date(),
    supportEnding: computed('bool'),
    backup: string(),
    relatedSystemId: ref('ictSystem', { inverse: 'assets' }),
    lastInventoryAt: date({ required: true, notAfter: 'today' }),
    inventoryOverdue: computed('bool'),
    disposedAt: date({ required: when.state('disposed'), notAfter: 'today' }),
    disposalEvidenceIds: refs('evidence', { required: when.state('disposed'), inverse: 'disposals' }),
  },
  lifecycle: { active: ['underChange', 'disposed'], underChange: ['active', 'disposed'], disposed: [] },
  approval: {
    active: ['unitHead', 'securityManager'],
    disposed: ['unitHead', 'securityManager'],
  },
  due: { while: ['active', 'underChange'], of: attentionDay },
  rules: [
    {
      field: 'originRisk',
      code: 'originUnknown',
      at: 'transition',
      // 公務機關必查: 資通安全管理法 Art. 11, duty MG09.
      holds: ({ originRisk }, { organization }) =>
        organization?.['entityType'] !== 'gov' || originRisk !== 'unknown',
    },
  ],
  computed: {
    assetValue,
    supportEnding: ({ eosAt }, { today }) => isSupportEnding(eosAt, today),
    inventoryOverdue: ({ lastInventoryAt }, { today }) => isInventoryOverdue(lastInventoryAt, today),
  },
  figures: {
    inventoryRate: {
      as: 'percent',
      of: (rows, { today }) => {
        const active = rows.filter(isInUse)
        return active.length === 0
          ? undefined
          : active.filter(({ values }) => isInventoried(values['lastInventoryAt'], today)).length /
              active.length
      },
    },
    highValue: {
      as: 'count',
      of: (rows) => rows.filter((row) => isInUse(row) && (assetValue(row.values) ?? 0) >= highValue).length,
    },
    supportEnding: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter((row) => isInUse(row) && isSupportEnding(row.values['eosAt'], today)).length,
    },
    personalDataUnlisted: {
      as: 'count',
      of: (rows) =>
        rows.filter(
          (row) =>
            isInUse(row) && row.values['containsPersonalData'] === true && !isFilled(row.values['piFileIds']),
        ).length,
    },
  },
  form: {
    paper: 'A3',
    columns: [
      'assetNo', 'category', 'name', 'unitId', 'ownerId', 'classification', 'assetValue', 'containsPersonalData', 'lastInventoryAt',
    ], // prettier-ignore
  },
})

/** AV = max(C, I, A), and L where it was assessed; nothing until all three are. The formula in force by default. */
function assetValue({
  confidentiality,
  integrity,
  availability,
  legalCompliance,
}: Values): number | undefined {
  const scores = [confidentiality, integrity, availability]
  if (!scores.every((one) => typeof one === 'number')) return undefined
  return Math.max(...scores, typeof legalCompliance === 'number' ? legalCompliance : 0)
}

const isInUse = ({ state }: FigureRow): boolean => state !== 'disposed'

const isInventoried = (last: unknown, today: IsoDate): boolean =>
  isIsoDate(last) && addMonths(last, inventoryMonths) >= today

const isInventoryOverdue = (last: unknown, today: IsoDate): boolean =>
  isIsoDate(last) && !isInventoried(last, today)

const isSupportEnding = (end: unknown, today: IsoDate): boolean =>
  isIsoDate(end) && end <= addMonths(today, supportReminderMonths)

/** The day of the next inventory, or the end of support where that comes first. */
function attentionDay({ lastInventoryAt, eosAt }: Values): IsoDate | undefined {
  const days = [
    isIsoDate(lastInventoryAt) ? addMonths(lastInventoryAt, inventoryMonths) : undefined,
    isIsoDate(eosAt) ? eosAt : undefined,
  ]
  return days.filter((day) => day !== undefined).sort()[0]
}
