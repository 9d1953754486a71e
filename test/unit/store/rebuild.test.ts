import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { type RecordId } from '../../../core/model/ids.ts'
import { correctiveAction } from '../../../core/records/audit/corrective-action.ts'
import { shardOf } from '../../../core/store/shard-names.ts'
import { migrations, schemaVersion } from '../../../core/store/migrations/index.ts'
import { createAction, foundedStore, openTestStore, type TestStore, ownId } from '../../support/store.ts'

async function someWork(opened: TestStore & { readonly personId: string }): Promise<void> {
  const id = await createAction(opened)
  for (const value of ['一', '二']) {
    opened.clock.now += 1000
    unwrap(
      await opened.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'preventive', value: `離職流程第${value}版。` }],
      }),
    )
  }
  const [person] = await opened.queries.recordsOf('person')
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id: person!.id, field: 'nameZh', value: '林佩容' }],
    }),
  )
}

const everything = async ({ database }: TestStore) => ({
  records: await database.records.orderBy('id').toArray(),
  history: await database.history.orderBy('id').toArray(),
})

test('rows and history made again from the journal alone are the rows and history that were there', async () => {
  const opened = await foundedStore()
  await someWork(opened)
  const before = await everything(opened)
  expect(before.history.length).toBeGreaterThan(5)
  await opened.database.shards.toCollection().modify((row) => {
    ;(row as { projectionVersion: number }).projectionVersion = 0
  })
  await opened.database.records.clear()
  await opened.database.history.clear()
  await opened.store.close()

  const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
  const steps: string[] = []
  await again.store.rebuildOutdated((done, all) => steps.push(`${done}/${all}`))
  expect(await everything(again)).toEqual(before)
  expect(steps.at(-1)).toMatch(/^(\d+)\/\1$/)
  const later: string[] = []
  await again.store.rebuildOutdated((done, all) => later.push(`${done}/${all}`))
  expect(later).toEqual([])
})

test('a database of the first schema opens under this one with every row where it was', async () => {
  const opened = await foundedStore()
  await someWork(opened)
  const kept = Object.fromEntries(
    await Promise.all(
      opened.database.tables.map(async (table) => [table.name, await table.toArray()] as const),
    ),
  )
  await opened.store.close()

  // The same rows in a database as the first build made it.
  const factory = new IDBFactory()
  const [first] = migrations
  const old = new Dexie('countersign', { indexedDB: factory, IDBKeyRange })
  old.version(first.version).stores(first.stores)
  await old.open()
  for (const table of old.tables) await table.bulkAdd(kept[table.name]!)
  expect(old.verno).toBe(1)
  old.close()

  const now = await openTestStore({ factory, clock: opened.clock })
  expect(now.database.verno).toBe(schemaVersion)
  expect(await now.database.records.orderBy('id').toArray()).toEqual(
    [...(kept['records'] as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  expect((await now.queries.recentlyChanged(1))[0]?.updatedAt).toBeGreaterThan(0)
  const id = ownId(now, 'CAR')
  unwrap(
    await now.store.execute({
      type: 'commit',
      changes: [
        { type: 'create', id, recordType: 'correctiveAction', values: { description: '升級後新增' } },
      ],
    }),
  )
  expect((await now.queries.recordById(id))?.shard).toBe(shardOf(correctiveAction, id))
})

test('a record is in the shard of the year its id was made in, whoever asks', async () => {
  const opened = await foundedStore()
  const earlier = `CAR-${'01GR'.padEnd(10, '0')}${ownId(opened, 'CAR').slice(-16)}` as RecordId
  const changes = [
    {
      type: 'create' as const,
      id: earlier,
      recordType: 'correctiveAction',
      values: { description: '去年的案子' },
    },
  ]
  unwrap(await opened.store.execute({ type: 'commit', changes }))
  const later = await createAction(opened)
  expect((await opened.queries.recordById(earlier))?.shard).toBe('isms.audit.2023')
  expect((await opened.queries.recordById(later))?.shard).toBe(shardOf(correctiveAction, later))
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [earlier, later].map(
        (id) => ({ type: 'set', id, field: 'preventive', value: '兩邊都能改。' }) as const,
      ),
    }),
  )
  expect(await opened.queries.count('correctiveAction')).toBe(2)
})
