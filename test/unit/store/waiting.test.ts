import { expect, test, vi } from 'vitest'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import type { EnvelopeHash, ShardId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { createWaitingRoom } from '../../../core/store/waiting.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { createAction, foundedStore, openTestStore } from '../../support/store.ts'

const early = (index: number, size: number) => ({
  hash: String(index).padStart(64, '0') as EnvelopeHash,
  shard: 'isms.audit.2026' as ShardId,
  bytes: new Uint8Array(size),
  why: 'Earlier',
})

test('what waits is bounded by number and by bytes, and what was let in counts after a restart too', async () => {
  const { database } = await openTestStore()
  const limits = { envelopes: 4, bytes: 1000 }
  const first = await createWaitingRoom(database, limits)
  await first.put(early(1, 400))
  await first.put(early(1, 400))
  await first.put(early(2, 400))
  await first.put(early(3, 400))
  expect(await database.waiting.count()).toBe(2)

  const room = await createWaitingRoom(database, limits)
  await room.put(early(4, 201))
  expect(await database.waiting.count()).toBe(2)
  await room.delete((await database.waiting.get(early(1, 0).hash))!)
  for (let index = 5; index < 10; index++) await room.put(early(index, 1))
  expect(await database.waiting.count()).toBe(4)
})

test('what came before its past passes once that is there, read one by one and never all at once', async () => {
  const first = await foundedStore()
  const second = await secondReplica(first)
  const id = await createAction(first)
  for (const value of ['一', '二', '三'])
    unwrap(
      await first.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'preventive', value }],
      }),
    )
  const rows = await first.database.envelopes.where('kind').equals('change').sortBy('received')
  const readAll = vi.spyOn(second.database.waiting, 'toArray')
  const outcomes: string[] = []
  for (const row of rows.reverse())
    outcomes.push(unwrap(await second.store.receive(encodeEnvelope(rowToEnvelope(row)))).type)
  expect(outcomes).toContain('waiting')
  expect(readAll).not.toHaveBeenCalled()
  expect(await second.database.waiting.count()).toBe(0)
  expect((await second.queries.recordById(id))?.values['preventive']).toBe('三')
})
