import { describe, expect, test } from 'vitest'
import type { FigureRow, RecordType, Values } from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { ipCheck } from '../../../core/records/rights/ip-check.ts'
import { licenseItem } from '../../../core/records/rights/license-item.ts'
import { anId } from '../../support/ids.ts'

const today = '2026-11-23' as IsoDate
const compute = (name: string, values: Values, state = 'active', type: RecordType = licenseItem) =>
  type.computed?.[name]?.(values, {
    today,
    state,
    createdAt: today,
    id: anId(type.prefix),
    related: () => undefined,
  })
const figure = (name: string, rows: readonly Partial<FigureRow>[], type: RecordType = licenseItem) =>
  type.figures?.[name]?.of(
    rows.map((row) => ({
      values: {},
      state: 'active',
      createdAt: 0,
      reachedAt: () => undefined,
      ...row,
    })),
    { today, at: Date.parse('2026-11-23T12:00:00+08:00') },
  )

describe('a licence', () => {
  test('with more in use than licensed does not conform, and says how many', () => {
    const values = { licenceType: 'perpetual', quantity: 30, installed: 32 }
    expect(compute('difference', values)).toBe(2)
    expect(compute('conforms', values)).toBe(false)
    expect(compute('conforms', { ...values, installed: 30 })).toBe(true)
  })
  test('of zero seats is without limit only where its kind has no seats', () => {
    expect(compute('difference', { licenceType: 'openSource', quantity: 0, installed: 900 })).toBe(0)
    expect(compute('difference', { licenceType: 'permission', quantity: 0, installed: 1 })).toBe(1)
    expect(compute('difference', { licenceType: 'openSource', quantity: 5, installed: 6 })).toBe(1)
  })
  test('is due on its last day, expiring 60 days before, and no longer conforms the day after', () => {
    const ending = (endAt: string) => ({ licenceType: 'subscription', quantity: 1, installed: 1, endAt })
    expect(compute('expiring', ending('2027-01-22'))).toBe(true)
    expect(compute('expiring', ending('2027-01-23'))).toBe(false)
    expect(compute('expiring', ending('2026-11-22'))).toBe(false)
    expect(compute('conforms', ending(today))).toBe(true)
    expect(compute('conforms', ending('2026-11-22'))).toBe(false)
    expect(licenseItem.due?.of(ending('2027-01-22'))).toBe('2027-01-22')
  })
  test('is counted in its register while it is kept, and not once retired', () => {
    const over = { licenceType: 'oem', quantity: 1, installed: 3, endAt: '2026-11-01' }
    const rows = [
      { values: over },
      { values: over, state: 'retired' },
      { values: { ...over, endAt: '2026-12-01' } },
    ]
    expect(figure('overInstalled', rows)).toBe(2)
    expect(figure('expired', rows)).toBe(1)
    expect(figure('expiring', rows)).toBe(1)
  })
})

describe('a check of intellectual property', () => {
  test('sums what is installed beyond its licences, and lets no surplus make up for it', () => {
    const softwareScan = [
      { installed: 12, licensed: 10 },
      { installed: 1, licensed: 50 },
      { installed: 400, licensed: 0, unlimited: true },
    ]
    expect(compute('differenceTotal', { softwareScan }, 'inProgress', ipCheck)).toBe(2)
  })
  test('is overdue when its year is over, in whichever calendar the year was written', () => {
    for (const period of ['114', '114 下半年', '2025-H2'])
      expect(compute('overdue', { period }, 'reviewed', ipCheck)).toBe(true)
    for (const period of ['115', '115 上半年', '2026'])
      expect(compute('overdue', { period }, 'reviewed', ipCheck)).toBe(false)
    expect(compute('overdue', { period: '114' }, 'closed', ipCheck)).toBe(false)
  })
  test('counts units, not checks, in the completion rate of the year', () => {
    const of = (unitId: string, period: string, state: string) => ({ values: { unitId, period }, state })
    const rows = [
      of('a', '115 上半年', 'closed'),
      of('a', '115 下半年', 'planned'),
      of('b', '2026', 'planned'),
      of('c', '114', 'closed'),
    ]
    expect(figure('unitsDone', rows, ipCheck)).toBe(0.5)
    expect(figure('unitsDone', [], ipCheck)).toBeUndefined()
  })
})
