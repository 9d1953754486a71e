import * as Y from 'yjs'
import { openEnvelope } from '../journal/envelope.ts'
import { eventShard } from '../events/build-event.ts'
import { prefixOf, type RecordId, type ShardId } from '../model/ids.ts'
import { unwrap } from '../model/result.ts'
import type { Entry } from '../projections/entries.ts'
import { mergeRecord } from '../projections/merge-record.ts'
import { parseKey } from '../projections/record-keys.ts'
import { projectionVersion } from '../projections/record-row.ts'
import type { HistoryRow, RecordRow } from '../projections/rows.ts'
import { recount } from './counts.ts'
import type { CountRow, EnvelopeRow } from './database.ts'
import { openedEvent } from './guard-events.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { projectHistory, projectRow } from './project.ts'
import { readUpdate } from './read-update.ts'
import type { Replica } from './replica.ts'
import { memberShard } from './shard-names.ts'
import { openShard } from './shard.ts'
import { fromStored } from './stored-value.ts'

/** Shards whose rows were made by another version of the projection. */
export async function outdatedShards(replica: Pick<Replica, 'database'>): Promise<ShardId[]> {
  const rows = await replica.database.shards
    .filter((row) => row.projectionVersion !== projectionVersion)
    .toArray()
  return rows.map(({ shard }) => shard)
}

/** Makes a shard's rows and history again from the journal alone, and swaps them in one transaction. */
export async function rebuildShard(replica: Replica, id: ShardId): Promise<void> {
  const { database } = replica
  const journal = await database.envelopes
    .where('[shard+received]')
    .between([id, 0], [id, Infinity])
    .toArray()
  const made =
    id === memberShard
      ? { rows: [], history: [] }
      : id === eventShard
        ? await eventRows(replica, journal)
        : await replay(replica, id, journal)
  replica.rows.clear()
  let counts: CountRow[] = []
  await database.transaction(
    'rw',
    database.records,
    database.counts,
    database.history,
    database.shards,
    async () => {
      await database.records.where('shard').equals(id).delete()
      await database.history.where('shard').equals(id).delete()
      await database.records.bulkPut(made.rows)
      await database.counts.clear()
      counts = await recount(database)
      await database.counts.bulkPut(counts)
      await database.history.bulkPut(made.history)
      const checkpoint = await database.shards.get(id)
      if (checkpoint) await database.shards.put({ ...checkpoint, projectionVersion })
    },
  )
  replica.counts.reset(counts)
}

interface Made {
  readonly rows: RecordRow[]
  readonly history: (HistoryRow & { shard: ShardId })[]
}

async function eventRows(replica: Replica, journal: readonly EnvelopeRow[]): Promise<Made> {
  const rows = new Map<RecordId, RecordRow>()
  for (const row of journal) {
    const event = await openedEvent(replica, rowToEnvelope(row))
    // The first telling stands.
    if (event.type === 'row' && !rows.has(event.row.id)) rows.set(event.row.id, event.row)
  }
  return { rows: [...rows.values()], history: [] }
}

async function replay(replica: Replica, id: ShardId, journal: readonly EnvelopeRow[]): Promise<Made> {
  const shard = openShard(new Y.Doc({ guid: id }), replica.device)
  const history: Made['history'] = []
  for (const row of journal) {
    const envelope = rowToEnvelope(row)
    const key = replica.keyring.key(
      envelope.header.compartment,
      envelope.header.keyEpoch,
      envelope.header.owner,
    )
    if (!key) continue
    const update = unwrap(await openEnvelope(envelope, key))
    const written = writtenBy(update, envelope.header.client, (client, clock) => shard.keyAt(client, clock))
    const before = new Map(
      [...written.keys()].map((record) => [record, mergeRecord(shard.entriesOf(record))]),
    )
    shard.apply(update)
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
  return { rows, history }
}

/** What an admitted update wrote, record by record, in the order it wrote it. */
function writtenBy(
  update: Uint8Array,
  client: number,
  keyAt: (client: number, clock: number) => string | undefined,
): Map<RecordId, Entry[]> {
  const byRecord = new Map<RecordId, Entry[]>()
  const earlier = new Map<number, string>()
  for (const set of unwrap(readUpdate(update, client)).sets) {
    const text = set.key ?? earlier.get(set.origin?.clock ?? -1) ?? keyAt(client, set.origin?.clock ?? -1)
    if (text === undefined) continue
    earlier.set(set.clock, text)
    const key = parseKey(text)
    if (!key || !set.value) continue
    const entries = byRecord.get(key.record)
    const entry = { key, value: fromStored(key, set.value.content) }
    if (entries) entries.push(entry)
    else byRecord.set(key.record, [entry])
  }
  return byRecord
}
