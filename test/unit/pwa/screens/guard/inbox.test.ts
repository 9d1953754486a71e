import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ageOf,
  byDay,
  inboxOf,
  isInTab,
  isPending,
  nextPending,
  sameProfile,
  tabCounts,
} from '../../../../../pwa/screens/guard/inbox.ts'
import { guardTabs } from '../../../../../pwa/live/routes.ts'
import type { Values } from '../../../../../core/model/record-type.ts'
import type { RecordRow } from '../../../../../core/projections/rows.ts'
import { rowOf } from '../../rows.ts'

const hour = 3_600_000
const now = Date.parse('2026-11-23T09:00:00+08:00')
const event = (hoursAgo: number, values: Values = {}): RecordRow =>
  rowOf('webEvent', {
    at: new Date(now - hoursAgo * hour).toISOString(),
    action: 'justify',
    host: 'drive.example',
    ...values,
  })
const review = (of: RecordRow, result: string, more: Partial<RecordRow> = {}): RecordRow =>
  rowOf('webEventReview', { eventId: of.id, result }, more)

test('an event waits for review until somebody judged it', () => {
  const judged = event(2)
  const waiting = event(1)
  const items = inboxOf([judged, waiting], [review(judged, 'ok')])
  expect(items.filter(isPending).map((item) => item.event.id)).toEqual([waiting.id])
})

test('what was only logged interrupts nobody', () => {
  expect(inboxOf([event(1, { action: 'log' })], []).some(isPending)).toBe(false)
})

test('a voided review judges nothing, and of two the later is in force', () => {
  const judged = event(1)
  const at = now
  const voided = { at, by: judged.createdBy, reason: '覆核對象有誤' }
  expect(inboxOf([judged], [review(judged, 'ok', { voided })]).every(isPending)).toBe(true)
  const [item] = inboxOf(
    [judged],
    [review(judged, 'violation', { createdAt: at }), review(judged, 'ok', { createdAt: at - 1 })],
  )
  expect(item?.result).toBe('violation')
})

test('the number beside a tab is the number of its rows', () => {
  const results = fc.constantFrom('ok', 'violation', 'falsePositive', 'policyChange', 'none')
  const actions = fc.constantFrom('log', 'warn', 'justify', 'block')
  fc.assert(
    fc.property(fc.array(fc.tuple(results, actions), { maxLength: 20 }), fc.nat(9), (cases, exceptions) => {
      const events = cases.map(([, action], index) => event(index, { action }))
      const reviews = cases.flatMap(([result], index) =>
        result === 'none' ? [] : [review(events[index]!, result)],
      )
      const items = inboxOf(events, reviews)
      const counts = tabCounts(items, exceptions)
      for (const tab of guardTabs) {
        const rows = tab === 'exceptions' ? exceptions : items.filter((item) => isInTab(item, tab)).length
        expect(counts[tab], tab).toBe(rows)
      }
    }),
  )
})

test('events stand under the day they happened on in Taiwan, newest first', () => {
  const late = rowOf('webEvent', { at: '2026-11-21T16:30:00Z', action: 'warn' })
  const early = rowOf('webEvent', { at: '2026-11-21T15:30:00Z', action: 'warn' })
  expect(byDay(inboxOf([early, late], [])).map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-11-22', 1],
    ['2026-11-21', 1],
  ])
})

test('review is due within 24 hours and escalates after 72', () => {
  expect(ageOf(now - 0.5 * hour, now)).toEqual({ type: 'left24', hours: 24 })
  expect(ageOf(now - 23.5 * hour, now)).toEqual({ type: 'left24', hours: 1 })
  expect(ageOf(now - 24 * hour, now)).toEqual({ type: 'over24', hours: 48 })
  expect(ageOf(now - 71.5 * hour, now)).toEqual({ type: 'over24', hours: 1 })
  expect(ageOf(now - 72 * hour, now)).toEqual({ type: 'over72' })
  // Another device's clock may run ahead of ours.
  expect(ageOf(now + hour, now)).toEqual({ type: 'left24', hours: 24 })
})

test('after an event is judged the next older one waiting opens, then the newest, then none', () => {
  const [newest, middle, oldest] = [event(1), event(2), event(3)]
  const items = inboxOf([newest, middle, oldest], [])
  expect(nextPending(items, newest.id)?.event.id).toBe(middle.id)
  expect(nextPending(items, oldest.id)?.event.id).toBe(newest.id)
  expect(nextPending(inboxOf([newest], []), newest.id)).toBeUndefined()
})

test('the same code is counted over the 30 days before, never after', () => {
  const profile = { deviceProfileId: 'P-7F3K' }
  const events = [
    event(1, profile),
    event(24 * 10, profile),
    event(24 * 29, profile),
    event(24 * 45, profile),
    event(5),
  ]
  const items = inboxOf(events, [])
  expect(sameProfile(items, items[0]!)).toBe(3)
  expect(sameProfile(items, items.at(-1)!)).toBe(1)
})
