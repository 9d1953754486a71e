import { isFilled, when } from '../../model/conditions.ts'
import {
  autoNumber, bool, choice, choices, computed, date, libraryRefs, list, ref, refs, string, text,
} from '../../model/fields.ts' // prettier-ignore
import { defineRecordType, type Values } from '../../model/record-type.ts'
import { isIsoDate } from '../../model/roc-date.ts'
import {
  hasSpecial,
  personalDataLevel,
  personalDataScore,
  specialIdentifiers,
} from '../../libraries/personal-data-risk.ts'

const governmentBases = ['gov15-1', 'gov15-2', 'gov15-3'] as const
const privateBases = [
  'nonGov19-1', 'nonGov19-2', 'nonGov19-3', 'nonGov19-4', 'nonGov19-5', 'nonGov19-6', 'nonGov19-7', 'nonGov19-8',
] as const // prettier-ignore

/** 施行細則 Art. 12(2), items 1 to 11. */
const measures = [
  'staff', 'scope', 'risk', 'incident', 'procedures', 'dataSecurity', 'training', 'equipment', 'audit', 'records', 'improvement',
] as const // prettier-ignore

/** 個資檔案清冊. What is held, why it may be, for how long and how it is guarded; never a person's data itself. */
export const piFile = defineRecordType('piFile', {
  prefix: 'PIF',
  folder: 'privacy',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  formNumber: 'ISMS-4-042',
  compartment: 'privacy',
  writers: ['privacyOfficer', 'securityManager', 'unitContact', 'unitHead'],
  title: 'name',
  fields: {
    fileNo: autoNumber('PI-{unitId.code}-{serial}', 3),
    name: string({ required: true }),
    unitId: ref('orgUnit', { required: true, inverse: 'piFiles' }),
    purposes: libraryRefs('piPurposes', { required: true }),
    purposeNote: text(),
    categories: libraryRefs('piCategories', { required: true }),
    subjects: choices(
      ['employee', 'customer', 'student', 'supplier', 'public', 'member', 'applicant', 'patient', 'other'],
      { required: true },
    ),
    identifiers: choices(
      [
        'name', 'birthDate', 'nationalId', 'passport', 'features', 'fingerprint', 'marriage', 'family', 'education', 'occupation',
        'medicalRecord', 'medicalCare', 'gene', 'sexLife', 'healthExam', 'criminalRecord', 'contact', 'finance', 'socialActivity', 'other',
      ], // prettier-ignore
      { required: true },
    ),
    identifierNote: text({ required: when.field('identifiers').is('other') }),
    special: computed('bool'),
    specialBasis: choice(['art6-1', 'art6-2', 'art6-3', 'art6-4', 'art6-5', 'art6-6'], {
      required: when.field('identifiers').is(...specialIdentifiers),
    }),
    consentEvidenceIds: refs('evidence', {
      required: when.field('specialBasis').is('art6-6'),
      inverse: 'consents',
    }),
    quantityRange: choice(['under100', 'from100', 'from1000', 'from5000', 'from10000', 'over100000'], {
      required: true,
    }),
    medium: choices(['paper', 'system', 'file', 'cloud'], { required: true }),
    // An asset of the kind 資通系統 serves where no system record exists.
    systemId: ref(['ictSystem', 'asset'], {
      required: when.field('medium').is('system'),
      inverse: 'piFilesInside',
    }),
    source: choices(['subject', 'thirdParty', 'public', 'agency'], { required: true }),
    legalBasis: choice([...governmentBases, ...privateBases, 'statute'], { required: true }),
    noticeId: ref('piNotice', {
      required: when.field('noticeExemption').is('none'),
      inverse: 'piFiles',
    }),
    noticeExemption: choice(['none', 'art8-1', 'art8-2', 'art8-3', 'art8-4', 'art8-5', 'art8-6'], {
      required: true,
      default: 'none',
    }),
    retention: string({ required: true }),
    retentionUntil: date(),
    afterRetention: text({ required: true }),
    disposal: text({ required: true }),
    destroyedAt: date({ required: when.state('retired'), notAfter: 'today' }),
    access: text({ required: true }),
    transfers: list({
      region: choice(['cn', 'hk', 'mo', 'us', 'eea', 'jp', 'sg', 'other'], { required: true }),
      recipient: string({ required: true }),
      basis: text({ required: true }),
    }),
    outsourced: refs('supplier', { inverse: 'piFiles' }),
    riskScore: computed('integer'),
    risk: computed('choice', { options: ['low', 'medium', 'high'] }),
    safeguards: list(
      {
        measure: choice(measures, { required: true }),
        adopted: bool({ required: true }),
        note: text({ required: when.field('adopted').is(false) }),
      },
      { required: true, startsWith: measures.map((measure) => ({ measure })) },
    ),
    publicDisclosure: bool({ required: when.organization('entityType').is('gov') }),
    disclosedAt: date({ required: when.field('publicDisclosure').is(true), notAfter: 'today' }),
  },
  lifecycle: {
    draft: ['reviewed'],
    reviewed: ['approved', 'draft'],
    approved: ['active', 'draft'],
    active: ['draft', 'retired'],
    retired: [],
  },
  approval: {
    reviewed: ['privacyOfficer'],
    approved: ['privacyOfficer', 'ciso'],
    retired: ['privacyOfficer', 'securityManager'],
  },
  separate: [
    ['draft', 'reviewed'],
    ['reviewed', 'approved'],
  ],
  due: {
    while: ['approved', 'active'],
    of: ({ retentionUntil, destroyedAt }) =>
      isIsoDate(retentionUntil) && !isFilled(destroyedAt) ? retentionUntil : undefined,
  },
  rules: [
    {
      field: 'legalBasis',
      code: 'basisOfOtherSector',
      // 公務機關 Art. 15, 非公務機關 Art. 19; a statute may bind either.
      holds: ({ legalBasis }, { organization }) =>
        fitsSector(String(legalBasis), organization?.['entityType']),
    },
    {
      field: 'safeguards',
      code: 'safeguardsIncomplete',
      at: 'transition',
      holds: ({ safeguards }) => undecided(safeguards).length === 0,
      params: ({ safeguards }) => ({ count: undecided(safeguards).length }),
    },
    {
      field: 'safeguards',
      code: 'safeguardTwice',
      holds: ({ safeguards }) => {
        const named = rowsOf(safeguards).flatMap(({ measure }) => measure ?? [])
        return new Set(named).size === named.length
      },
    },
  ],
  computed: {
    special: ({ identifiers }) => hasSpecial(identifiers),
    riskScore: (values) => personalDataScore(values),
    risk: (values) => personalDataLevel(personalDataScore(values)),
  },
  figures: {
    inventoryRate: {
      as: 'percent',
      of: (rows) => {
        const held = rows.filter(({ state }) => state !== 'retired')
        return held.length === 0
          ? undefined
          : held.filter(({ state }) => state === 'approved' || state === 'active').length / held.length
      },
    },
    special: {
      as: 'count',
      of: (rows) =>
        rows.filter(({ state, values }) => state !== 'retired' && hasSpecial(values['identifiers'])).length,
    },
    highRisk: {
      as: 'count',
      of: (rows) =>
        rows.filter(
          ({ state, values }) =>
            state !== 'retired' && personalDataLevel(personalDataScore(values)) === 'high',
        ).length,
    },
    retentionOver: {
      as: 'count',
      of: (rows, { today }) =>
        rows.filter(
          ({ state, values: { retentionUntil, destroyedAt } }) =>
            state !== 'retired' &&
            isIsoDate(retentionUntil) &&
            retentionUntil < today &&
            !isFilled(destroyedAt),
        ).length,
    },
  },
  form: {
    paper: 'A3',
    columns: [
      'fileNo',
      'name',
      'unitId',
      'purposes',
      'categories',
      'quantityRange',
      'special',
      'risk',
      'retention',
    ],
  },
})

const rowsOf = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? (value as readonly Values[]) : []

/** Measures nobody said anything about yet. */
const undecided = (safeguards: unknown): readonly string[] =>
  measures.filter(
    (measure) =>
      !rowsOf(safeguards).some((row) => row['measure'] === measure && typeof row['adopted'] === 'boolean'),
  )

/** Unknown settings judge nothing. */
function fitsSector(basis: string, entityType: unknown): boolean {
  if (basis === 'statute' || entityType === undefined) return true
  return basis.startsWith('gov') === (entityType === 'gov')
}
