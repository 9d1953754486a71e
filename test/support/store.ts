import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { recordType, typeOfPrefix } from '../../core/records/index.ts'
import { libraryValues } from '../../core/records/library-entries.ts'
import { newRecordId, type RecordId } from '../../core/model/ids.ts'
import { unwrap } from '../../core/model/result.ts'
import type { Change } from '../../core/store/commands.ts'
import { openDatabase, type Database } from '../../core/store/database.ts'
import { noShardCache, type ShardCache } from '../../core/store/shard-cache.ts'
import { createQueries } from '../../core/store/queries.ts'
import { createStore, type Store } from '../../core/store/store.ts'
import { correctiveActionValues, founding } from './invented-records.ts'

export { correctiveActionValues, founding }

/** A clock a test moves by hand; starts at 2026-11-22 09:00 in Taipei. */
export interface TestClock {
  now: number
}
export const testClock = (): TestClock => ({ now: Date.parse('2026-11-22T01:00:00Z') })

export interface TestStore {
  readonly store: Store
  readonly database: Database
  readonly queries: ReturnType<typeof createQueries>
  readonly clock: TestClock
  readonly factory: IDBFactory
}

export const types = { byKey: recordType, byPrefix: typeOfPrefix, library: libraryValues }

export async function openTestStore(
  given: {
    readonly factory?: IDBFactory
    readonly clock?: TestClock
    readonly cache?: ShardCache
    readonly room?: () => Promise<number | undefined>
    readonly saved?: (fault: string | undefined) => void
  } = {},
): Promise<TestStore> {
  const factory = given.factory ?? new IDBFactory()
  const clock = given.clock ?? testClock()
  const database = openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange })
  const store = createStore({
    database,
    types,
    now: () => clock.now,
    cacheFor: () => given.cache ?? noShardCache,
    ...(given.saved ? { saved: given.saved } : {}),
    ...(given.room ? { room: given.room } : {}),
  })
  await store.open()
  return { store, database, queries: createQueries(database), clock, factory }
}

export async function foundedStore(
  given: Parameters<typeof openTestStore>[0] = {},
): Promise<TestStore & { readonly personId: string }> {
  const opened = await openTestStore(given)
  const created = unwrap(await opened.store.execute(founding))
  return { ...opened, personId: created.personId }
}

/** The id of a record this store's device begins. */
export const ownId = ({ store }: Pick<TestStore, 'store'>, prefix: string): RecordId =>
  newRecordId(prefix, store.replica()!.device.id)

export async function createAction(opened: TestStore & { readonly personId: string }): Promise<RecordId> {
  const id = ownId(opened, 'CAR')
  const change: Change = {
    type: 'create',
    id,
    recordType: 'correctiveAction',
    values: correctiveActionValues(opened.personId),
  }
  unwrap(await opened.store.execute({ type: 'commit', changes: [change] }))
  return id
}
