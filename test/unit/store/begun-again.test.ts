import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { openDatabase } from '../../../core/store/database.ts'
import { indexedDbShardCache } from '../../../core/store/shard-cache.ts'
import { createStore } from '../../../core/store/store.ts'
import { founding, openTestStore, testClock, types } from '../../support/store.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
const full = () => Promise.reject(new DOMException('the disk is full', 'QuotaExceededError'))

test('a sample that failed on a full disk does not take the workspace begun after it along', async () => {
  const opened = await openTestStore()
  vi.spyOn(opened.database, 'transaction').mockImplementation(full as never)
  await expect(opened.store.execute({ type: 'createSample' })).rejects.toThrow()
  vi.restoreAllMocks()
  unwrap(await opened.store.execute(founding))

  const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
  expect(again.store.replica()).toBeDefined()
  expect(await again.store.execute({ type: 'removeSample' })).toMatchObject({ error: { type: 'NotAllowed' } })
})

test('a founding that could not be saved leaves no cache of its shards', async () => {
  const factory = new IDBFactory()
  vi.stubGlobal('indexedDB', factory)
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  const database = openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange })
  const { now } = testClock()
  const store = createStore({ database, types, now: () => now, cacheFor: indexedDbShardCache })
  await store.open()
  const add = database.envelopes.bulkAdd.bind(database.envelopes)
  // The genesis is written; the records reach the cache of their shard and not the journal.
  vi.spyOn(database.envelopes, 'bulkAdd')
    .mockImplementationOnce(add)
    .mockImplementationOnce(full as never)
  expect(await store.execute(founding)).toMatchObject({ error: { type: 'NotSaved' } })
  expect((await factory.databases()).map(({ name }) => name)).toEqual(['countersign'])
  unwrap(await store.execute(founding))
})

test('rows being made again for one workspace leave those of the next alone', async () => {
  const opened = await openTestStore()
  unwrap(await opened.store.execute({ type: 'createSample' }))
  await opened.database.shards.toCollection().modify({ projectionVersion: 0 })
  let replaced: Promise<unknown> | undefined
  await opened.store.rebuildOutdated(() => {
    replaced ??= Promise.all([
      opened.store.execute({ type: 'removeSample' }),
      opened.store.execute(founding).then(unwrap),
    ])
  })
  await replaced
  expect(await opened.database.records.where('type').equals('person').count()).toBe(1)
}, 60_000)
