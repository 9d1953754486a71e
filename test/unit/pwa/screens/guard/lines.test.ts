import { expect, test } from 'vitest'
import { idsBetween, linesOf, step } from '../../../../../pwa/screens/guard/lines.ts'
import { itemOf } from './items.ts'

const late = itemOf(0, { at: '2026-11-21T16:30:00Z', ruleId: 'CI-01' })
const early = itemOf(0, { at: '2026-11-21T15:30:00Z', ruleId: 'PD-01' })
const earlier = itemOf(0, { at: '2026-11-21T15:00:00Z', ruleId: 'PD-01' })
const items = [late, early, earlier]
const open = new Set<string>()

test('events stand under the day they happened on in Taiwan, newest first', () => {
  expect(linesOf(items, 'day', open).flatMap((line) => (line.type === 'head' ? [[line.key, line.count]] : []))).toEqual([
    ['2026-11-22', 1],
    ['2026-11-21', 2],
  ]) // prettier-ignore
})

test('other groups stand by their number of events, and folded ones keep it', () => {
  const lines = linesOf(items, 'rule', new Set(['PD-01']))
  expect(lines).toEqual([
    { type: 'head', key: 'PD-01', count: 2, folded: true, open: [early.id, earlier.id] },
    { type: 'head', key: 'CI-01', count: 1, folded: false, open: [late.id] },
    { type: 'item', key: 'CI-01', item: late },
  ])
})

test('the next event is found over the heads between, and none beyond the ends', () => {
  const lines = linesOf(items, 'day', open)
  expect(step(lines, 1, 1)).toBe(3)
  expect(step(lines, 3, -1)).toBe(1)
  expect(step(lines, 4, 1)).toBeUndefined()
  expect(step(lines, -1, 1)).toBe(1)
})

test('from one event to another are those between, in either direction', () => {
  const lines = linesOf(items, 'day', open)
  expect(idsBetween(lines, 1, 3)).toEqual([late.id, early.id])
  expect(idsBetween(lines, 3, 1)).toEqual([late.id, early.id])
})
