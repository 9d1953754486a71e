import { describe, expect, test } from 'vitest'
import type { RecordId } from '../../../../core/model/ids.ts'
import { anId } from '../../../support/ids.ts'
import type { RecordRow } from '../../../../core/projections/rows.ts'
import { recordType } from '../../../../core/records/index.ts'
import { planOf } from '../../../../pwa/records/register.svelte.ts'
import { newestFirst, scanRegister, stateFilter, type View } from '../../../../pwa/records/scan.ts'

const type = recordType('correctiveAction')!

function rowsOf(count: number): RecordRow[] {
  return Array.from({ length: count }, (_, index) => {
    const id = anId('CAR')
    const findingType = index % 3 === 0 ? 'major' : 'minor'
    return {
      id, type: 'correctiveAction', state: index % 2 === 0 ? 'opened' : 'closed', title: `第 ${index} 項`, number: `CAR-115-${index}`,
      values: { description: `第 ${index} 項`, findingType, ...(index % 5 === 0 ? {} : { dueAt: `2026-12-${String(10 + (index % 20))}` }) },
      updatedAt: index, refs: [], conflicts: {}, reached: {},
    } as unknown as RecordRow
  }) // prettier-ignore
}

function store(rows: readonly RecordRow[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  let largest = 0
  return {
    idsOf: () => Promise.resolve(rows.map(({ id }) => id)),
    recordsByIds: (ids: readonly RecordId[]) => {
      largest = Math.max(largest, ids.length)
      return Promise.resolve(ids.flatMap((id) => byId.get(id) ?? []))
    },
    largest: () => largest,
  }
}

const rows = rowsOf(1234)
const scan = async (view: Partial<View>, abort = new AbortController()) => {
  const from = store(rows)
  const heard: number[] = []
  const result = await scanRegister(
    from,
    type,
    { ...newestFirst, ...view },
    { signal: abort.signal, onProgress: (done) => heard.push(done) },
  )
  return { result, heard, largest: from.largest() }
}

describe('looking through a register', () => {
  test('holds a chunk of rows at a time and says how far it is', async () => {
    const { heard, largest } = await scan({})
    expect(largest).toBeLessThanOrEqual(500)
    expect(heard).toEqual([500, 1000, 1234])
  })
  test('a filter’s number equals its rows', async () => {
    const { result: all } = await scan({})
    const { result: major } = await scan({ filters: { findingType: ['major'] } })
    expect(major?.ids.length).toBe(all?.facets['findingType']?.['major'])
    const { result: both } = await scan({
      filters: { findingType: ['major'], [stateFilter]: ['opened', 'closed'] },
    })
    expect(both?.ids).toEqual(major?.ids)
  })
  test('finds numbers and names, in full width too', async () => {
    expect((await scan({ search: 'ｃａｒ-115-1233' })).result?.ids).toEqual([rows[1233]?.id])
    expect((await scan({ search: '第 77 項' })).result?.ids).toEqual([rows[77]?.id])
  })
  test('sorts numbers by size and puts empty values last', async () => {
    const { result: byName } = await scan({ sort: { by: '#label', descending: false } })
    expect(byName?.ids.slice(0, 3)).toEqual([rows[0]?.id, rows[1]?.id, rows[2]?.id])
    const { result: byDate } = await scan({ sort: { by: 'dueAt', descending: false } })
    const last = rows.find(({ id }) => id === byDate?.ids.at(-1))
    expect(last?.values['dueAt']).toBeUndefined()
  })
  test('stops when told to', async () => {
    const abort = new AbortController()
    abort.abort()
    expect((await scan({}, abort)).result).toBeUndefined()
  })
})

describe('the first rows come from an index, whatever the number of records', () => {
  test('newest first, by one state, or by title', () => {
    expect(planOf(newestFirst)).toEqual({})
    expect(planOf({ ...newestFirst, filters: { [stateFilter]: ['opened'] } })).toEqual({ state: 'opened' })
    expect(planOf({ ...newestFirst, sort: { by: '#title', descending: false } })).toEqual({
      orderBy: 'title',
    })
  })
  test('anything else looks at every row', () => {
    expect(planOf({ ...newestFirst, search: '測試' })).toBeUndefined()
    expect(planOf({ ...newestFirst, filters: { findingType: ['major'] } })).toBeUndefined()
    expect(planOf({ ...newestFirst, filters: { [stateFilter]: ['opened', 'closed'] } })).toBeUndefined()
    expect(planOf({ ...newestFirst, sort: { by: 'dueAt', descending: false } })).toBeUndefined()
  })
})
