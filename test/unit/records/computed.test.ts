import { describe, expect, test } from 'vitest'
import { newRowId } from '../../../core/model/ids.ts'
import { anId } from '../../support/ids.ts'
import type { FigureRow, RecordContext, Values } from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { recordType } from '../../../core/records/index.ts'
import { libraryEntries } from '../../../core/records/library-entries.ts'
import { duties, outputCoverage, outputs, tasks } from '../../../core/libraries/competency.ts'
import { dataClasses } from '../../../core/libraries/data-classes.ts'
import { detectedTypes } from '../../../core/detection/types.ts'

const today = '2026-11-23' as IsoDate
const compute = (key: string, name: string, values: Values, extra: Partial<RecordContext> = {}) => {
  const type = recordType(key)!
  return type.computed![name]!(values, { today, state: type.initialState, createdAt: today, id: anId(type.prefix), related: () => undefined, ...extra }) // prettier-ignore
}
const figure = (
  key: string,
  name: string,
  rows: readonly Partial<FigureRow>[],
  at = Date.parse('2026-11-23T12:00:00+08:00'),
) =>
  recordType(key)!.figures![name]!.of(
    rows.map((row) => ({ values: {}, state: 'recorded', createdAt: at, reachedAt: () => undefined, ...row })),
    { today, at },
  )

describe('a corrective action', () => {
  const extended = {
    dueAt: '2026-11-01',
    extensions: [{ rowId: newRowId(), fromDueAt: '2026-11-01', toDueAt: '2026-11-20' }],
  }
  test('counts overdue days from the day in force, and none once done', () => {
    expect(compute('correctiveAction', 'overdueDays', { dueAt: '2026-11-01' })).toBe(22)
    expect(compute('correctiveAction', 'overdueDays', extended)).toBe(3)
    expect(compute('correctiveAction', 'overdueDays', extended, { state: 'done' })).toBe(0)
    expect(compute('correctiveAction', 'overdueDays', extended, { state: 'reopened' })).toBe(3)
    expect(compute('correctiveAction', 'overdueDays', { dueAt: '2026-12-01' })).toBe(0)
  })
  test('counts its extensions and the days to close', () => {
    expect(compute('correctiveAction', 'extensionCount', extended)).toBe(1)
    expect(
      compute(
        'correctiveAction',
        'cycleDays',
        {},
        { createdAt: '2026-10-01' as IsoDate, reachedAt: () => '2026-11-15' as IsoDate },
      ),
    ).toBe(45)
  })
  test('its register knows how many are open, overdue and effective', () => {
    const rows = [
      { state: 'opened', values: { dueAt: '2026-11-01' } },
      { state: 'closed', values: { effective: true }, createdAt: 0, reachedAt: () => 10 * 86_400_000 },
      { state: 'closed', values: { effective: false }, createdAt: 0, reachedAt: () => 20 * 86_400_000 },
    ]
    expect(figure('correctiveAction', 'open', rows)).toBe(1)
    expect(figure('correctiveAction', 'overdue', rows)).toBe(1)
    expect(figure('correctiveAction', 'effectiveRate', rows)).toBe(0.5)
    expect(figure('correctiveAction', 'cycleDays', rows)).toBe(15)
    expect(figure('correctiveAction', 'effectiveRate', [])).toBeUndefined()
  })
})

describe('an information asset', () => {
  test('is worth the highest of C, I and A, and of L where that was assessed', () => {
    const scores = { confidentiality: 2, integrity: 3, availability: 1 }
    expect(compute('asset', 'assetValue', scores)).toBe(3)
    expect(compute('asset', 'assetValue', { ...scores, legalCompliance: 4 })).toBe(4)
    expect(compute('asset', 'assetValue', { confidentiality: 2, integrity: 3 })).toBeUndefined()
  })
  test('is inventoried for twelve months, to the day', () => {
    expect(compute('asset', 'inventoryOverdue', { lastInventoryAt: '2025-11-23' })).toBe(false)
    expect(compute('asset', 'inventoryOverdue', { lastInventoryAt: '2025-11-22' })).toBe(true)
    expect(compute('asset', 'inventoryOverdue', {})).toBe(false)
  })
  test('warns six months before support ends', () => {
    expect(compute('asset', 'supportEnding', { eosAt: '2027-05-23' })).toBe(true)
    expect(compute('asset', 'supportEnding', { eosAt: '2027-05-24' })).toBe(false)
  })
  test('asks for attention at the next inventory, or at the end of support if that comes first', () => {
    const { due } = recordType('asset')!
    expect(due!.of({ lastInventoryAt: '2026-05-01' })).toBe('2027-05-01')
    expect(due!.of({ lastInventoryAt: '2026-05-01', eosAt: '2027-01-01' })).toBe('2027-01-01')
    expect(due!.of({})).toBeUndefined()
  })
  test('its register knows its inventory rate, and what is high in value or not listed as personal data', () => {
    const rows = [
      { state: 'active', values: { lastInventoryAt: '2026-01-01', confidentiality: 3, integrity: 1, availability: 1 } },
      { state: 'underChange', values: { lastInventoryAt: '2024-01-01', containsPersonalData: true } },
      { state: 'disposed', values: { containsPersonalData: true, eosAt: '2020-01-01' } },
    ] // prettier-ignore
    expect(figure('asset', 'inventoryRate', rows)).toBe(0.5)
    expect(figure('asset', 'highValue', rows)).toBe(1)
    expect(figure('asset', 'personalDataUnlisted', rows)).toBe(1)
    expect(figure('asset', 'supportEnding', rows)).toBe(0)
    expect(figure('asset', 'inventoryRate', [])).toBeUndefined()
  })
})

describe('evidence', () => {
  const file = { name: '還原測試.pdf', mediaType: 'application/pdf', size: 2048, sha256: 'a'.repeat(64), chunks: [], key: 'b'.repeat(64) } // prettier-ignore
  test('takes name, size and SHA-256 from its file, and has none without', () => {
    expect(['fileName', 'sizeBytes', 'sha256'].map((name) => compute('evidence', name, { file }))).toEqual([
      '還原測試.pdf',
      2048,
      'a'.repeat(64),
    ])
    expect(compute('evidence', 'sha256', {})).toBeUndefined()
  })
  test('suggests the retention the organisation set, or five years', () => {
    const values = { collectedAt: '2026-11-23T09:00:00+08:00' }
    expect(compute('evidence', 'retentionSuggested', values)).toBe('2031-11-23')
    const organization = { retentionDefaultYears: 7 }
    expect(compute('evidence', 'retentionSuggested', values, { organization })).toBe('2033-11-23')
    expect(compute('evidence', 'retentionSuggested', {})).toBeUndefined()
  })
  test('past its retention is counted until it is destroyed', () => {
    const rows = ['archived', 'disposed'].map((state) => ({
      state,
      values: { retentionUntil: '2026-11-22' },
    }))
    expect(figure('evidence', 'retentionOver', rows)).toBe(1)
    expect(figure('evidence', 'retentionOver', rows, Date.parse('2026-11-23T12:00:00+08:00'))).toBe(1)
    expect(
      figure('evidence', 'withPersonalData', [{ state: 'linked', values: { containsPersonalData: true } }]),
    ).toBe(1)
  })
})

describe('a compliance check', () => {
  const items = ['yes', 'yes', 'no', 'notApplicable'].map((answer) => ({ rowId: newRowId(), answer }))
  test('counts what conforms among what applies', () => {
    expect(compute('complianceCheck', 'complianceRate', { items })).toBeCloseTo(2 / 3)
    expect(compute('complianceCheck', 'complianceRate', { items: items.slice(3) })).toBeUndefined()
    expect(figure('complianceCheck', 'complianceRate', [{ values: { items } }, { values: { items: items.slice(0, 1) } }])).toBe(0.75) // prettier-ignore
  })
  test('counts linked corrective actions whose effect is not confirmed', () => {
    const values = { correctiveActions: ['a', 'b', 'c'] }
    const related = (id: string) => (id === 'a' ? { effectivenessAt: '2026-11-01' } : {})
    expect(compute('complianceCheck', 'openActions', values, { related })).toBe(2)
  })
  test('asks for the next check until there is one', () => {
    const { due } = recordType('complianceCheck')!
    expect(due!.of({ nextAt: '2026-11-01' })).toBe('2026-11-01')
    expect(due!.of({ nextAt: '2026-11-01', nextCheckId: 'x' })).toBeUndefined()
    const rows = [
      { values: { nextAt: '2026-11-01' } },
      { values: { nextAt: '2026-11-01', nextCheckId: 'x' } },
    ]
    expect(figure('complianceCheck', 'overdue', rows)).toBe(1)
  })
})

describe('a personal data file', () => {
  test('is as risky as its number, its kinds and its reach', () => {
    const score = (values: Values) => [
      compute('piFile', 'riskScore', values),
      compute('piFile', 'risk', values),
    ]
    expect(score({ quantityRange: 'from100', identifiers: ['name'] })).toEqual([2, 'low'])
    expect(score({ quantityRange: 'from1000', identifiers: ['name', 'nationalId'] })).toEqual([6, 'low'])
    expect(score({ quantityRange: 'from5000', identifiers: ['finance'], medium: ['cloud'] })).toEqual([
      16,
      'medium',
    ])
    expect(score({ quantityRange: 'from10000', identifiers: ['medicalRecord'], transfers: [{ region: 'us' }] })).toEqual([45, 'high']) // prettier-ignore
    expect(score({ identifiers: ['name'] })).toEqual([undefined, undefined])
  })
  test('holds special data exactly where one of the six kinds of Article 6 is in it', () => {
    for (const kind of ['medicalRecord', 'medicalCare', 'gene', 'sexLife', 'healthExam', 'criminalRecord'])
      expect(compute('piFile', 'special', { identifiers: [kind] }), kind).toBe(true)
    expect(compute('piFile', 'special', { identifiers: ['fingerprint', 'finance'] })).toBe(false)
  })
  test('its register knows how far the inventory is, what is high in risk and what is kept too long', () => {
    const rows = [
      { state: 'active', values: { retentionUntil: '2026-11-22', quantityRange: 'over100000', identifiers: ['gene'], medium: ['cloud'] } },
      { state: 'draft', values: { retentionUntil: '2026-11-23' } },
      { state: 'retired', values: { retentionUntil: '2020-01-01', identifiers: ['gene'] } },
    ] // prettier-ignore
    expect(['inventoryRate', 'special', 'highRisk', 'retentionOver'].map((name) => figure('piFile', name, rows))).toEqual([0.5, 1, 1, 1]) // prettier-ignore
  })
  test('takes purposes and categories by the code of the ministry, each code once', () => {
    for (const [library, count] of [['piPurposes', 182], ['piCategories', 74]] as const) {
      const entries = libraryEntries(library)
      expect(new Set(entries.map(({ id }) => id)).size).toBe(count)
      expect(entries.every(({ name }) => name('zh-TW') !== name('en'))).toBe(true)
    } // prettier-ignore
    expect(
      libraryEntries('piPurposes')
        .find(({ id }) => id === '064')
        ?.name('zh-TW'),
    ).toBe('064 保健醫療服務')
  })
})

test('a notice says how many of its six items are written, and which files use it', () => {
  const items = ['agency', 'purpose', 'purpose'].map((item) => ({ rowId: newRowId(), item, wording: '本院' }))
  expect(compute('piNotice', 'completeness', { items })).toBeCloseTo(2 / 6)
  const citing = ['PIF-1', 'PIF-2']
  expect(
    compute('piNotice', 'citedBy', {}, { namedBy: (type) => (type === 'piFile' ? citing : []) }),
  ).toEqual(citing)
  expect(compute('piNotice', 'citedBy', {})).toBeUndefined()
  expect(figure('piNotice', 'incomplete', [{ state: 'draft' }, { state: 'superseded' }])).toBe(1)
})

describe('guard events', () => {
  const hour = 3_600_000
  test('unreviewed ones are called late after 24 hours and escalated after 72', () => {
    const at = Date.parse('2026-11-23T12:00:00+08:00')
    const rows = [1, 25, 73]
      .map((hours) => ({ createdAt: at - hours * hour }))
      .concat({ createdAt: 0, state: 'violation' } as never)
    expect(
      ['unreviewed', 'overdue24h', 'overdue72h'].map((name) => figure('webEvent', name, rows, at)),
    ).toEqual([3, 2, 1])
  })
  test('rates are of those reviewed', () => {
    const rows = ['violation', 'falsePositive', 'ok', 'ok'].map((reviewResult) => ({
      values: { reviewResult },
    }))
    expect(figure('webEvent', 'violationRate', [...rows, {}])).toBe(0.25)
    expect(figure('webEvent', 'falsePositiveRate', rows)).toBe(0.25)
    expect(figure('webEvent', 'violationRate', [{}])).toBeUndefined()
  })
  test('may name exactly what detection can find, and what nobody could read', () => {
    expect([...dataClasses].sort()).toEqual([...detectedTypes, 'unknown'].sort())
  })
})

test('an exception is in force from its first day to its last, once approved', () => {
  const values = { validFrom: '2026-11-01', validUntil: today }
  expect(compute('exceptionRequest', 'inForce', values, { state: 'approved' })).toBe(true)
  expect(compute('exceptionRequest', 'inForce', values, { state: 'reviewed' })).toBe(false)
  expect(
    compute('exceptionRequest', 'inForce', values, { state: 'approved', today: '2026-11-24' as IsoDate }),
  ).toBe(false)
  expect(figure('exceptionRequest', 'inForce', [{ state: 'approved', values }])).toBe(1)
})

test('an approved site says how long it lasts and warns thirty days before', () => {
  expect(compute('siteRegister', 'daysLeft', { validUntil: '2026-12-23' })).toBe(30)
  expect(compute('siteRegister', 'expiring', { validUntil: '2026-12-23' }, { state: 'approved' })).toBe(true)
  expect(compute('siteRegister', 'expiring', { validUntil: '2026-12-24' }, { state: 'approved' })).toBe(false)
  const rows = ['2026-11-22', '2026-12-01', '2027-06-01'].map((validUntil) => ({
    state: 'approved',
    values: { validUntil },
  }))
  expect(figure('siteRegister', 'expired', rows)).toBe(1)
  expect(figure('siteRegister', 'expiring', rows)).toBe(1)
})

test('a unit without a contact is counted until it is no longer used', () => {
  expect(
    figure('orgUnit', 'withoutContact', [
      { state: 'active' },
      { state: 'inactive' },
      { state: 'active', values: { securityContactId: 'x' } },
    ]),
  ).toBe(1)
})

test('a signature says whether it still binds what the record says', () => {
  const signed = { recordId: anId('CAR'), revision: 'a' }
  expect(compute('approval', 'binding', signed, { revisionOf: () => 'a' })).toBe('current')
  expect(compute('approval', 'binding', signed, { revisionOf: () => 'b' })).toBe('outdated')
  expect(compute('approval', 'binding', signed)).toBeUndefined()
})

describe('a person', () => {
  const certificates = (...ends: string[]) => ({
    certificates: ends.map((expiresAt) => ({ rowId: newRowId(), expiresAt })),
  })
  test('has valid certificates until the worst of them ends', () => {
    expect(compute('person', 'certificateStatus', {})).toBe('none')
    expect(compute('person', 'certificateStatus', certificates('2027-06-01'))).toBe('valid')
    expect(compute('person', 'certificateStatus', certificates('2027-06-01', '2027-01-22'))).toBe('expiring')
    expect(compute('person', 'certificateStatus', certificates('2027-06-01', '2026-11-22'))).toBe('expired')
  })
  test('never has professional hours counted as general', () => {
    const naming = () => [
      { hours: 3, signedInAt: '2026-03-01T09:00:00+08:00', sessionId: 'general' },
      { hours: 6, signedInAt: '2026-04-01T09:00:00+08:00', sessionId: 'professional' },
      { hours: 9, signedInAt: '2025-04-01T09:00:00+08:00', sessionId: 'general' },
    ]
    const context = { naming, related: (id: string) => ({ kind: id }) }
    expect(compute('person', 'trainingHoursGeneral', {}, context)).toBe(3)
    expect(compute('person', 'trainingHoursProfessional', {}, context)).toBe(6)
  })
  test('has signed what is signed and not expired', () => {
    const naming = () => [
      { signedAt: 'x' },
      { signedAt: 'x', expiresAt: '2026-01-01' },
      {},
      { signedAt: 'x', expiresAt: today },
    ]
    expect(compute('person', 'agreementsSigned', {}, { naming })).toBe(0.5)
  })
})

test('laws suggest themselves by type and industry', () => {
  const laws = (values: Values) => compute('organization', 'applicableLegal', values) as string[]
  expect(laws({ entityType: 'gov' })).toEqual(expect.arrayContaining(['LAW-CSMA', 'LAW-ARCH', 'LAW-PDPA']))
  expect(laws({ entityType: 'private' })).not.toContain('LAW-CSMA')
  expect(laws({ entityType: 'private', industryTags: ['manufacturing'] })).toContain('REG-PD-MFG')
})

describe('the standard', () => {
  test('has four duties, twelve tasks and 27 work products, each once', () => {
    expect([duties.length, tasks.length, outputs.length]).toEqual([4, 12, 27])
    expect(new Set([...duties, ...tasks, ...outputs].map((item) => item.id)).size).toBe(43)
  })
  test('says which work products cannot be proved yet', () => {
    const coverage = outputCoverage(['correctiveAction', 'webEvent'])
    const of = (id: string) => coverage.find(({ output }) => output.id === id)
    expect(of('O2.2.4')).toMatchObject({ built: ['correctiveAction'], missing: [] })
    expect(of('O1.1.2')).toMatchObject({ built: [], missing: ['soa', 'soaItem'] })
  })
})
