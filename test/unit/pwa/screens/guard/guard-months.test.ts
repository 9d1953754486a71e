import { expect, test } from 'vitest'
import { boundsOf, guardMonths, monthBefore, monthOf, shareOf, type Month } from '../../../../../core/projections/guard-months.ts' // prettier-ignore
import { recordType } from '../../../../../core/records/index.ts'
import { reportRows } from '../../../../../pwa/screens/guard/report-table.ts'
import { isPending } from '../../../../../core/projections/inbox-item.ts'
import { unwrap } from '../../../../../core/model/result.ts'
import { parseDate } from '../../../../../core/model/roc-date.ts'
import { hour, itemOf, now } from './items.ts'

const november = '2026-11' as Month

test('months are those of Taiwan', () => {
  expect(monthOf(Date.parse('2026-10-31T16:00:00Z'))).toBe('2026-11')
  expect(monthBefore('2026-01')).toBe('2025-12')
  expect(monthBefore('2026-01', 13)).toBe('2024-12')
  expect(boundsOf(november)).toEqual({
    from: Date.parse('2026-10-31T16:00:00Z'),
    to: Date.parse('2026-11-30T16:00:00Z'),
  })
})

test('a month counts its events, what was judged of them and how soon', () => {
  const items = [
    itemOf(1),
    itemOf(2, { action: 'log' }),
    itemOf(30, { reviewResult: 'violation' }),
    itemOf(40, { reviewResult: 'falsePositive' }),
    { ...itemOf(90, { reviewResult: 'ok' }), judgedAt: now },
    itemOf(24 * 30, { ruleId: 'CI-01' }),
  ]
  const [october, figures] = guardMonths(items, november, 2)
  expect(figures).toMatchObject({
    events: 5,
    pending: 1,
    reviewed: 3,
    violations: 1,
    falsePositives: 1,
    withinDay: 2,
  })
  expect(figures?.byRule).toEqual({ 'PD-01': 5 })
  expect(figures?.byAction).toEqual({ justify: 4, log: 1 })
  expect(october).toMatchObject({ events: 1, byRule: { 'CI-01': 1 } })
  expect(shareOf(figures!.violations, figures!)).toBeCloseTo(1 / 3)
  expect(shareOf(october!.violations, october!)).toBeUndefined()
})

test('months without events stand there with nothing, and later ones are left out', () => {
  const months = guardMonths([itemOf(-24 * 30)], november, 12)
  expect(months.map(({ month }) => month).at(0)).toBe('2025-12')
  expect(months).toHaveLength(12)
  expect(months.every(({ events }) => events === 0)).toBe(true)
})

test('rare answers share one line, and every column still adds up to its month', () => {
  const items = Array.from({ length: 30 }, (_, index) => itemOf(index * 40, { ruleId: `PD-${String(index % 12).padStart(2, '0')}` })) // prettier-ignore
  const months = guardMonths(items, november, 3)
  const rows = reportRows(months, 'rule', 8)
  expect(rows).toHaveLength(8)
  expect(rows.at(-1)?.answer).toBeUndefined()
  months.forEach((month, index) => {
    expect(rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0)).toBe(month.events)
  })
})

test("the register's own figures and the inbox call the same events unreviewed", () => {
  const items = [
    itemOf(1),
    itemOf(30),
    itemOf(80),
    itemOf(80, { action: 'log' }),
    itemOf(90, { reviewResult: 'ok' }),
  ]
  const rows = items.map((item) => ({
    values: { action: item.action, reviewResult: item.result },
    state: item.result === undefined ? 'recorded' : 'accepted',
    createdAt: item.at,
    reachedAt: () => undefined,
  }))
  const context = { today: unwrap(parseDate('115/11/23')), at: now }
  const figure = (name: string): unknown => recordType('webEvent')?.figures?.[name]?.of(rows, context)
  const pending = items.filter(isPending)
  expect(figure('unreviewed')).toBe(pending.length)
  expect(figure('overdue24h')).toBe(pending.filter(({ at }) => now - at >= 24 * hour).length)
  expect(figure('overdue72h')).toBe(pending.filter(({ at }) => now - at >= 72 * hour).length)
  expect([figure('unreviewed'), figure('overdue24h'), figure('overdue72h')]).toEqual([3, 2, 1])
})
