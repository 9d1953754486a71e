import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, formatDate, formatDateTime, isIsoDate, isIsoDateTime, parseDate, taipeiDate, taipeiDateTime, type IsoDate } from '../../../core/model/roc-date.ts' // prettier-ignore

const anyDay = fc.integer({ min: 0, max: 90_000 }).map((days) => addDays('1912-01-01' as IsoDate, days))

describe('a date is typed in either calendar', () => {
  for (const typed of [
    '115/11/22',
    '115.11.22',
    '1151122',
    '115年11月22日',
    '民國115年11月22日',
    '１１５／１１／２２',
    '2026-11-22',
    '2026/11/22',
    '20261122',
  ]) {
    test(`${typed} is 22 November 2026`, () =>
      expect(parseDate(typed)).toEqual({ ok: true, value: '2026-11-22' }))
  }
  test('a year before 民國元年 is refused', () =>
    expect(parseDate('1911-12-31')).toMatchObject({ error: { type: 'DateBeforeRoc' } }))
  test('a day that does not exist is refused', () => {
    expect(parseDate('114/02/29')).toMatchObject({ error: { type: 'NoSuchDay' } })
    expect(parseDate('113/02/29')).toMatchObject({ value: '2024-02-29' })
  })
  test('words are not a date', () => expect(parseDate('明天')).toMatchObject({ error: { type: 'NotADate' } }))
})

test('what is shown in ROC years reads back as the same day', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom('short' as const, 'long' as const), (day, style) => {
      expect(parseDate(formatDate(day, 'roc', style))).toEqual({ ok: true, value: day })
    }),
  )
})

test('sorting ISO text sorts time', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(a < b).toBe(daysBetween(a, b) > 0)
    }),
  )
})

test('adding days and counting them are each other’s inverse', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
      expect(daysBetween(day, addDays(day, days))).toBe(days)
    }),
  )
})

test('a month after 31 January is the last day of February', () => {
  expect(addMonths('2028-01-31' as IsoDate, 1)).toBe('2028-02-29')
  expect(addMonths('2026-11-30' as IsoDate, 3)).toBe('2027-02-28')
  expect(addMonths('2026-11-23' as IsoDate, 12)).toBe('2027-11-23')
})

test('legal time is the time of Taiwan', () => {
  const justBeforeMidnightUtc = Date.parse('2026-11-22T17:30:00Z')
  expect(taipeiDate(justBeforeMidnightUtc)).toBe('2026-11-23')
  expect(taipeiDateTime(justBeforeMidnightUtc)).toBe('2026-11-23T01:30:00+08:00')
  expect(formatDateTime(justBeforeMidnightUtc, 'roc')).toBe('115/11/23 01:30')
  expect(isIsoDateTime(taipeiDateTime(justBeforeMidnightUtc))).toBe(true)
})

test('only real days in ISO form are ISO dates', () => {
  for (const wrong of ['2026-02-30', '2026-2-3', '115/11/22', '', 20261122])
    expect(isIsoDate(wrong)).toBe(false)
})
