import { expect, test } from 'vitest'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { carryChanges, secondReplica } from '../../support/second-replica.ts'
import { createAction, foundedStore } from '../../support/store.ts'

test('an edit that comes before the record it edits keeps its line in the history', async () => {
  const first = await foundedStore()
  const second = await secondReplica(first)
  const third = await secondReplica(first)
  const log = await first.database.envelopes.where('kind').equals('member').sortBy('received')
  for (const row of log) await second.store.receive(encodeEnvelope(rowToEnvelope(row)))
  const id = await createAction(first)
  await carryChanges(first, second)
  const edit = { type: 'set', id, field: 'preventive', value: '每週核對一次' } as const
  unwrap(await second.store.execute({ type: 'commit', changes: [edit] }))
  const rows = await second.database.envelopes.where('kind').equals('change').sortBy('received')
  const bytes = encodeEnvelope(rowToEnvelope(rows.at(-1)!))
  expect(unwrap(await third.store.receive(bytes)).type).toBe('admitted')
  expect(await third.queries.recordById(id)).toBeUndefined()

  await carryChanges(first, third)
  expect((await third.queries.recordById(id))?.values['preventive']).toBe('每週核對一次')
  const lines = await third.queries.historyOf(id)
  expect(lines.map(({ change }) => change.type).sort()).toEqual(['created', 'field'])
  await rebuildShard(third.store.replica()!, (await third.queries.recordById(id))!.shard)
  expect(await third.queries.historyOf(id)).toEqual(lines)
})
