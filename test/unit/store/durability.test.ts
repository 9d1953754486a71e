import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { indexedDbShardCache } from '../../../core/store/shard-cache.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { createAction, foundedStore, openTestStore } from '../../support/store.ts'
import { correctiveAction } from '../../../core/records/audit/corrective-action.ts'
import { shardOf } from '../../../core/store/shard-names.ts'

describe('a write that fails', () => {
  afterEach(() => vi.restoreAllMocks())

  test('says so, leaves nothing behind, and the next edit stands on what was durable before', async () => {
    const faults: (string | undefined)[] = []
    const opened = await foundedStore({ saved: (fault) => faults.push(fault) })
    const id = await createAction(opened)
    const before = await opened.database.envelopes.count()

    failNextTransaction(opened.database.envelopes)
    const lost = await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id, field: 'preventive', value: '未存' }],
    })
    expect(lost).toMatchObject({
      ok: false,
      error: { type: 'NotSaved', detail: { why: 'QuotaExceededError' } },
    })
    expect(faults.at(-1)).toBe('QuotaExceededError')
    expect(await opened.database.envelopes.count()).toBe(before)
    expect((await opened.queries.recordById(id))?.values['preventive']).toBeUndefined()

    unwrap(
      await opened.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'rootCause', value: '流程沒有通知資訊室的步驟。' }],
      }),
    )
    expect(faults.at(-1)).toBeUndefined()
    expect(
      (await opened.queries.historyOf(id)).map(({ change }) =>
        'field' in change ? change.field : change.type,
      ),
    ).toEqual(['rootCause', 'created'])

    const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
    expect((await again.queries.recordById(id))?.values['rootCause']).toBe('流程沒有通知資訊室的步驟。')
  })

  test(
    'aborting every transaction of a scripted day in turn loses no acknowledged change',
    { timeout: 60_000 },
    async () => {
      for (let failing = 1; failing <= 8; failing++) {
        const opened = await foundedStore()
        const id = await createAction(opened)
        const acknowledged: string[] = []
        let count = 0
        const original = opened.database.envelopes.bulkAdd.bind(opened.database.envelopes)
        vi.spyOn(opened.database.envelopes, 'bulkAdd').mockImplementation(((rows: never) => {
          count++
          return count === failing ? Promise.reject(quotaExceeded()) : original(rows)
        }) as never)
        for (let edit = 0; edit < 8; edit++) {
          const value = `第 ${edit} 次修改`
          const done = await opened.store.execute({
            type: 'commit',
            changes: [{ type: 'set', id, field: 'preventive', value }],
          })
          if (done.ok) acknowledged.push(value)
        }
        expect(acknowledged).toHaveLength(7)
        const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
        const history = (await again.queries.historyOf(id))
          .map(({ change }) => ('to' in change ? change.to : undefined))
          .filter(Boolean)
        expect(history.reverse()).toEqual(acknowledged)
        // What the journal says and what the rows say are the same thing.
        const rows = await again.database.records.toArray()
        const shard = rows.find((row) => row.id === id)!.shard
        await rebuildShard(again.store.replica()!, shard)
        expect(await again.database.records.get(id)).toEqual(rows.find((row) => row.id === id))
        vi.restoreAllMocks()
      }
    },
  )
})

describe('the shard cache', () => {
  beforeEach(() => {
    // y-indexeddb reads the global; each test gets an empty one.
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  })
  afterEach(() => vi.unstubAllGlobals())

  const cached = async (given: Parameters<typeof openTestStore>[0] = {}) => {
    const opened = await openTestStore({ ...given, factory: given.factory ?? indexedDB })
    return opened
  }

  test('that is behind is topped up from the journal', async () => {
    // Written without a cache, opened with one: the cache knows nothing at all.
    const opened = await foundedStore({ factory: indexedDB })
    const id = await createAction(opened)
    const workspace = opened.store.replica()!.workspace
    const again = await cached({ clock: opened.clock, cache: indexedDbShardCache(workspace) })
    unwrap(
      await again.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'preventive', value: '接著寫' }],
      }),
    )
    expect((await again.queries.recordById(id))?.values).toMatchObject({
      preventive: '接著寫',
      source: 'other',
    })
  })

  test('that is ahead, because its write outlived a failed transaction, is discarded', async () => {
    const opened = await foundedStore({ factory: indexedDB })
    const workspace = opened.store.replica()!.workspace
    const id = await createAction(opened)
    const withCache = await cached({ clock: opened.clock, cache: indexedDbShardCache(workspace) })
    unwrap(
      await withCache.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'preventive', value: '已存' }],
      }),
    )
    failNextTransaction(withCache.database.envelopes)
    const lost = await withCache.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id, field: 'preventive', value: '未存' }],
    })
    expect(lost.ok).toBe(false)

    const again = await cached({ clock: opened.clock, cache: indexedDbShardCache(workspace) })
    unwrap(
      await again.store.execute({
        type: 'commit',
        changes: [{ type: 'set', id, field: 'rootCause', value: '流程沒有通知資訊室的步驟。' }],
      }),
    )
    expect((await again.queries.recordById(id))?.values).toMatchObject({
      preventive: '已存',
      rootCause: '流程沒有通知資訊室的步驟。',
    })
    // A third device could replay the journal: its clocks have no gap.
    const rows = await again.database.envelopes
      .where('[shard+received]')
      .between([shardOf(correctiveAction, id), 0], [shardOf(correctiveAction, id), Infinity])
      .toArray()
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  })
})

function failNextTransaction(table: { bulkAdd: unknown }): void {
  vi.spyOn(table as { bulkAdd: () => Promise<unknown> }, 'bulkAdd').mockImplementationOnce(() =>
    Promise.reject(quotaExceeded()),
  )
}

const quotaExceeded = (): DOMException => new DOMException('the disk is full', 'QuotaExceededError')
