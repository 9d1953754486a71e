import * as fc from 'fast-check'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { runs } from '../../support/runs.ts'
import { hybridTime, type HybridTime } from '../../../core/model/hybrid-clock.ts'
import type { DeviceId, RecordId } from '../../../core/model/ids.ts'
import { mergeRecord } from '../../../core/projections/merge-record.ts'
import type { Entry } from '../../../core/projections/entries.ts'
import { formatKey } from '../../../core/projections/record-keys.ts'
import { openShard } from '../../../core/store/shard.ts'

const record = 'CAR-01K0000000000000000000000A' as RecordId
const devices = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32) as DeviceId)

/** Four devices editing three fields and two list rows, exchanging updates now and then, some dropped or repeated. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      by: fc.nat(3),
      field: fc.constantFrom('one', 'two', 'three'),
      value: fc.nat(99),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('cell' as const),
      by: fc.nat(3),
      row: fc.constantFrom('r1', 'r2'),
      value: fc.nat(99),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('exchange' as const), from: fc.nat(3), to: fc.nat(3) }),
  },
)

test('replicas that have everything agree, on the value that is latest by clock, whatever was exchanged when', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const shards = devices.map((id, index) => openShard(new Y.Doc(), { id, client: index + 1 }))
      const oracle = new Map<string, { value: number; time: HybridTime; device: DeviceId }>()
      let tick = 0
      shards[0]!.write([
        [
          formatKey({ part: 'base', record, device: devices[0]! }),
          { type: 'correctiveAction', time: hybridTime(tick), state: 'opened', values: {} },
        ],
      ])
      for (const action of steps) {
        if (action.kind === 'exchange') {
          shards[action.to]!.apply(Y.encodeStateAsUpdate(shards[action.from]!.doc))
          continue
        }
        const device = devices[action.by]!
        const time = hybridTime(++tick >> 1)
        const key =
          action.kind === 'edit'
            ? formatKey({ part: 'field', record, field: action.field, device })
            : formatKey({ part: 'cell', record, field: 'list', row: action.row, column: 'c', device })
        shards[action.by]!.write([[key, { value: action.value, time }]])
        const place = action.kind === 'edit' ? action.field : action.row
        const known = oracle.get(place)
        const own = known?.device === device
        if (!known || time > known.time || (time === known.time && (device > known.device || own)))
          oracle.set(place, { value: action.value, time, device })
      }
      // Everyone meets everyone, in opposite orders.
      for (const from of shards) for (const to of shards) to.apply(Y.encodeStateAsUpdate(from.doc))
      for (const from of [...shards].reverse())
        for (const to of shards) to.apply(Y.encodeStateAsUpdate(from.doc))

      const read = (entries: Entry[]) => {
        const merged = mergeRecord(entries)!
        const values = new Map([...merged.fields].map(([field, settled]) => [field, settled.inForce.value]))
        for (const row of merged.rows.get('list') ?? [])
          values.set(row.rowId, row.cells.get('c')?.inForce.value)
        return values
      }
      const expected = new Map([...oracle].map(([place, { value }]) => [place, value]))
      for (const shard of shards) {
        const values = read(shard.entriesOf(record))
        expect(new Map([...values].sort())).toEqual(new Map([...expected].sort()))
        // And the order in which entries are read changes nothing.
        expect(read(shard.entriesOf(record).reverse())).toEqual(values)
      }
    }),
    { numRuns: runs(300) },
  )
})

const [a, b] = devices as [DeviceId, DeviceId, DeviceId, DeviceId]
const base: Entry = {
  key: { part: 'base', record, device: a },
  value: { type: 'correctiveAction', time: hybridTime(0), state: 'opened', values: {} },
}
const word = (device: DeviceId, value: unknown, time: number, seen?: Record<string, HybridTime>): Entry => ({
  key: { part: 'field', record, field: 'preventive', device },
  value: { value, time: hybridTime(time), ...(seen ? { seen } : {}) },
})

test('two people who did not see each other leave a conflict that names both values', () => {
  const merged = mergeRecord([base, word(a, '甲', 1), word(b, '乙', 2)])
  expect(merged?.fields.get('preventive')?.inForce.value).toBe('乙')
  expect(merged?.fields.get('preventive')?.contenders.map(({ value }) => value)).toEqual(['甲'])
})

test('an edit by someone who had seen the other value is no conflict, and settles an older one', () => {
  const merged = mergeRecord([base, word(a, '甲', 1), word(b, '乙', 2, { [a]: hybridTime(1) })])
  expect(merged?.fields.get('preventive')?.contenders).toEqual([])
})

test('two people who wrote the same value have nothing to settle', () => {
  const merged = mergeRecord([base, word(a, '同', 1), word(b, '同', 2)])
  expect(merged?.fields.get('preventive')?.contenders).toEqual([])
})
