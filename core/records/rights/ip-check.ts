import { when } from '../../model/conditions.ts'
import { bool, choice, computed, date, integer, list, ref, refs, refsWithText, string, text } from '../../model/fields.ts' // prettier-ignore
import { defineRecordType, type Figure, type Values } from '../../model/record-type.ts'

const judged = ['reviewed', 'closed']

/** Kinds the standard names (資料、音樂、圖片、軟體): a check without one of them is not whole. */
const named = ['data', 'music', 'image', 'software']

/**
 * 智慧財產遵循檢查 (A.5.32; 著作權法 Art. 22, 44–65, 80-1, 87): what a unit uses, where it came from and what allows it.
 * The unit checks itself, the security manager samples, the head confirms. Installed − licensed > 0 is a non-conformity
 * whatever else was ticked.
 */
export const ipCheck = defineRecordType('ipCheck', {
  prefix: 'IPC',
  folder: 'rights',
  group: 'T4.2',
  outputs: ['O4.2.2'],
  formNumber: 'ISMS-4-046',
  compartment: 'isms',
  writers: ['securityManager', 'unitContact', 'unitHead'],
  title: 'period',
  fields: {
    period: string({
      required: true,
      pattern: { source: '(?:\\d{2,3}|(?:19|20)\\d{2})(?:\\D.*)?', code: 'notAPeriod' },
    }),
    unitId: ref('orgUnit', { required: true, inverse: 'ipChecks' }),
    items: list(
      {
        category: choice(['data', 'music', 'image', 'video', 'software', 'font', 'website'], {
          required: true,
        }),
        name: string({ required: true }),
        source: string({ required: true }),
        licence: string({ required: true }),
        scope: text({ required: true }),
        until: date(),
        proof: refsWithText('evidence', { required: true }),
        licenseItemId: ref('licenseItem', { inverse: 'ipCheckItems' }),
        creditLine: text(),
        result: choice(['conform', 'nonConform'], { required: true }),
      },
      { required: when.state(...judged) },
    ),
    softwareScan: list(
      {
        software: string({ required: true }),
        version: string({ required: true }),
        installed: integer({ required: true, min: 0, unit: 'seat' }),
        licensed: integer({ required: true, min: 0, unit: 'seat' }),
        // Said aloud, so that an empty number of seats never reads as "as many as you like".
        unlimited: bool(),
        licenseItemId: ref('licenseItem', { inverse: 'softwareScans' }),
      },
      { required: when.state(...judged) },
    ),
    webEvents: refs('webEvent', { inverse: 'ipChecks' }),
    result: choice(['conform', 'nonConform'], { required: when.state(...judged) }),
    nonConformActions: refs('correctiveAction', {
      required: when.all(when.field('result').is('nonConform'), when.state(...judged)),
      inverse: 'ipChecks',
    }),
    evidenceIds: refs('evidence', { required: when.state(...judged), inverse: 'ipChecks' }),
    differenceTotal: computed('integer', { unit: 'seat' }),
    overdue: computed('bool'),
  },
  lifecycle: {
    planned: ['inProgress'],
    inProgress: ['reviewed'],
    reviewed: ['closed', 'inProgress'],
    closed: [],
  },
  approval: { reviewed: ['securityManager'], closed: ['unitHead'] },
  separate: [
    ['inProgress', 'reviewed'],
    ['reviewed', 'closed'],
  ],
  rules: [
    {
      field: 'items',
      code: 'categoriesMissing',
      at: 'transition',
      holds: ({ items }, { state }) =>
        !judged.includes(state) ||
        named.every((category) => rowsOf(items).some((row) => row['category'] === category)),
    },
    {
      field: 'result',
      code: 'moreInstalledThanLicensed',
      holds: (values) => values['result'] !== 'conform' || differenceTotal(values) === 0,
      params: (values) => ({ count: differenceTotal(values) }),
    },
    {
      field: 'result',
      code: 'resultContradictsItems',
      holds: ({ result, items }) =>
        result !== 'conform' || !rowsOf(items).some((row) => row['result'] === 'nonConform'),
    },
  ],
  computed: {
    differenceTotal,
    overdue: (values, { state, today }) => isOverdue(values, state, today),
  },
  figures: {
    overdue: {
      as: 'count',
      of: (rows, { today }) => rows.filter(({ values, state }) => isOverdue(values, state, today)).length,
    },
    differenceTotal: {
      as: 'count',
      of: (rows) => rows.reduce((sum, { values }) => sum + differenceTotal(values), 0),
    },
    unitsDone: { as: 'percent', of: (rows, { today }) => unitsDone(rows, Number(today.slice(0, 4))) },
  },
  form: {
    paper: 'A4',
    columns: ['period', 'unitId', 'items', 'softwareScan', 'differenceTotal', 'result', 'nonConformActions'],
  },
})

type Row = Values
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : [])
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Seats in use beyond those licensed, summed over the software; too many of one never make up for too few of another. */
function differenceTotal({ softwareScan }: Values): number {
  return rowsOf(softwareScan)
    .filter(({ unlimited }) => unlimited !== true)
    .reduce((sum, { installed, licensed }) => sum + Math.max(0, count(installed) - count(licensed)), 0)
}

/** The western year a period begins with: `115 上半年` and `2026-H1` are both 2026. */
function yearOf(period: unknown): number | undefined {
  const digits = /^\d{2,4}/.exec(typeof period === 'string' ? period : '')?.[0]
  if (digits === undefined) return undefined
  return digits.length === 4 ? Number(digits) : Number(digits) + 1911
}

/** Due at the end of its year (至少每年一次). */
function isOverdue({ period }: Values, state: string, today: string): boolean {
  const year = yearOf(period)
  return state !== 'closed' && year !== undefined && Number(today.slice(0, 4)) > year
}

/** Units with a closed check of this year, of all units that have one planned for it. */
function unitsDone(rows: Parameters<Figure['of']>[0], year: number): number | undefined {
  const ofYear = rows.filter(
    ({ values }) => yearOf(values['period']) === year && values['unitId'] !== undefined,
  )
  const units = new Set(ofYear.map(({ values }) => values['unitId']))
  const done = new Set(ofYear.filter(({ state }) => state === 'closed').map(({ values }) => values['unitId']))
  return units.size === 0 ? undefined : done.size / units.size
}
