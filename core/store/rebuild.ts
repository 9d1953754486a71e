import type { Table } from 'dexie'
import * as Y from 'yjs'
import { eventShard } from '../events/build-event.ts'
import { prefixOf, type RecordId, type ShardId } from '../model/ids.ts'
import type { Entry } from '../projections/entries.ts'
import { mergeRecord } from '../projections/merge-record.ts'
import { formatKey } from '../projections/record-keys.ts'
import { projectionVersion } from '../projections/record-row.ts'
import type { HistoryRow, RecordRow } from '../projections/rows.ts'
import { keepChunks } from './attachments/keep-chunks.ts'
import { recount } from './counts.ts'
import type { CountRow, EnvelopeRow, NotInForceRow } from './database.ts'
import { openedEvent } from './guard-events.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { projectHistory, projectRow } from './project.ts'
import type { Replica } from './replica.ts'
import { memberShard } from './shard-names.ts'
import { openShard } from './shard.ts'
import { lostWrites, openWrites } from './writes-of.ts'

/** Shards whose rows were made by another version of the projection. */
export async function outdatedShards(replica: Pick<Replica, 'database'>): Promise<ShardId[]> {
  const rows = await replica.database.shards
    .filter((row) => row.projectionVersion !== projectionVersion)
    .toArray()
  return rows.map(({ shard }) => shard)
}

/** Makes a shard's rows and history again from the journal alone, and swaps them in one transaction. */
export async function rebuildShard(replica: Replica, id: ShardId): Promise<void> {
  await swapRows(replica, id, await makeRows(replica, id, await journalOf(replica, id)))
}

export const journalOf = ({ database }: Pick<Replica, 'database'>, id: ShardId): Promise<EnvelopeRow[]> =>
  database.envelopes.where('[shard+received]').between([id, 0], [id, Infinity]).toArray()

/** Rows and history that a shard's envelopes give, in their order of arrival. */
export async function makeRows(
  replica: Replica,
  id: ShardId,
  journal: readonly EnvelopeRow[],
): Promise<Made> {
  if (id === memberShard) return { rows: [], history: [], notInForce: [] }
  return id === eventShard ? eventRows(replica, journal) : replay(replica, id, journal)
}

/** `also` joins the transaction that swaps the rows; what it writes about the journal and they are durable together. */
export async function swapRows(
  replica: Replica,
  id: ShardId,
  made: Made,
  also: { readonly tables: readonly Table[]; readonly write: () => Promise<void> } = {
    tables: [],
    write: () => Promise.resolve(),
  },
): Promise<void> {
  const { database } = replica
  let counts: CountRow[] = []
  const { records, history, shards, chunks, chunkUses, notInForce } = database
  const tables = [records, database.counts, history, shards, chunks, chunkUses, notInForce, ...also.tables]
  await database.transaction('rw', tables, async () => {
    await also.write()
    const kept = new Set(made.rows.map((row) => row.id))
    const gone = (await records.where('shard').equals(id).primaryKeys()).filter((record) => !kept.has(record))
    await records.where('shard').equals(id).delete()
    await history.where('shard').equals(id).delete()
    await notInForce.where('shard').equals(id).delete()
    await records.bulkPut(made.rows)
    await database.counts.clear()
    counts = await recount(database)
    await database.counts.bulkPut(counts)
    await history.bulkPut(made.history)
    await notInForce.bulkPut(made.notInForce)
    await keepChunks(
      database,
      [],
      gone.map((record) => ({ record, digests: [] })),
    )
    const checkpoint = await shards.get(id)
    if (checkpoint) await shards.put({ ...checkpoint, projectionVersion })
  })
  replica.rows.clear()
  replica.counts.reset(counts)
}

export interface Made {
  readonly rows: RecordRow[]
  readonly history: (HistoryRow & { shard: ShardId })[]
  readonly notInForce: NotInForceRow[]
}

async function eventRows(replica: Replica, journal: readonly EnvelopeRow[]): Promise<Made> {
  const rows = new Map<RecordId, RecordRow>()
  for (const row of journal) {
    const event = await openedEvent(replica, rowToEnvelope(row))
    // The first telling stands.
    if (event.type === 'row' && !rows.has(event.row.id)) rows.set(event.row.id, event.row)
  }
  return { rows: [...rows.values()], history: [], notInForce: [] }
}

async function replay(replica: Replica, id: ShardId, journal: readonly EnvelopeRow[]): Promise<Made> {
  const shard = openShard(new Y.Doc({ guid: id }), replica.device)
  const history: Made['history'] = []
  const notInForce: NotInForceRow[] = []
  for (const row of journal) {
    const { client = 0 } = row
    const writes = await openWrites(replica, row, (clock) => shard.keyAt(client, clock))
    if (!writes) continue
    const lost = lostWrites(replica, row, writes.entries)
    if (lost.size > 0) notInForce.push(notInForceRow(row, lost.size))
    const written = byRecord(writes.entries.filter(({ key }) => !lost.has(formatKey(key))))
    const before = new Map(
      [...written.keys()].map((record) => [record, mergeRecord(shard.entriesOf(record))]),
    )
    shard.apply(writes.update, {
      keys: writes.entries.map(({ key }) => formatKey(key)),
      withoutEffect: lost,
    })
    let from = 0
    for (const [record, entries] of written) {
      const type = replica.types.byPrefix(prefixOf(record))
      if (!type) continue
      const change = {
        id: record,
        before: before.get(record),
        written: entries,
        author: replica.author(row.device),
        envelope: row.hash,
        from,
      }
      history.push(...(await projectHistory(replica, type, id, change)))
      from += entries.length
    }
  }
  const rows: RecordRow[] = []
  for (const record of shard.records()) {
    const type = replica.types.byPrefix(prefixOf(record))
    const merged = mergeRecord(shard.entriesOf(record))
    if (type && merged) rows.push(await projectRow(replica, type, id, merged))
  }
  return { rows, history, notInForce }
}

export const notInForceRow = (
  { hash, shard, device, sequence }: Pick<EnvelopeRow, 'hash' | 'shard' | 'device' | 'sequence'>,
  entries: number,
): NotInForceRow => ({ hash, shard, device, sequence, reason: 'RolesChanged', entries })

/** In the order it was written. */
export function byRecord(entries: readonly Entry[]): Map<RecordId, Entry[]> {
  const records = new Map<RecordId, Entry[]>()
  for (const entry of entries) {
    const written = records.get(entry.key.record)
    if (written) written.push(entry)
    else records.set(entry.key.record, [entry])
  }
  return records
}
