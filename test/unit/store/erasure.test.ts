import { afterEach, expect, test, vi } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { mostErased } from '../../../core/projections/entries.ts'
import type { Change } from '../../../core/store/commands.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { carryChanges, carryKeys, secondReplica } from '../../support/second-replica.ts'
import { foundedStore, openTestStore, type TestStore } from '../../support/store.ts'

afterEach(() => vi.restoreAllMocks())

const rename = async ({ store, clock }: TestStore, id: RecordId, value: string) => {
  clock.now += 1000
  unwrap(await store.execute({ type: 'commit', changes: [{ type: 'set', id, field: 'nameZh', value }] }))
}
const erase = async ({ store, clock }: TestStore, id: RecordId) => {
  clock.now += 1000
  unwrap(await store.execute({ type: 'commit', changes: [{ type: 'erase', id, reason: '蒐集目的消失' }] }))
}
const nameIn = async ({ queries }: TestStore, id: RecordId) =>
  (await queries.recordById(id))?.values['nameZh']
const everywhere = async ({ database, queries }: TestStore, id: RecordId): Promise<string> =>
  JSON.stringify([
    await queries.recordById(id),
    await queries.historyOf(id),
    await database.recordKeys.toArray(),
  ])

/** Two replicas that share the founder's person record, each with the other's keys. */
async function two() {
  const first = await foundedStore()
  const second = await secondReplica(first)
  await carryKeys(first, second)
  expect(new Set(await carryChanges(first, second))).toEqual(new Set(['admitted']))
  return { first, second, id: first.personId as RecordId }
}

test('two devices that each make a key for one record read each other’s values', async () => {
  const first = await foundedStore()
  const second = await secondReplica(first)
  const id = first.personId as RecordId
  // The record came, its key did not: the second device makes one of its own.
  await carryChanges(first, second)
  expect(await nameIn(second, id)).toBeUndefined()
  await rename(second, id, '林佩容')
  expect((await second.database.recordKeys.toArray()).length).toBe(1)

  await carryKeys(first, second)
  await carryKeys(second, first)
  await carryChanges(second, first)
  expect(await nameIn(first, id)).toBe('林佩容')
  expect((await first.database.recordKeys.where('recordId').equals(id).toArray()).length).toBe(2)
  const line = (await first.queries.historyOf(id)).find(({ change }) => change.type === 'field')
  expect(line?.change).toMatchObject({ from: '林佩蓉', to: '林佩容' })
})

test('erasing on one device erases on the other: keys, rows and history, in the transaction that stores it', async () => {
  const { first, second, id } = await two()
  await rename(first, id, '林佩容')
  await carryChanges(first, second)
  expect(await everywhere(second, id)).toMatch(/林佩蓉.*林佩容|林佩容.*林佩蓉/)
  await erase(first, id)

  // As long as it is not durable nothing is gone, and nothing pretends to be.
  vi.spyOn(second.database.envelopes, 'bulkAdd').mockImplementationOnce((() =>
    Promise.reject(new DOMException('full', 'QuotaExceededError'))) as never)
  await expect(carryChanges(first, second)).rejects.toThrow(/NotSaved/)
  expect(await nameIn(second, id)).toBe('林佩容')
  vi.restoreAllMocks()

  await carryChanges(first, second)
  for (const replica of [first, second]) {
    expect(await everywhere(replica, id)).not.toMatch(/林佩/)
    expect(await everywhere(replica, id)).not.toMatch(/sealed/)
    const row = await replica.queries.recordById(id)
    expect(row?.erased).toBeDefined()
    expect(row?.values['employeeNo']).toBe('E0001')
  }
  // What is made again from the journal says the same, on a replica that never had the key too.
  const before = await everywhere(second, id)
  await rebuildShard(second.store.replica()!, (await second.queries.recordById(id))!.shard)
  expect(await everywhere(second, id)).toBe(before)
  const again = await openTestStore({ factory: second.factory, clock: second.clock })
  expect(await everywhere(again, id)).toBe(before)
})

test('a value under a destroyed key that arrives later stays closed, and its key does not come back', async () => {
  const { first, second, id } = await two()
  await rename(second, id, '林佩容')
  await erase(first, id)
  await carryChanges(second, first)
  expect(await everywhere(first, id)).not.toMatch(/林佩/)
  await carryKeys(second, first)
  await rebuildShard(first.store.replica()!, (await first.queries.recordById(id))!.shard)
  expect(await everywhere(first, id)).not.toMatch(/林佩/)
  await carryChanges(first, second)
  expect(await everywhere(second, id)).not.toMatch(/林佩/)
})

test('erasing names keys of which only ciphertext arrived; what is written afterwards has a key of its own', async () => {
  const first = await foundedStore()
  const second = await secondReplica(first)
  const id = first.personId as RecordId
  await carryChanges(first, second)
  await erase(second, id)
  await carryChanges(second, first)
  expect(await everywhere(first, id)).not.toMatch(/林佩/)
  await rename(second, id, '王小明')
  await carryKeys(second, first)
  await carryChanges(second, first)
  expect(await nameIn(first, id)).toBe('王小明')
})

test('more invented keys than one erasure may name do not keep the real one alive', async () => {
  const { first, second, id } = await two()
  const invented = Array.from({ length: mostErased }, (_, index) => index.toString(16).padStart(32, '0'))
  await first.database.recordKeys.bulkPut(
    invented.map((keyId) => ({ recordId: id, keyId, destroyed: true as const })),
  )
  first.store.replica()!.vault.restore(id)
  await erase(first, id)
  expect(await nameIn(first, id)).toBeUndefined()
  expect(await carryChanges(first, second)).not.toContain('refused')
  expect(await nameIn(second, id)).toBeUndefined()
})

test('what a command writes after it erased is not sealed under the key it destroys', async () => {
  const opened = await foundedStore()
  const id = opened.personId as RecordId
  const changes: Change[] = [
    { type: 'erase', id, reason: '蒐集目的消失' },
    { type: 'set', id, field: 'nameZh', value: '已離職' },
  ]
  unwrap(await opened.store.execute({ type: 'commit', changes }))
  expect(await nameIn(opened, id)).toBe('已離職')
  expect(await everywhere(opened, id)).not.toMatch(/林佩/)
})

test('a record is read again after a disk that failed once', async () => {
  const { factory, clock, personId } = await foundedStore()
  const opened = await openTestStore({ factory, clock })
  const { vault } = opened.store.replica()!
  vi.spyOn(opened.database.recordKeys, 'where').mockImplementationOnce((() => ({
    equals: () => ({ toArray: () => Promise.reject(new DOMException('closed', 'InvalidStateError')) }),
  })) as never)
  await expect(vault.keyIds(personId as RecordId)).rejects.toThrow('closed')
  expect((await vault.keyIds(personId as RecordId)).usable).toHaveLength(1)
})
