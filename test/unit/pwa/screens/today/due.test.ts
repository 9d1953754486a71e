import { expect, test } from 'vitest'
import { addDays, parseDate } from '../../../../../core/model/roc-date.ts'
import { unwrap } from '../../../../../core/model/result.ts'
import { dueGroup, dueItems } from '../../../../../pwa/screens/today/due.ts'
import { rowOf } from '../../rows.ts'

const today = unwrap(parseDate('115/11/22'))
const dueIn = (type: string, days: number) => ({ ...rowOf(type, {}), due: addDays(today, days) })

test('a day late is overdue, the day itself is today, seven days are this week', () => {
  const items = dueItems(
    [-1, 0, 1, 7, 8].map((days) => dueIn('correctiveAction', days)),
    today,
  )
  expect(items.map(dueGroup)).toEqual(['overdue', 'dueToday', 'week', 'week', 'later'])
})

test('an approval is shown from thirty days before its end, a corrective action always', () => {
  const rows = [
    dueIn('siteRegister', -1),
    dueIn('siteRegister', 30),
    dueIn('siteRegister', 31),
    dueIn('correctiveAction', 80),
  ]
  expect(dueItems(rows, today).map(({ days }) => days)).toEqual([-1, 30, 80])
})

test('a record that asks for nothing, or of a type that has its own place, is not listed', () => {
  expect(dueItems([rowOf('correctiveAction', {}), dueIn('webEvent', 1)], today)).toEqual([])
})
