import type { Envelope } from '../journal/envelope.ts'
import type { DeviceId, EnvelopeHash, ShardId, KeyEpoch } from '../model/ids.ts'
import { err, ok, type Result } from '../model/result.ts'
import { projectionVersion } from '../projections/record-row.ts'
import type { DeviceRow, HistoryRow, MemberRow, QuarantineRow, RecordRow } from '../projections/rows.ts'
import { keepChunks, type ChunkUse } from './attachments/keep-chunks.ts'
import type { ChunkRow, HeadRow, MetaRow, NotInForceRow, RecordKeyRow, ShardRow } from './database.ts'
import { destroyKeys, type Erasure } from './erasure.ts'
import { useInvitation } from './use-invitation.ts'
import { addToDigest, emptyDigest, envelopeToRow } from './journal-rows.ts'
import { headAfter, type Replica } from './replica.ts'

export interface NotSaved {
  readonly type: 'NotSaved'
  /** The innermost name of the storage error. */
  readonly detail: { readonly why: string }
}

/** Everything that becomes durable together: envelopes, the rows they project to, history and checkpoints. */
export interface Commit {
  readonly envelopes: readonly {
    readonly envelope: Envelope
    readonly hash: EnvelopeHash
    readonly clock?: { readonly client: number; readonly clockEnd: number }
  }[]
  readonly records?: readonly RecordRow[]
  readonly history?: readonly (HistoryRow & { readonly shard: ShardId })[]
  readonly recordKeys?: readonly RecordKeyRow[]
  readonly devices?: readonly DeviceRow[]
  readonly members?: readonly MemberRow[]
  readonly meta?: readonly MetaRow[]
  /** Envelopes of which something does not count. */
  readonly notInForce?: readonly NotInForceRow[]
  /** Stored as others sent it, and not believed. */
  readonly quarantine?: readonly QuarantineRow[]
  readonly keyring?: readonly {
    readonly compartment: string
    readonly owner: string
    readonly epoch: KeyEpoch
    readonly enc: string
    readonly sealed: string
  }[]
  /** New chunks of attached files, and which of all chunks the changed records keep. */
  readonly chunks?: readonly ChunkRow[]
  readonly chunkUses?: readonly ChunkUse[]
  /** An invitation used up with it; it was open, or nothing of this happens. */
  readonly useInvitation?: { readonly id: string; readonly device: DeviceId; readonly at: number }
  /** Keys destroyed in the same transaction. */
  readonly erase?: readonly Erasure[]
}

/**
 * One strict transaction; only its completion may be called "saved". Everything that awaits cryptography is done
 * before it opens, since such an await would end it.
 */
export async function commitDurably(
  replica: Pick<Replica, 'database' | 'heads' | 'received' | 'rows' | 'counts' | 'durable'>,
  commit: Commit,
): Promise<Result<readonly EnvelopeHash[], NotSaved>> {
  const { database } = replica
  const hashed = commit.envelopes
  const heads = new Map<string, HeadRow>()
  for (const { envelope, hash } of hashed) {
    const head = headAfter(envelope, hash)
    heads.set(`${head.shard} ${head.device}`, head)
  }

  const records = commit.records ?? []
  const counts = replica.counts.after(await replica.rows.getAll(records.map(({ id }) => id)), records)

  const write = () =>
    database.transaction(
      'rw',
      tables.map((name) => database[name]),
      async () => {
        const shards = new Map<ShardId, ShardRow>()
        for (const id of new Set(hashed.map(({ envelope }) => envelope.header.shard))) {
          shards.set(
            id,
            (await database.shards.get(id)) ?? {
              shard: id,
              projectionVersion,
              clocks: {},
              digest: emptyDigest,
            },
          )
        }
        for (const { envelope, clock, hash } of hashed) {
          const { shard } = envelope.header
          const row = shards.get(shard)!
          shards.set(shard, {
            ...row,
            digest: addToDigest(row.digest, hash),
            clocks: clock ? { ...row.clocks, [clock.client]: clock.clockEnd } : row.clocks,
          })
        }
        await Promise.all([
          database.envelopes.bulkAdd(
            hashed.map(({ envelope, hash, clock }, index) =>
              envelopeToRow(envelope, hash, replica.received.last + 1 + index, clock),
            ),
          ),
          database.heads.bulkPut([...heads.values()]),
          database.shards.bulkPut([...shards.values()]),
          records.length > 0 ? database.records.bulkPut(records) : undefined,
          counts.length > 0 ? database.counts.bulkPut(counts) : undefined,
          commit.history?.length ? database.history.bulkPut(commit.history) : undefined,
          commit.recordKeys?.length ? database.recordKeys.bulkPut(commit.recordKeys) : undefined,
          // A device whose enrolment came to nothing is listed no longer.
          commit.devices && database.devices.clear().then(() => database.devices.bulkPut(commit.devices!)),
          commit.members && database.members.clear().then(() => database.members.bulkPut(commit.members!)),
          commit.notInForce?.length ? database.notInForce.bulkPut(commit.notInForce) : undefined,
          // What was refused once and stands now, since its refusal came to nothing.
          database.quarantine.bulkDelete(hashed.map(({ hash }) => hash)),
          commit.meta?.length ? database.meta.bulkPut(commit.meta) : undefined,
          commit.keyring?.length ? database.keyring.bulkPut(commit.keyring as never) : undefined,
        ])
        if (commit.quarantine?.length) await database.quarantine.bulkPut(commit.quarantine)
        if (commit.chunks?.length || commit.chunkUses?.length)
          await keepChunks(database, commit.chunks ?? [], commit.chunkUses ?? [])
        if (commit.useInvitation) await useInvitation(database, commit.useInvitation)
        for (const erasure of commit.erase ?? []) await destroyKeys(database, erasure)
      },
    )
  try {
    await write().catch((error: unknown) => {
      if (storageFault(error) !== 'InvalidStateError') throw error
      // Firefox gives up the connection when the disk was full; every later write would fail, room or not.
      database.close({ disableAutoOpen: false })
      return write()
    })
  } catch (error) {
    return err({ type: 'NotSaved', detail: { why: storageFault(error) } })
  }
  for (const head of heads.values()) replica.heads.put(head)
  replica.received.last += hashed.length
  replica.rows.put(records)
  replica.counts.put(counts)
  if (heads.size > 0) replica.durable.forEach((listener) => listener([...heads.values()]))
  return ok(hashed.map(({ hash }) => hash))
}

const tables = [
  'envelopes', 'heads', 'shards', 'records', 'counts', 'history', 'recordKeys', 'devices', 'members', 'meta', 'keyring', 'chunks', 'chunkUses',
  'quarantine', 'notInForce', 'invitations',
] as const // prettier-ignore

/** The innermost name of a storage error: `QuotaExceededError` hides inside Dexie's `AbortError`. */
export function storageFault(error: unknown): string {
  const { name, inner } = error as { name?: string; inner?: { name?: string } }
  return inner?.name ?? name ?? 'UnknownError'
}

/** Dexie's and the browser's own errors carry these names; anything else is a bug of ours. */
export const isStorageFault = (error: unknown): boolean =>
  /^(Quota|Abort|InvalidState|Unknown|DatabaseClosed|Timeout)\w*Error$/.test(
    (error as { name?: string }).name ?? '',
  )
