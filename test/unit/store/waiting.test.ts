import { expect, test, vi } from 'vitest'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import type { ShardId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { encodeParcel } from '../../../core/store/parcel.ts'
import { retryWaiting } from '../../../core/store/retry-waiting.ts'
import { createShardSet } from '../../../core/store/shard-set.ts'
import { createWaitingRoom } from '../../../core/store/waiting.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { createAction, foundedStore, openTestStore, ownId } from '../../support/store.ts'

const early = (index: number, size: number, share = 'a'.repeat(32)) => ({
  shard: 'isms.audit.2026' as ShardId,
  bytes: new Uint8Array(size).fill(index * 2 + (share.charCodeAt(0) % 2)),
  why: 'Earlier',
  needs: `chain isms.audit.2026 ${share} ${index}`,
  share,
  sequence: index,
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
  const [row] = await database.waiting.toArray()
  await room.delete(row!)
  for (let index = 5; index < 10; index++) await room.put(early(index, 1))
  expect(await database.waiting.count()).toBe(4)
})

test('a flood of one device takes room from that device, the furthest of it first, and from nobody else', async () => {
  const { database } = await openTestStore()
  const room = await createWaitingRoom(database, { envelopes: 6, bytes: 10_000 })
  const [honest, flood] = ['a'.repeat(32), 'b'.repeat(32)]
  for (let index = 1; index <= 20; index++) await room.put(early(index, 10, flood))
  await room.put(early(2, 10, honest))
  await room.put(early(3, 10, honest))
  for (let index = 21; index <= 40; index++) await room.put(early(index, 10, flood))
  const left = await database.waiting.toArray()
  const of = (share: string) => left.filter((row) => row.share === share).map(({ sequence }) => sequence)
  expect(of(honest).sort()).toEqual([2, 3])
  expect(of(flood).sort()).toEqual([1, 2, 3, 4])
})

test('a copy with another signature does not keep the honest one out', async () => {
  const first = await foundedStore()
  const second = await secondReplica(first)
  const third = await secondReplica(first)
  // An operation the second has not heard of, and a change whose author had.
  const id = ownId(third, 'CAR')
  const create = {
    type: 'create',
    id,
    recordType: 'correctiveAction',
    values: { description: '離職帳號' },
  } as const
  unwrap(await third.store.execute({ type: 'commit', changes: [create] }))
  const change = (await third.database.envelopes.where('kind').equals('change').toArray())[0]!
  const honest = rowToEnvelope(change)
  const forged = { ...honest, signature: new Uint8Array(64) }
  expect(unwrap(await second.store.receive(encodeEnvelope(forged))).type).toBe('waiting')
  expect(unwrap(await second.store.receive(encodeEnvelope(honest))).type).toBe('waiting')
  const log = await first.database.envelopes.where('kind').equals('member').sortBy('received')
  for (const row of log) unwrap(await second.store.receive(encodeEnvelope(rowToEnvelope(row))))
  expect(await second.database.waiting.count()).toBe(0)
  expect(await second.database.envelopes.get([change.shard, change.device, 1])).toBeDefined()
})

test('one that cannot be judged at all is told, let go, and stops nobody', async () => {
  const bugs: unknown[] = []
  const first = await foundedStore()
  const second = await secondReplica(first)
  const id = await createAction(first)
  const set = { type: 'set', id, field: 'preventive', value: '一' } as const
  unwrap(await first.store.execute({ type: 'commit', changes: [set] }))
  const replica = second.store.replica()!
  const rows = await first.database.envelopes.where('kind').equals('change').sortBy('received')
  for (const row of rows.toReversed()) await second.store.receive(encodeEnvelope(rowToEnvelope(row)))
  expect(await second.database.waiting.count()).toBe(0)
  const broken = { ...early(1, 10), needs: 'operation ' }
  await replica.waiting.put({
    ...broken,
    bytes: encodeParcel({ envelope: encodeEnvelope(rowToEnvelope(rows[0]!)), keys: [] }),
  })
  const shards = { ...createShardSet(replica), open: () => Promise.reject(new Error('a bug')) }
  const clash = { ...replica, heads: { ...replica.heads, get: () => { throw new Error('a bug') } } } // prettier-ignore
  expect(await retryWaiting(clash, shards, (error) => bugs.push(error))).toBe(0)
  expect(bugs).toEqual([new Error('a bug')])
  expect(await second.database.waiting.count()).toBe(0)
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
