import { acceptedThrough, concerns, memberShard, type Membership } from '../members/membership.ts'
import { eventShard } from '../events/build-event.ts'
import { err, ok, type Result } from '../model/result.ts'
import type { DeviceId, ShardId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { EnvelopeRow, HeadRow, MetaRow, ShardRow } from './database.ts'
import { isStorageFault, storageFault, type NotSaved } from './durable-commit.ts'
import { addToDigest, emptyDigest, rowToEnvelope } from './journal-rows.ts'
import { journalOf, makeRows, swapRows } from './rebuild.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'

/**
 * Brings the journal and its rows in line with the membership log: takes out what a removal no longer accepts and makes
 * the rows of shards again whose authors' roles changed. Shard by shard, each in one transaction; the log heads it was
 * done under are noted last, so that what was cut off half-way is done again at the next start.
 */
export async function bringInForce(replica: Replica, shards: ShardSet): Promise<Result<null, NotSaved>> {
  const heads = replica.log.heads()
  const now = replica.log.now()
  if (!now || replica.inForce.heads?.join() === heads.join()) return ok(null)
  const before = replica.inForce.heads && replica.log.at(replica.inForce.heads)
  try {
    const affected = affectedShards(replica, before, now)
    for (const [shard, cut] of affected) await settleShard(replica, shards, shard, cut)
    // Where nothing was affected an older note says the same.
    const note: MetaRow = { key: 'inForce', heads }
    if (affected.size > 0) await replica.database.meta.put(note)
  } catch (error) {
    if (!isStorageFault(error)) throw error
    return err({ type: 'NotSaved', detail: { why: storageFault(error) } })
  }
  replica.inForce.heads = heads
  return ok(null)
}

/** Device → the last sequence that stands; unlimited where only roles changed. */
type Cuts = Map<DeviceId, number>

function affectedShards(
  { heads, device: self }: Replica,
  before: Membership | undefined,
  now: Membership,
): Map<ShardId, Cuts> {
  const affected = new Map<ShardId, Cuts>()
  const add = (shard: ShardId, device: DeviceId, through: number): void =>
    void affected.set(shard, (affected.get(shard) ?? new Map<DeviceId, number>()).set(device, through))
  const changed = new Set(
    [...now.devices.keys()].filter((id) => !before || limitsOf(before, id) !== limitsOf(now, id)),
  )
  for (const { shard, device, sequence } of heads.all()) {
    if (shard === memberShard) continue
    const through = acceptedThrough(now, device, shard)
    // What this device wrote itself it never takes out: should the removal come to nothing, only it may have it.
    if (device !== self.id && sequence > through) add(shard, device, through)
    else if (shard !== eventShard && changed.has(device)) add(shard, device, Infinity)
  }
  return affected
}

/** The changes of roles that limit a device, and where: equal for two memberships that limit it alike. */
function limitsOf(membership: Membership, id: DeviceId): string {
  const device = membership.devices.get(id)
  const limits = [...membership.restrictions.values()].filter(
    (restriction) => restriction.roles && device && concerns(restriction, device),
  )
  return JSON.stringify(limits.map(({ operation, cuts }) => [operation, cuts.length]).sort())
}

async function settleShard(replica: Replica, shards: ShardSet, id: ShardId, cuts: Cuts): Promise<void> {
  const { database } = replica
  const journal = await journalOf(replica, id)
  const stands = ({ device, sequence }: EnvelopeRow): boolean => sequence <= (cuts.get(device) ?? Infinity)
  const kept = journal.filter(stands)
  const pruned = journal.filter((row) => !stands(row))
  const made = await makeRows(replica, id, kept)
  if (pruned.length === 0) {
    const known = await database.notInForce.where('shard').equals(id).toArray()
    const asText = (rows: typeof known) => JSON.stringify(rows.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)))
    if (asText(known) === asText(made.notInForce)) return
  }

  const heads = headsAfter(kept, new Set(pruned.map(({ device }) => device)))
  const at = replica.now()
  await swapRows(replica, id, made, {
    tables: [database.envelopes, database.heads, database.quarantine],
    async write() {
      const gone = pruned.map(({ device, sequence }): [ShardId, DeviceId, number] => [id, device, sequence])
      await database.envelopes.bulkDelete(gone)
      for (const { device, hash } of pruned) {
        await database.quarantine.put({ hash, shard: id, device, reason: 'RemovedDevice', at })
        if (!heads.has(device)) await database.heads.delete([id, device])
      }
      await database.heads.bulkPut([...heads.values()])
      const checkpoint = await database.shards.get(id)
      if (checkpoint) await database.shards.put({ ...checkpoint, ...checkpointOf(kept) })
    },
  })
  for (const { device } of pruned) {
    const head = heads.get(device)
    if (head) replica.heads.put(head)
    else replica.heads.delete(id, device)
  }
  // Its document holds what was taken out; the next open starts from the journal.
  await shards.drop(id)
  // Reviews count for events.
  if (id.startsWith('guard.') && id !== eventShard)
    await swapRows(
      replica,
      eventShard,
      await makeRows(replica, eventShard, await journalOf(replica, eventShard)),
    )
}

/** Heads of the devices that lost something. */
function headsAfter(kept: readonly EnvelopeRow[], devices: ReadonlySet<DeviceId>): Map<DeviceId, HeadRow> {
  const heads = new Map<DeviceId, HeadRow>()
  for (const row of kept) {
    const { shard, device, sequence, hash } = row
    if (!devices.has(device) || sequence < (heads.get(device)?.sequence ?? 0)) continue
    const time: HybridTime = rowToEnvelope(row).header.time
    heads.set(device, { shard, device, sequence, hash, time })
  }
  return heads
}

function checkpointOf(kept: readonly EnvelopeRow[]): Pick<ShardRow, 'clocks' | 'digest'> {
  const clocks: Record<number, number> = {}
  let digest = emptyDigest
  for (const { hash, client, clockEnd } of kept) {
    digest = addToDigest(digest, hash)
    if (client !== undefined && clockEnd !== undefined)
      clocks[client] = Math.max(clocks[client] ?? 0, clockEnd)
  }
  return { clocks, digest }
}
