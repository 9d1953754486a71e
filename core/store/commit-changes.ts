import { hashEnvelope, sealEnvelope, type Envelope } from '../journal/envelope.ts'
import type { EnvelopeHash, ShardId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import { ok, type Result } from '../model/result.ts'
import type { Entry } from '../projections/entries.ts'
import { formatKey } from '../projections/record-keys.ts'
import { keysNeeded } from './parcel-keys.ts'
import type { HistoryRow, RecordRow } from '../projections/rows.ts'
import { chunksHeld } from './attachments/chunks-held.ts'
import type { ChunkUse } from './attachments/keep-chunks.ts'
import type { Change, CommandFailure } from './commands.ts'
import type { ChunkRow, SealedKeyRow } from './database.ts'
import { commitDurably, type Commit } from './durable-commit.ts'
import { reviewedEvents } from './guard-events.ts'
import { projectHistory, stagedRow } from './project.ts'
import type { Replica } from './replica.ts'
import { compartmentOf, ownerOf } from './shard-names.ts'
import type { ShardSet } from './shard-set.ts'
import { stageChanges } from './stage-changes.ts'
import type { StagedRecord } from './stage.ts'
import { storedBytes } from './stored-value.ts'

/** Bytes one envelope carries, unless a single entry is larger; far below a link's frame. */
const envelopeBudget = 256 * 1024

/**
 * Writes a command's changes: stage, check, write to the shards, sign and seal, and commit everything in one
 * strict transaction. On failure nothing remains, neither on disk nor in memory.
 */
export async function commitChanges(
  replica: Replica,
  shards: ShardSet,
  changes: readonly Change[],
  /** Of files the changes attach; durable with them. */
  chunks: readonly ChunkRow[] = [],
): Promise<Result<{ readonly envelopes: readonly EnvelopeHash[] }, CommandFailure>> {
  const time = replica.clock.now()
  const staged = await stageChanges(replica, shards, changes, time)
  if (!staged.ok) {
    replica.vault.settle(false)
    return staged
  }
  const { records, erase } = staged.value

  const touched: ShardId[] = []
  const undo = async (): Promise<void> => {
    replica.vault.settle(false)
    for (const { record } of erase) replica.vault.restore(record)
    await Promise.all(touched.map((shard) => shards.drop(shard)))
  }
  try {
    for (const { record, keyIds } of erase) replica.vault.erase(record, keyIds)
    const commit = await buildCommit(replica, shards, records, time, touched)
    const done = await commitDurably(replica, { ...commit, chunks, erase })
    if (done.ok) {
      const stored = new Set(commit.recordKeys?.map(({ keyId }) => keyId))
      const unneeded = replica.vault.newKeys().filter(({ keyId }) => !stored.has(keyId))
      replica.vault.settle(true)
      // Made for a value the command then took back: nothing carries it, so nothing may be sealed under it.
      for (const { recordId } of unneeded) replica.vault.restore(recordId)
      return ok({ envelopes: done.value })
    }
    await undo()
    return done
  } catch (error) {
    // A bug, not an expected failure; memory must still not run ahead of the journal.
    await undo()
    throw error
  }
}

async function buildCommit(
  replica: Replica,
  shards: ShardSet,
  records: readonly StagedRecord[],
  time: HybridTime,
  touched: ShardId[],
): Promise<Commit> {
  const envelopes: Commit['envelopes'][number][] = []
  const history: (HistoryRow & { shard: ShardId })[] = []
  const rows: RecordRow[] = []
  const chunkUses: ChunkUse[] = []
  const keys = new Map(replica.vault.newKeys().map((key) => [key.keyId, key]))
  const recordKeys: SealedKeyRow[] = []
  const author = replica.author(replica.device.id)

  for (const [id, group] of groupByShard(records)) {
    const shard = await shards.open(id)
    touched.push(id)
    let head = replica.heads.get(id, replica.device.id)
    for (const batch of batches(group)) {
      const update = shard.write(
        batch.flatMap(({ entries }) => entries.map(({ key, value }) => [formatKey(key), value] as const)),
      )
      const envelope = await sealChange(replica, id, head, update, time)
      const hash = await hashEnvelope(envelope)
      head = { shard: id, device: replica.device.id, sequence: envelope.header.sequence, hash, time }
      envelopes.push({
        envelope,
        hash,
        clock: { client: replica.device.client, clockEnd: shard.clockOf(replica.device.client) },
      })
      // A key travels with the first envelope that needs it.
      for (const keyId of keysNeeded(batch.flatMap(({ entries }) => entries))) {
        const key = keys.get(keyId)
        if (key && keys.delete(keyId)) recordKeys.push({ ...key, envelope: hash })
      }
      let from = 0
      for (const { record, entries } of batch) {
        const change = {
          id: record.id,
          before: record.before,
          written: entries,
          author,
          envelope: hash,
          from,
        }
        history.push(...(await projectHistory(replica, record.type, id, change)))
        from += entries.length
      }
    }
    for (const record of group) {
      rows.push(await stagedRow(replica, record))
      const merged = record.merged()
      const digests = merged && (await chunksHeld(replica.vault, record.type, merged))
      if (digests) chunkUses.push({ record: record.id, digests })
    }
  }
  const events = await reviewedEvents(replica, rows)
  return {
    envelopes,
    history,
    records: [...rows, ...events],
    recordKeys,
    chunkUses,
  }
}

function sealChange(
  replica: Replica,
  shard: ShardId,
  head: { readonly sequence: number; readonly hash: EnvelopeHash } | undefined,
  update: Uint8Array,
  time: HybridTime,
): Promise<Envelope> {
  const compartment = compartmentOf(shard)
  const owner = ownerOf(shard)
  const keyEpoch = replica.keyring.latestEpoch(compartment, owner)
  const key = keyEpoch === undefined ? undefined : replica.keyring.key(compartment, keyEpoch, owner)
  if (keyEpoch === undefined || !key) throw new Error(`no key for ${compartment}`)
  const draft = {
    workspace: replica.workspace,
    compartment,
    owner,
    shard,
    keyEpoch,
    sequence: (head?.sequence ?? 0) + 1,
    previous: head?.hash ?? ('' as const),
    members: replica.log.heads(),
    time,
    kind: 'change' as const,
  }
  return sealEnvelope(replica.device, draft, update, key)
}

interface Part {
  readonly record: StagedRecord
  readonly entries: readonly Entry[]
}

/** What is written to one shard, in runs that fit an envelope; a record with many cells may take several. */
function* batches(records: readonly StagedRecord[]): Iterable<readonly Part[]> {
  let batch: { record: StagedRecord; entries: Entry[] }[] = []
  let size = 0
  for (const record of records) {
    for (const entry of record.written()) {
      const bytes = storedBytes(entry)
      if (size > 0 && size + bytes > envelopeBudget) {
        yield batch
        batch = []
        size = 0
      }
      const part = batch.at(-1)
      if (part?.record === record) part.entries.push(entry)
      else batch.push({ record, entries: [entry] })
      size += bytes
    }
  }
  if (batch.length > 0) yield batch
}

function groupByShard(records: readonly StagedRecord[]): Map<ShardId, StagedRecord[]> {
  const groups = new Map<ShardId, StagedRecord[]>()
  for (const record of records) {
    const group = groups.get(record.shard)
    if (group) group.push(record)
    else groups.set(record.shard, [record])
  }
  return groups
}
