// Runs inside a real browser, on the product's own store, beside raw IndexedDB and JSON on the same data.
import * as Y from 'yjs'
import { newRecordId, newUlid } from '../../../core/model/ids.ts'
import { hybridTime } from '../../../core/model/hybrid-clock.ts'
import { unwrap } from '../../../core/model/result.ts'
import type { DeviceId } from '../../../core/model/ids.ts'
import { recordType, typeOfPrefix } from '../../../core/records/index.ts'
import { formatKey } from '../../../core/projections/record-keys.ts'
import { openDatabase } from '../../../core/store/database.ts'
import { openShard } from '../../../core/store/shard.ts'
import { indexedDbShardCache } from '../../../core/store/shard-cache.ts'
import { createStore } from '../../../core/store/store.ts'

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** One edit through the whole path, beside one raw strict transaction that puts the very same rows. Milliseconds. */
async function durableEdit(edits: number): Promise<{ readonly product: number; readonly raw: number }> {
  const name = `bench-${newUlid()}`
  const database = openDatabase({ name })
  const store = createStore({
    database,
    types: { byKey: recordType, byPrefix: typeOfPrefix },
    now: () => Date.now(),
    cacheFor: indexedDbShardCache,
  })
  await store.open()
  const created = unwrap(
    await store.execute({
      type: 'createWorkspace',
      organization: {
        nameZh: '量測用組織',
        entityType: 'private',
        docPrefix: 'ISMS',
        dateDisplay: 'roc',
        fiscalStart: 1,
        retentionDefaultYears: 5,
      },
      unit: { code: 'IT', nameZh: '資訊室', inScope: true },
      person: {
        employeeNo: 'E0001',
        nameZh: '林佩蓉',
        trainingCategory: 'dedicated',
        isDedicatedSecurity: true,
      },
    }),
  )
  const id = newRecordId('CAR', store.replica()!.device.id)
  unwrap(
    await store.execute({
      type: 'commit',
      changes: [
        {
          type: 'create',
          id,
          recordType: 'correctiveAction',
          values: { source: 'other', sourceId: created.personId, description: '量測' },
        },
      ],
    }),
  )
  const product: number[] = []
  const raw: number[] = []
  const plain = await openRaw(`${name}-raw`)
  for (let edit = 0; edit < edits; edit++) {
    const from = performance.now()
    unwrap(
      await store.execute({
        type: 'commit',
        changes: [
          { type: 'set', id, field: 'preventive', value: `第 ${edit} 次修改，離職流程加入帳號停用檢核。` },
        ],
      }),
    )
    product.push(performance.now() - from)

    const last = await database.envelopes
      .orderBy('[shard+device+sequence]')
      .filter((row) => row.kind === 'change')
      .last()
    const written = {
      envelopes: last,
      heads: await database.heads.get([last!.shard, last!.device]),
      shards: await database.shards.get(last!.shard),
      records: await database.records.get(id),
      history: await database.history
        .where('recordId')
        .equals(id)
        .last()
        .catch(() => database.history.orderBy('id').last()),
    }
    const began = performance.now()
    await putAll(plain, written)
    raw.push(performance.now() - began)
  }
  await store.close()
  plain.close()
  return { product: median(product), raw: median(raw) }
}

const tables = {
  envelopes: ['shard', 'device', 'sequence'],
  heads: ['shard', 'device'],
  shards: 'shard',
  records: 'id',
  history: 'id',
} as const

function openRaw(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const [table, keyPath] of Object.entries(tables))
        request.result.createObjectStore(table, { keyPath: keyPath as string | string[] })
      const records = request.transaction!.objectStore('records')
      records.createIndex('[type+state]', ['type', 'state'])
      records.createIndex('[type+updatedAt]', ['type', 'updatedAt'])
      records.createIndex('[type+title]', ['type', 'title'])
      records.createIndex('refs', 'refs', { multiEntry: true })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('open'))
  })
}

function putAll(database: IDBDatabase, rows: Readonly<Record<string, unknown>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(Object.keys(rows), 'readwrite', { durability: 'strict' })
    for (const [table, value] of Object.entries(rows)) transaction.objectStore(table).put(value)
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error ?? new Error('put'))
  })
}

/** Opening a document of many records until each can be edited, beside parsing the same records from JSON. */
function loadShard(count: number): { readonly product: number; readonly raw: number } {
  const device = { id: 'a'.repeat(32) as DeviceId, client: 7 }
  const records = Array.from({ length: count }, (_, index) => ({
    id: newRecordId('CAR', device.id),
    type: 'correctiveAction',
    time: hybridTime(index),
    state: 'opened',
    values: {
      source: 'internalAudit',
      findingType: 'minor',
      description: `第 ${index} 項：離職帳號未於當日停用，抽查三筆有一筆逾期，權限清冊與人事系統不一致。`,
      immediateAction: '當日停用帳號並確認無登入紀錄。',
      rootCause: '人事異動未通知資訊室，帳號清查每季才做一次。',
      similarCases: '門診部與總務室亦同，已一併檢查。',
      preventive: '人資系統異動即時通知，帳號停用列入離職檢核表。',
      dueAt: '2026-12-22',
      serial: index,
    },
  }))
  const source = openShard(new Y.Doc(), device)
  for (let at = 0; at < count; at += 1000) {
    source.write(
      records
        .slice(at, at + 1000)
        .map(({ id, ...base }) => [formatKey({ part: 'base', record: id, device: device.id }), base]),
    )
  }
  const update = Y.encodeStateAsUpdate(source.doc)
  source.doc.destroy()
  const json = JSON.stringify(records)
  const product: number[] = []
  const raw: number[] = []
  for (let run = 0; run < 5; run++) {
    let began = performance.now()
    const parsed = JSON.parse(json) as unknown[]
    raw.push(performance.now() - began)
    if (parsed.length !== count) throw new Error('parsed something else')
    began = performance.now()
    const shard = openShard(new Y.Doc(), device)
    shard.apply(update)
    if (shard.recordCount() !== count) throw new Error('loaded something else')
    product.push(performance.now() - began)
    shard.doc.destroy()
  }
  return { product: median(product), raw: median(raw) }
}

Object.assign(globalThis, { bench: { durableEdit, loadShard } })
