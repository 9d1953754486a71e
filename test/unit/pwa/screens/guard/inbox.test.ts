import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPending, newestFirst } from '../../../../../core/projections/inbox-item.ts'
import { ageOf } from '../../../../../pwa/screens/guard/age.ts'
import { isInTab, nextPending, sameProfile, tabCounts } from '../../../../../pwa/screens/guard/inbox.ts'
import { guardTabs } from '../../../../../pwa/live/routes.ts'
import { hour, itemOf, now } from './items.ts'

test('an event waits for review until somebody judged it', () => {
  expect([itemOf(2, { reviewResult: 'ok' }), itemOf(1)].map(isPending)).toEqual([false, true])
})

test('what was only logged interrupts nobody', () => {
  expect(isPending(itemOf(1, { action: 'log' }))).toBe(false)
})

test('the number beside a tab is the number of its rows', () => {
  const results = fc.constantFrom('ok', 'violation', 'falsePositive', 'policyChange', '')
  const actions = fc.constantFrom('log', 'warn', 'justify', 'block')
  fc.assert(
    fc.property(fc.array(fc.tuple(results, actions), { maxLength: 20 }), fc.nat(9), (cases, exceptions) => {
      const items = cases.map(([reviewResult, action], index) => itemOf(index, { action, reviewResult }))
      const counts = tabCounts(items, exceptions)
      for (const tab of guardTabs) {
        const rows = tab === 'exceptions' ? exceptions : items.filter((item) => isInTab(item, tab)).length
        expect(counts[tab], tab).toBe(rows)
      }
    }),
  )
})

test('review is due within 24 hours and escalates after 72', () => {
  expect(ageOf(now - 0.5 * hour, now)).toEqual({ type: 'left24', hours: 24 })
  expect(ageOf(now - 23.5 * hour, now)).toEqual({ type: 'left24', hours: 1 })
  expect(ageOf(now - 24 * hour, now)).toEqual({ type: 'over24', hours: 48 })
  expect(ageOf(now - 71.5 * hour, now)).toEqual({ type: 'over24', hours: 1 })
  expect(ageOf(now - 72 * hour, now)).toEqual({ type: 'over72', days: 3 })
  // Another device's clock may run ahead of ours.
  expect(ageOf(now + hour, now)).toEqual({ type: 'left24', hours: 24 })
})

test('after an event is judged the next older one waiting opens, then the newest, then none', () => {
  const items = [itemOf(1), itemOf(2), itemOf(3)].sort(newestFirst)
  const [newest, middle, oldest] = items
  expect(nextPending(items, newest!.id)).toBe(middle)
  expect(nextPending(items, oldest!.id)).toBe(newest)
  expect(nextPending([newest!], newest!.id)).toBeUndefined()
})

test('the same code is counted over the 30 days before, never after', () => {
  const items = [
    itemOf(1),
    itemOf(24 * 10),
    itemOf(24 * 29),
    itemOf(24 * 45),
    itemOf(5, { deviceProfileId: 'P-2222' }),
  ]
  expect(sameProfile(items, items[0]!)).toBe(3)
  expect(sameProfile(items, items[3]!)).toBe(1)
})
