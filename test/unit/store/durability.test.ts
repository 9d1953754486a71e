import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { indexedDbShardCache } from '../../../core/store/shard-cache.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { createDevice } from '../../../core/journal/device.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { newRowId } from '../../../core/model/ids.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { createAction, foundedStore, founding, openTestStore, ownId } from '../../support/store.ts'
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

describe('what a failed commit leaves in memory', () => {
  afterEach(() => vi.restoreAllMocks())

  test('a person whose first attempt failed keeps the name of the second one after a restart', async () => {
    const opened = await foundedStore()
    const [unit] = await opened.queries.recordsOf('orgUnit')
    const id = ownId(opened, 'PER')
    const values = {
      employeeNo: 'E0002',
      nameZh: '高・瓦歷斯・諾幹',
      unitId: unit!.id,
      trainingCategory: 'general',
      isDedicatedSecurity: false,
    }
    const create = { type: 'create' as const, id, recordType: 'person', values }
    failNextTransaction(opened.database.envelopes)
    expect((await opened.store.execute({ type: 'commit', changes: [create] })).ok).toBe(false)
    unwrap(await opened.store.execute({ type: 'commit', changes: [create] }))
    const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
    await rebuildShard(again.store.replica()!, (await again.queries.recordById(id))!.shard)
    expect((await again.queries.recordById(id))?.values['nameZh']).toBe('高・瓦歷斯・諾幹')
  })

  test('an extension whose enrolment failed is not in the log, and the store still opens', async () => {
    const opened = await foundedStore()
    const extension = await createDevice()
    const original = opened.database.envelopes.bulkAdd.bind(opened.database.envelopes)
    let call = 0
    // The profile is stored, the operation is not.
    vi.spyOn(opened.database.envelopes, 'bulkAdd').mockImplementation(((rows: never) =>
      ++call === 2 ? Promise.reject(quotaExceeded()) : original(rows)) as never)
    expect((await opened.store.enrolExtension(extension)).ok).toBe(false)
    expect(opened.store.replica()!.log.now()!.devices.size).toBe(1)
    const id = await createAction(opened)
    unwrap(await opened.store.enrolExtension(extension))
    const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
    expect(again.store.replica()!.log.now()!.devices.has(extension.id)).toBe(true)
    expect(await again.queries.recordById(id)).toBeDefined()
  })

  test('a founding that is tried on top of a workspace touches nothing', async () => {
    const opened = await foundedStore()
    expect(await opened.store.execute(founding)).toMatchObject({ error: { type: 'WorkspaceExists' } })
    expect(await opened.queries.count('organization')).toBe(1)
  })
})

test('a record with more in it than one envelope holds goes out in several, each of which others can read', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  const text = '改'.repeat(4000)
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: Array.from(
        { length: 100 },
        () =>
          ({
            type: 'setCell',
            id,
            field: 'actions',
            row: newRowId(),
            column: 'measure',
            value: text,
          }) as const,
      ),
    }),
  )
  const rows = await opened.database.envelopes.where('kind').equals('change').toArray()
  expect(rows.length).toBeGreaterThan(4)
  for (const row of rows) expect(decodeEnvelope(encodeEnvelope(rowToEnvelope(row))).ok).toBe(true)
  expect((await opened.queries.recordById(id))?.values['actions']).toHaveLength(100)
})

test('a value no envelope could carry is refused by name, and nothing of it stays', async () => {
  const opened = await foundedStore()
  const id = ownId(opened, 'CAR')
  const long = '長'.repeat(99_000)
  const values = Object.fromEntries(
    ['description', 'immediateAction', 'rootCause', 'similarCases', 'preventive'].map((field) => [
      field,
      long,
    ]),
  )
  const refused = await opened.store.execute({
    type: 'commit',
    changes: [{ type: 'create', id, recordType: 'correctiveAction', values }],
  })
  expect(refused).toMatchObject({ error: { type: 'Invalid', issues: [{ code: 'recordTooLarge' }] } })
  expect(await opened.queries.recordById(id)).toBeUndefined()
})

test('a reason longer than a form can print is refused, not swallowed', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  const refused = await opened.store.execute({
    type: 'commit',
    changes: [{ type: 'void', id, reason: '重'.repeat(2001) }],
  })
  expect(refused).toMatchObject({ error: { type: 'Invalid', issues: [{ code: 'tooLong' }] } })
  expect((await opened.queries.recordById(id))?.state).toBe('opened')
})
