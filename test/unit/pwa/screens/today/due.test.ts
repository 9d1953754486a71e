import { expect, test } from 'vitest'
import { addDays, parseDate } from '../../../../../core/model/roc-date.ts'
import { unwrap } from '../../../../../core/model/result.ts'
import { dueGroup, dueItems, waitingRequests } from '../../../../../pwa/screens/today/due.ts'
import { rowOf } from '../../rows.ts'

const today = unwrap(parseDate('115/11/22'))
const action = (days: number, state = 'opened') =>
  rowOf('correctiveAction', { dueAt: addDays(today, days) }, { state })
const site = (days: number, state = 'approved') =>
  rowOf('siteRegister', { validUntil: addDays(today, days) }, { state })
const groups = (...rows: readonly ReturnType<typeof action>[]) => dueItems(rows, [], [], today).map(dueGroup)

test('a day late is overdue, the day itself is today, seven days are this week', () => {
  expect(groups(action(-1), action(0), action(1), action(7), action(8))).toEqual([
    'overdue',
    'dueToday',
    'week',
    'week',
    'later',
  ])
})

test('finished and void corrective actions are nobody’s work', () => {
  const voided = { reason: '重複開立', at: 0, by: action(0).createdBy }
  expect(groups(action(-1, 'closed'), action(-1, 'done'), { ...action(-1), voided })).toEqual([])
})

test('an extended date counts instead of the first one, and none at all stands last', () => {
  const extended = rowOf('correctiveAction', { dueAt: addDays(today, -5), dueInForce: addDays(today, 5) })
  const undated = rowOf('correctiveAction', {})
  expect(dueItems([undated, extended], [], [], today).map(({ days }) => days)).toEqual([5, undefined])
})

test('an approval is shown thirty days before it ends, and only while it is in force', () => {
  expect(
    dueItems([], [site(30), site(31), site(3, 'requested'), site(-1)], [], today).map(({ days }) => days),
  ).toEqual([-1, 30])
})

test('requests wait until they are decided', () => {
  const of = (state: string) => rowOf('exceptionRequest', {}, { state })
  expect(
    waitingRequests([of('submitted'), of('reviewed'), of('approved'), of('rejected')]).map(
      ({ state }) => state,
    ),
  ).toEqual(['submitted', 'reviewed'])
})
