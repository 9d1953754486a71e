import { decodeEnvelope, encodeEnvelope } from '../journal/envelope-codec.ts'
import { hashEnvelope, type Envelope } from '../journal/envelope.ts'
import type { EnvelopeHash } from '../model/ids.ts'
import { err, ok, type Result } from '../model/result.ts'
import { admit, type GateContext, type NotAdmitted, type RefusedReason } from './admit.ts'
import { createArrivals, type Arrivals, type NotSaved, type Taken } from './arrivals.ts'
import { storageFault } from './durable-commit.ts'
import { encodeParcel, type Parcel, type ParcelKey } from './parcel.ts'
import { completeKeys } from './complete-keys.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'
import { waitsFor } from './waits-for.ts'

export type Received =
  | { readonly type: 'admitted'; readonly hash: EnvelopeHash }
  | { readonly type: 'repeat'; readonly hash: EnvelopeHash }
  | { readonly type: 'waiting'; readonly hash: EnvelopeHash; readonly for: string }
  | {
      readonly type: 'refused'
      readonly hash?: EnvelopeHash
      readonly reason: RefusedReason | 'Unreadable' | 'BadKey'
    }

/**
 * Takes one envelope from a link, a file or a backup, with the keys that travel with it: decode, gate, one durable
 * transaction. What is refused is quarantined with its reason; what only lacks its past waits. Nothing is half applied.
 */
export async function receive(
  replica: Replica,
  shards: ShardSet,
  bytes: Uint8Array,
  keys: readonly ParcelKey[] = [],
): Promise<Result<Received, NotSaved>> {
  const received = await receiveMany(replica, shards, [{ envelope: bytes as Parcel['envelope'], keys }])
  return received.ok ? ok(received.value[0]!) : received
}

/**
 * Takes parcels in the order given. Each passes the gate by itself, on top of those before it; what is admitted
 * becomes durable in runs, and all of it before this resolves. If a run is not saved nothing of it happened: what was
 * durable before it stays, and everything may be offered again.
 */
export async function receiveMany(
  replica: Replica,
  shards: ShardSet,
  parcels: readonly Parcel[],
): Promise<Result<readonly Received[], NotSaved>> {
  const arrivals = createArrivals(replica, shards)
  const outcomes: Received[] = []
  try {
    for (const parcel of parcels) {
      const outcome = await take(replica, shards, arrivals, parcel)
      if (!outcome.ok) {
        await arrivals.drop()
        return outcome
      }
      outcomes.push(outcome.value)
    }
    const done = await arrivals.flush()
    return done.ok ? ok(outcomes) : done
  } catch (error) {
    // A bug of ours; memory must still not run ahead of the journal.
    await arrivals.drop()
    throw error
  }
}

async function take(
  replica: Replica,
  shards: ShardSet,
  arrivals: Arrivals,
  { envelope: bytes, keys }: Parcel,
): Promise<Result<Received, NotSaved>> {
  const decoded = decodeEnvelope(bytes)
  if (!decoded.ok) return ok({ type: 'refused', reason: 'Unreadable' })
  const envelope = decoded.value
  const hash = await hashEnvelope(envelope)
  const admitted = await admit(envelope, hash, gateOf(replica, shards, arrivals))
  if (!admitted.ok) {
    if (admitted.error.type === 'repeat' && keys.length > 0) {
      const flushed = await arrivals.flush()
      if (!flushed.ok) return flushed
      const completed = await completeKeys(replica, envelope, hash, keys)
      if (!completed.ok) return completed
      return ok(completed.value ? { type: 'repeat', hash } : { type: 'refused', hash, reason: 'BadKey' })
    }
    return setAside(replica, envelope, hash, keys, admitted.error)
  }
  const taken: Result<Taken, NotSaved> = await arrivals.add(envelope, hash, admitted.value, keys)
  if (!taken.ok) return taken
  if (taken.value.type === 'added') return ok({ type: 'admitted', hash })
  // The keys are not the envelope's own: another carrier may bring it with the right ones, so it is not set aside.
  if (taken.value.reason === 'BadKey') return ok({ type: 'refused', hash, reason: 'BadKey' })
  return setAside(replica, envelope, hash, keys, { type: 'refused', reason: taken.value.reason })
}

/** What the gate sees: the journal, and on top of it what was admitted and is about to be durable. */
export function gateOf(
  replica: Replica,
  shards: ShardSet,
  arrivals?: Pick<Arrivals, 'head' | 'hashAt'>,
): GateContext {
  return {
    workspace: replica.workspace,
    log: replica.log,
    keyring: replica.keyring,
    typeOfPrefix: replica.types.byPrefix,
    head: (shard, device) =>
      Promise.resolve(arrivals?.head(shard, device) ?? replica.heads.get(shard, device)),
    hashAt: async (shard, device, sequence) => {
      const arrived = arrivals?.hashAt(shard, device, sequence)
      if (arrived !== undefined) return arrived
      const head = replica.heads.get(shard, device)
      if (!head || sequence > head.sequence) return undefined
      return (await replica.database.envelopes.get([shard, device, sequence]))?.hash
    },
    shard: (shard) => shards.open(shard),
    now: replica.now,
  }
}

async function setAside(
  replica: Replica,
  envelope: Envelope,
  hash: EnvelopeHash,
  keys: readonly ParcelKey[],
  why: NotAdmitted,
): Promise<Result<Received, NotSaved>> {
  const { database } = replica
  const { shard, device } = envelope.header
  try {
    switch (why.type) {
      case 'repeat':
        return ok({ type: 'repeat', hash })
      case 'waiting':
        await replica.waiting.put({
          shard,
          bytes: encodeParcel({ envelope: encodeEnvelope(envelope), keys }),
          why: why.for,
          ...waitsFor(replica, envelope.header, why.for),
        })
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
