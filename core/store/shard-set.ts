import * as Y from 'yjs'
import { openEnvelope } from '../journal/envelope.ts'
import type { ShardId } from '../model/ids.ts'
import { unwrap } from '../model/result.ts'
import type { ShardRow } from './database.ts'
import { rowToEnvelope } from './journal-rows.ts'
import type { Replica } from './replica.ts'
import type { AttachedCache } from './shard-cache.ts'
import { maskShard } from './mask-shard.ts'
import { openShard, type Shard } from './shard.ts'

/** The shards this host has open. */
export interface ShardSet {
  readonly open: (shard: ShardId) => Promise<Shard>
  /** Lets go of a shard whose memory ran ahead of the journal; the next open starts from the journal. */
  readonly drop: (shard: ShardId) => Promise<void>
  readonly close: () => Promise<void>
}

interface OpenShard {
  readonly shard: Shard
  readonly cache: AttachedCache
}

export function createShardSet(replica: Replica): ShardSet {
  const opened = new Map<ShardId, Promise<OpenShard>>()

  const openOnce = (id: ShardId): Promise<OpenShard> => {
    let shard = opened.get(id)
    if (!shard) {
      shard = openFromCache(replica, id).then(async (open) => {
        await maskShard(replica, id, open.shard)
        return open
      })
      opened.set(id, shard)
      shard.catch(() => opened.delete(id))
    }
    return shard
  }

  return {
    open: async (id) => (await openOnce(id)).shard,
    async drop(id) {
      const entry = opened.get(id)
      opened.delete(id)
      if (!entry) return
      const { shard, cache } = await entry
      await cache.detach().catch(() => undefined)
      shard.doc.destroy()
    },
    async close() {
      for (const entry of opened.values()) await (await entry).cache.detach()
      opened.clear()
    },
  }
}

/**
 * Opens a shard from its cache and measures it against the journal: behind is topped up, ahead is discarded.
 * A cache that is ahead holds a write whose transaction failed, which nobody was told had been saved.
 */
async function openFromCache(replica: Replica, id: ShardId): Promise<OpenShard> {
  const checkpoint = await replica.database.shards.get(id)
  const first = await attach(replica, id)
  if (!isAhead(first.shard, checkpoint)) {
    await topUp(replica, id, first.shard, checkpoint)
    if (isExact(first.shard, checkpoint)) return first
  }
  await first.cache.discard()
  first.shard.doc.destroy()
  const second = await attach(replica, id)
  await topUp(replica, id, second.shard, checkpoint)
  if (!isExact(second.shard, checkpoint))
    throw new Error(`the journal of ${id} does not give its own checkpoint`)
  return second
}

async function attach(replica: Replica, id: ShardId): Promise<OpenShard> {
  const doc = new Y.Doc({ guid: id })
  const cache = await replica.cache.attach(id, doc)
  return { shard: openShard(doc, replica.device), cache }
}

function isAhead(shard: Shard, checkpoint: ShardRow | undefined): boolean {
  for (const [client, clock] of shard.clocks()) if (clock > (checkpoint?.clocks[client] ?? 0)) return true
  return false
}

/** A hole in the cache hides later structs as pending; filled up, they would be there without ever being saved. */
function isExact(shard: Shard, checkpoint: ShardRow | undefined): boolean {
  return !shard.hasPending() && !isAhead(shard, checkpoint) && !isBehind(shard, checkpoint)
}

const isBehind = (shard: Shard, checkpoint: ShardRow | undefined): boolean =>
  Object.entries(checkpoint?.clocks ?? {}).some(([client, clock]) => shard.clockOf(Number(client)) < clock)

async function topUp(
  replica: Replica,
  id: ShardId,
  shard: Shard,
  checkpoint: ShardRow | undefined,
): Promise<void> {
  if (!isBehind(shard, checkpoint)) return
  const rows = await replica.database.envelopes
    .where('[shard+received]')
    .between([id, 0], [id, Infinity])
    .toArray()
  for (const row of rows) {
    if (row.client === undefined || row.clockEnd === undefined || row.clockEnd <= shard.clockOf(row.client))
      continue
    shard.apply(unwrap(await openJournalRow(replica, row)))
  }
}

/** Opens an envelope of our own journal; it passed the gate, so failing here means a damaged disk. */
export async function openJournalRow(replica: Replica, row: Parameters<typeof rowToEnvelope>[0]) {
  const envelope = rowToEnvelope(row)
  const key = replica.keyring.key(
    envelope.header.compartment,
    envelope.header.keyEpoch,
    envelope.header.owner,
  )
  if (!key) throw new Error(`no key for ${envelope.header.compartment}.${envelope.header.keyEpoch}`)
  return openEnvelope(envelope, key)
}
