import { openEnvelope, type Envelope } from '../journal/envelope.ts'
import type { EnvelopeHash } from '../model/ids.ts'
import { err, ok, type Result } from '../model/result.ts'
import { parseKey } from '../projections/record-keys.ts'
import type { NotSaved } from './arrivals.ts'
import { storageFault } from './durable-commit.ts'
import { parcelKeyRows } from './parcel-keys.ts'
import type { ParcelKey } from './parcel.ts'
import { rebuildShard } from './rebuild.ts'
import type { Replica } from './replica.ts'
import { readUpdate } from './read-update.ts'
import { fromStored } from './stored-value.ts'

/**
 * Keys for an envelope that is here already: whoever carried it first may have left them out. They are taken under
 * the same conditions, never over a destroyed one, and what was projected without them is made again. Resolves with
 * false if they are not the envelope's keys.
 */
export async function completeKeys(
  replica: Replica,
  envelope: Envelope,
  hash: EnvelopeHash,
  keys: readonly ParcelKey[],
): Promise<Result<boolean, NotSaved>> {
  const { database, vault, keyring } = replica
  const { compartment, keyEpoch, owner, shard } = envelope.header
  const known = await database.recordKeys.bulkGet(
    keys.map(({ recordId, keyId }): [typeof recordId, string] => [recordId, keyId]),
  )
  const missing = keys.filter((_, index) => known[index] === undefined)
  if (missing.length === 0) return ok(true)
  const key = keyring.key(compartment, keyEpoch, owner)
  const payload = key && (await openEnvelope(envelope, key))
  const update = payload?.ok ? readUpdate(payload.value, envelope.header.client) : undefined
  if (!update?.ok) return ok(false)
  const values = update.value.sets.flatMap(({ key: text, value }) => {
    const place = text === undefined ? undefined : parseKey(text)
    // An overwrite names no key; what is stored as one text is never overwritten.
    return value ? [{ value: place ? fromStored(place, value.content) : value.content }] : []
  })
  const rows = parcelKeyRows(missing, envelope.header, hash, values)
  const learned = rows && (await vault.learn(rows))
  if (!learned) return ok(false)
  try {
    await database.recordKeys.bulkAdd([...learned])
  } catch (error) {
    return err({ type: 'NotSaved', detail: { why: storageFault(error) } })
  } finally {
    for (const { recordId } of learned) vault.restore(recordId)
  }
  if (learned.length > 0) await rebuildShard(replica, shard)
  return ok(true)
}
