import { expect, test } from 'vitest'
import { recordTypes } from '../../../../core/records/index.ts'
import { parseRoute } from '../../../../pwa/live/routes.ts'
import { paletteEntries } from '../../../../pwa/commands/entries.ts'
import { matching } from '../../../../pwa/commands/palette.ts'

const entries = paletteEntries(recordTypes)
const labels = (typed: string) => matching(entries, typed).map(({ label }) => label)

test('Han anywhere in a name finds it, and the half-width form of a full-width letter does too', () => {
  expect(labels('矯正')).toContain('新增矯正措施單')
  expect(labels('ＯＴ１')).toEqual(labels('ot1'))
})

test('what begins with the words typed comes first', () => {
  expect(labels('例外')[0]).toBe('例外申請')
})

test('parts may stand in any order', () => {
  expect(labels('措施 新增')).toContain('新增矯正措施單')
  expect(labels('措施 沒有這個詞')).toEqual([])
})

test('every register can be gone to, and every record a person may write can be created', () => {
  for (const type of recordTypes) {
    expect(entries.some((entry) => entry.id === `go-${type.key}`)).toBe(true)
    expect(entries.some((entry) => entry.id === `create-${type.key}`)).toBe(!type.projected)
  }
})

test('every entry leads to a page there is, and no two share an id', () => {
  for (const entry of entries) expect(parseRoute(entry.href).type, entry.href).not.toBe('unknown')
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
})
