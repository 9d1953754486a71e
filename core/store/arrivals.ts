import type { Envelope } from '../journal/envelope.ts'
import type { DeviceId, EnvelopeHash, RecordId, ShardId } from '../model/ids.ts'
import { prefixOf } from '../model/ids.ts'
import { ok, type Result } from '../model/result.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import { formatKey } from '../projections/record-keys.ts'
import { mergeRecord } from '../projections/merge-record.ts'
import type { HistoryRow, QuarantineRow, RecordRow } from '../projections/rows.ts'
import type { Admitted, RefusedReason } from './admit.ts'
import { chunksHeld } from './attachments/chunks-held.ts'
import type { ChunkUse } from './attachments/keep-chunks.ts'
import type { NotInForceRow, SealedKeyRow } from './database.ts'
import { commitOperations } from './append-operations.ts'
import { commitDurably, type Commit, type NotSaved } from './durable-commit.ts'
import { erasuresIn, type Erasure } from './erasure.ts'
import { newEvent, reviewedEvents } from './guard-events.ts'
import { parcelKeyRows } from './parcel-keys.ts'
import type { ParcelKey } from './parcel.ts'
import { projectHistory, projectRow } from './project.ts'
import { byRecord as entriesByRecord, notInForceRow, rebuildShard } from './rebuild.ts'
import { headAfter, type Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'

export type { NotSaved } from './durable-commit.ts'

/** Bytes and envelopes of one transaction: what a disk takes at once, and little enough to offer again if it does not. */
const mostEnvelopes = 200
const mostBytes = 4 * 1024 * 1024

export type Taken =
  { readonly type: 'added' } | { readonly type: 'refused'; readonly reason: RefusedReason | 'BadKey' }

/** Admitted envelopes on their way to the disk: in memory they count already, durable they are after `flush`. */
export interface Arrivals {
  /** May write what arrived before it. */
  readonly add: (
    envelope: Envelope,
    hash: EnvelopeHash,
    admitted: Admitted,
    keys: readonly ParcelKey[],
  ) => Promise<Result<Taken, NotSaved>>
  readonly flush: () => Promise<Result<null, NotSaved>>
  /** Forgets what is not durable, on disk and in memory. */
  readonly drop: () => Promise<void>
  readonly head: (
    shard: ShardId,
    device: DeviceId,
  ) => { readonly sequence: number; readonly hash: EnvelopeHash } | undefined
  readonly hashAt: (shard: ShardId, device: DeviceId, sequence: number) => EnvelopeHash | undefined
}

interface Run {
  readonly kind: 'change' | 'event'
  readonly envelopes: Commit['envelopes'][number][]
  bytes: number
  latest: HybridTime | undefined
  readonly records: Map<RecordId, { readonly shard: ShardId; readonly row?: RecordRow }>
  readonly history: (HistoryRow & { shard: ShardId })[]
  readonly keys: SealedKeyRow[]
  readonly erase: Erasure[]
  readonly quarantine: QuarantineRow[]
  readonly notInForce: NotInForceRow[]
  readonly shards: Set<ShardId>
  /** Records whose keys in memory are ahead of the disk. */
  readonly vaulted: Set<RecordId>
  /** Shards where a key came after values it opens: what was projected without it is made again. */
  readonly late: Set<ShardId>
}

export function createArrivals(replica: Replica, shards: ShardSet): Arrivals {
  let run: Run | undefined
  const heads = new Map<string, { readonly sequence: number; readonly hash: EnvelopeHash }>()
  const places = new Map<string, EnvelopeHash>()

  const forget = (): void => {
    run = undefined
    heads.clear()
    places.clear()
  }
  const drop = async (): Promise<void> => {
    const dropped = run
    forget()
    for (const record of dropped?.vaulted ?? []) replica.vault.restore(record)
    for (const shard of dropped?.shards ?? []) await shards.drop(shard)
  }

  const flush = async (): Promise<Result<null, NotSaved>> => {
    if (!run) return ok(null)
    const writing = run
    const done = await commitDurably(replica, await commitOf(replica, shards, writing))
    if (!done.ok) {
      await drop()
      return done
    }
    forget()
    if (writing.latest) replica.clock.observe(writing.latest)
    for (const shard of writing.late) await rebuildShard(replica, shard)
    return ok(null)
  }

  const start = async (kind: Run['kind']): Promise<Result<Run, NotSaved>> => {
    const isFull = run && (run.envelopes.length >= mostEnvelopes || run.bytes >= mostBytes)
    // A review counts for the events it finds on the disk, and events for the reviews they find there.
    if (run && (isFull || run.kind !== kind)) {
      const done = await flush()
      if (!done.ok) return done
    }
    run ??= newRun(kind)
    return ok(run)
  }
  const push = (
    to: Run,
    envelope: Envelope,
    hash: EnvelopeHash,
    clock?: { client: number; clockEnd: number },
  ) => {
    const { shard, device, sequence, time } = envelope.header
    to.envelopes.push({ envelope, hash, ...(clock ? { clock } : {}) })
    to.bytes += envelope.ciphertext.length
    heads.set(`${shard} ${device}`, headAfter(envelope, hash))
    places.set(`${shard} ${device} ${sequence}`, hash)
    if (to.latest === undefined || time > to.latest) to.latest = time
  }

  return {
    flush,
    drop,
    head: (shard, device) => heads.get(`${shard} ${device}`),
    hashAt: (shard, device, sequence) => places.get(`${shard} ${device} ${sequence}`),
    async add(envelope, hash, admitted, keys) {
      switch (admitted.kind) {
        case 'member': {
          // What follows is judged by the log with this operation in it, so it goes by itself.
          const done = await flush()
          return done.ok ? takeOperation(replica, shards, envelope, hash, admitted.operation) : done
        }
        case 'event': {
          const started = await start('event')
          if (!started.ok) return started
          await takeEvent(replica, started.value, envelope, hash)
          push(started.value, envelope, hash)
          return added
        }
        case 'change': {
          const rows = parcelKeyRows(keys, envelope.header, hash, admitted.keys)
          if (!rows) return badKey
          const started = await start('change')
          if (!started.ok) return started
          const learned = await replica.vault.learn(rows)
          if (!learned) return badKey
          await takeChange(replica, shards, started.value, envelope, hash, admitted, learned)
          push(started.value, envelope, hash, { client: envelope.header.client, clockEnd: admitted.clockEnd })
          return added
        }
      }
    },
  }
}

const added = ok<Taken>({ type: 'added' })
const badKey = ok<Taken>({ type: 'refused', reason: 'BadKey' })

const newRun = (kind: Run['kind']): Run => ({
  kind,
  envelopes: [],
  bytes: 0,
  latest: undefined,
  records: new Map(),
  history: [],
  keys: [],
  erase: [],
  quarantine: [],
  notInForce: [],
  shards: new Set(),
  vaulted: new Set(),
  late: new Set(),
})

async function takeOperation(
  replica: Replica,
  shards: ShardSet,
  envelope: Envelope,
  hash: EnvelopeHash,
  operation: Extract<Admitted, { kind: 'member' }>['operation'],
): Promise<Result<Taken, NotSaved>> {
  const judged = await replica.log.judge(hash, envelope.header, operation)
  if (!judged.ok) return ok({ type: 'refused', reason: 'NotEntitled' })
  const done = await commitOperations(replica, shards, [{ envelope, hash }], [judged.value])
  return done.ok ? added : done
}

async function takeEvent(replica: Replica, run: Run, envelope: Envelope, hash: EnvelopeHash): Promise<void> {
  const event = await newEvent(replica, envelope)
  const { shard, device } = envelope.header
  const reason =
    event.type === 'refused'
      ? event.reason
      : event.type === 'row' && run.records.has(event.row.id)
        ? ('RepeatedEvent' as const)
        : undefined
  if (event.type === 'row' && !reason) run.records.set(event.row.id, { shard, row: event.row })
  // The chain goes on with it, and everyone sees that it says what it may not.
  if (reason) run.quarantine.push({ hash, shard, device, reason, at: replica.now() })
}

/** Applies a change in memory and notes what it brings to the disk; its rows are projected when the run is written. */
async function takeChange(
  replica: Replica,
  shards: ShardSet,
  run: Run,
  envelope: Envelope,
  hash: EnvelopeHash,
  change: Extract<Admitted, { kind: 'change' }>,
  learned: readonly SealedKeyRow[],
): Promise<void> {
  const { shard: id, device } = envelope.header
  const shard = await shards.open(id)
  const counting = change.keys.filter(({ key }) => !change.withoutEffect.has(formatKey(key)))
  const byRecord = entriesByRecord(counting)
  const stood = new Map([...byRecord.keys()].map((record) => [record, shard.entriesOf(record)]))
  for (const row of learned) {
    run.keys.push(row)
    run.vaulted.add(row.recordId)
    if (stood.get(row.recordId)?.length) run.late.add(id)
  }
  run.shards.add(id)
  shard.apply(change.update, {
    keys: change.keys.map(({ key }) => formatKey(key)),
    withoutEffect: change.withoutEffect,
  })
  const { sequence } = envelope.header
  if (change.withoutEffect.size > 0)
    run.notInForce.push(notInForceRow({ hash, shard: id, device, sequence }, change.withoutEffect.size))
  for (const erasure of erasuresIn(counting)) {
    replica.vault.erase(erasure.record, erasure.keyIds)
    run.erase.push(erasure)
    run.vaulted.add(erasure.record)
  }

  const author = replica.author(device)
  let from = 0
  for (const [record, written] of byRecord) {
    const type = replica.types.byPrefix(prefixOf(record))
    if (!type) continue
    // A colleague's edit may come before the record itself: its line is kept, its value shows once that is there.
    const before = mergeRecord(stood.get(record) ?? [])
    run.history.push(
      ...(await projectHistory(replica, type, id, {
        id: record,
        before,
        written,
        author,
        envelope: hash,
        from,
      })),
    )
    from += written.length
    run.records.set(record, { shard: id })
  }
}

async function commitOf(replica: Replica, shards: ShardSet, run: Run): Promise<Commit> {
  const rows: RecordRow[] = []
  const chunkUses: ChunkUse[] = []
  for (const [record, { shard: id, row }] of run.records) {
    if (row) {
      rows.push(row)
      continue
    }
    const type = replica.types.byPrefix(prefixOf(record))
    const merged = type && mergeRecord((await shards.open(id)).entriesOf(record))
    if (!merged) continue
    rows.push(await projectRow(replica, type, id, merged))
    const digests = await chunksHeld(replica.vault, type, merged)
    if (digests) chunkUses.push({ record, digests })
  }
  return {
    envelopes: run.envelopes,
    records: run.kind === 'change' ? [...rows, ...(await reviewedEvents(replica, rows))] : rows,
    history: run.history,
    recordKeys: run.keys,
    quarantine: run.quarantine,
    notInForce: run.notInForce,
    chunkUses,
    erase: run.erase,
  }
}
