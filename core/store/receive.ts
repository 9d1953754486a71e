import { decodeEnvelope, encodeEnvelope } from '../journal/envelope-codec.ts'
import { hashEnvelope, type Envelope } from '../journal/envelope.ts'
import type { EnvelopeHash, RecordId, ShardId } from '../model/ids.ts'
import { prefixOf } from '../model/ids.ts'
import { err, ok, type Result } from '../model/result.ts'
import type { Entry } from '../projections/entries.ts'
import { mergeRecord } from '../projections/merge-record.ts'
import type { HistoryRow, RecordRow } from '../projections/rows.ts'
import { chunksHeld } from './attachments/chunks-held.ts'
import type { ChunkUse } from './attachments/keep-chunks.ts'
import { admit, type Admitted, type GateContext, type NotAdmitted, type RefusedReason } from './admit.ts'
import { erasuresIn, type Erasure } from './erasure.ts'
import { commitDurably, storageFault } from './durable-commit.ts'
import { newEvent, reviewedEvents } from './guard-events.ts'
import { membershipRows } from './membership-rows.ts'
import { projectHistory, projectRow } from './project.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'

export type Received =
  | { readonly type: 'admitted'; readonly hash: EnvelopeHash }
  | { readonly type: 'repeat'; readonly hash: EnvelopeHash }
  | { readonly type: 'waiting'; readonly hash: EnvelopeHash; readonly for: string }
  | { readonly type: 'refused'; readonly hash?: EnvelopeHash; readonly reason: RefusedReason | 'Unreadable' }

/**
 * Takes one envelope from a link, a file or a backup: decode, gate, one durable transaction. What is refused is
 * quarantined with its reason; what only lacks its past waits. Nothing is half applied.
 */
export async function receive(
  replica: Replica,
  shards: ShardSet,
  bytes: Uint8Array,
): Promise<Result<Received, { readonly type: 'NotSaved'; readonly detail: { readonly why: string } }>> {
  const decoded = decodeEnvelope(bytes)
  if (!decoded.ok) return ok({ type: 'refused', reason: 'Unreadable' })
  const envelope = decoded.value
  const hash = await hashEnvelope(envelope)
  const admitted = await admit(envelope, hash, gateOf(replica, shards))
  if (!admitted.ok) return setAside(replica, envelope, hash, admitted.error)

  const stored = await store(replica, shards, envelope, hash, admitted.value)
  if (!stored.ok)
    return stored.error.type === 'refused'
      ? setAside(replica, envelope, hash, stored.error)
      : err(stored.error)
  return ok({ type: 'admitted', hash })
}

export function gateOf(replica: Replica, shards: ShardSet): GateContext {
  return {
    workspace: replica.workspace,
    log: replica.log,
    keyring: replica.keyring,
    typeOfPrefix: replica.types.byPrefix,
    head: (shard, device) => Promise.resolve(replica.heads.get(shard, device)),
    hashAt: async (shard, device, sequence) => {
      const head = replica.heads.get(shard, device)
      if (!head || sequence > head.sequence) return undefined
      return (await replica.database.envelopes.get([shard, device, sequence]))?.hash
    },
    shard: (shard) => shards.open(shard),
    now: replica.now,
  }
}

type StoreFault =
  | { readonly type: 'NotSaved'; readonly detail: { readonly why: string } }
  | Extract<NotAdmitted, { type: 'refused' }>

async function store(
  replica: Replica,
  shards: ShardSet,
  envelope: Envelope,
  hash: EnvelopeHash,
  admitted: Admitted,
): Promise<Result<EnvelopeHash, StoreFault>> {
  const { header } = envelope
  switch (admitted.kind) {
    case 'member': {
      const judged = await replica.log.judge(hash, header, admitted.operation)
      if (!judged.ok) return err({ type: 'refused', reason: 'NotEntitled' })
      const rows = await membershipRows(replica, replica.log.with(judged.value))
      const done = first(await commitDurably(replica, { envelopes: [{ envelope, hash }], ...rows }))
      if (done.ok) {
        replica.log.put(judged.value)
        // Those in force: a removed device grants nothing.
        for (const grant of replica.log.now()?.grants ?? []) await replica.keyring.accept(grant)
      }
      return done
    }
    case 'event': {
      const event = await newEvent(replica, envelope)
      const { shard, device } = header
      return first(
        await commitDurably(replica, {
          envelopes: [{ envelope, hash }],
          ...(event.type === 'row' ? { records: [event.row] } : {}),
          // The chain goes on with it, and everyone sees that it says what it may not.
          ...(event.type === 'refused'
            ? { quarantine: [{ hash, shard, device, reason: event.reason, at: replica.now() }] }
            : {}),
        }),
      )
    }
    case 'change': {
      const erase = erasuresIn(admitted.keys)
      const undo = async (): Promise<void> => {
        for (const { record } of erase) replica.vault.restore(record)
        await shards.drop(header.shard)
      }
      try {
        const done = first(await applyAdmitted(replica, shards, envelope, hash, admitted, erase))
        if (done.ok) replica.clock.observe(header.time)
        else await undo()
        return done
      } catch (error) {
        // A bug of ours; memory must still not run ahead of the journal.
        await undo()
        throw error
      }
    }
  }
}

async function applyAdmitted(
  replica: Replica,
  shards: ShardSet,
  envelope: Envelope,
  hash: EnvelopeHash,
  change: Extract<Admitted, { kind: 'change' }>,
  erase: readonly Erasure[],
) {
  const { shard: id, device, client } = envelope.header
  const shard = await shards.open(id)
  const byRecord = new Map<RecordId, Entry[]>()
  for (const entry of change.keys) {
    const written = byRecord.get(entry.key.record)
    if (written) written.push(entry)
    else byRecord.set(entry.key.record, [entry])
  }
  const before = new Map([...byRecord.keys()].map((record) => [record, mergeRecord(shard.entriesOf(record))]))
  shard.apply(change.update)
  for (const { record, keyIds } of erase) replica.vault.erase(record, keyIds)

  const history: (HistoryRow & { shard: ShardId })[] = []
  const rows: RecordRow[] = []
  const chunkUses: ChunkUse[] = []
  const author = replica.author(device)
  let from = 0
  for (const [record, written] of byRecord) {
    const type = replica.types.byPrefix(prefixOf(record))
    if (!type) continue
    // A colleague's edit may come before the record itself: its line is kept, its value shows once that is there.
    history.push(
      ...(await projectHistory(replica, type, id, {
        id: record,
        before: before.get(record),
        written,
        author,
        envelope: hash,
        from,
      })),
    )
    from += written.length
    const merged = mergeRecord(shard.entriesOf(record))
    if (!merged) continue
    rows.push(await projectRow(replica, type, id, merged))
    const digests = await chunksHeld(replica.vault, type, merged)
    if (digests) chunkUses.push({ record, digests })
  }
  return commitDurably(replica, {
    envelopes: [{ envelope, hash, clock: { client, clockEnd: change.clockEnd } }],
    records: [...rows, ...(await reviewedEvents(replica, rows))],
    history,
    chunkUses,
    erase,
  })
}

const first = (done: Awaited<ReturnType<typeof commitDurably>>) => (done.ok ? ok(done.value[0]!) : done)

async function setAside(
  replica: Replica,
  envelope: Envelope,
  hash: EnvelopeHash,
  why: NotAdmitted,
): Promise<Result<Received, { readonly type: 'NotSaved'; readonly detail: { readonly why: string } }>> {
  const { database } = replica
  const { shard, device } = envelope.header
  try {
    switch (why.type) {
      case 'repeat':
        return ok({ type: 'repeat', hash })
      case 'waiting':
        await replica.waiting.put({ hash, shard, bytes: encodeEnvelope(envelope), why: why.for })
        return ok({ type: 'waiting', hash, for: why.for })
      case 'refused':
        if ((await database.quarantine.count()) < maxQuarantined) {
          await database.quarantine.put({ hash, shard, device, reason: why.reason, at: replica.now() })
        }
        return ok({ type: 'refused', hash, reason: why.reason })
    }
  } catch (error) {
    return err({ type: 'NotSaved', detail: { why: storageFault(error) } })
  }
}

const maxQuarantined = 10_000

/** Offers waiting envelopes to the gate again; call it after something was admitted. Resolves with how many passed. */
export async function retryWaiting(replica: Replica, shards: ShardSet): Promise<number> {
  let passed = 0
  for (let progress = true; progress;) {
    progress = false
    for await (const row of replica.waiting.each()) {
      const received = await receive(replica, shards, row.bytes)
      if (!received.ok || received.value.type === 'waiting') continue
      await replica.waiting.delete(row)
      if (received.value.type === 'admitted') {
        passed++
        progress = true
      }
    }
  }
  return passed
}
