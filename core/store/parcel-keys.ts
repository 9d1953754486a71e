import type { EnvelopeHeader } from '../journal/envelope.ts'
import type { EnvelopeHash } from '../model/ids.ts'
import { keyIdOf, sealedIn, type Entry } from '../projections/entries.ts'
import type { Database, SealedKeyRow } from './database.ts'
import type { ParcelKey } from './parcel.ts'

/** Ids of the keys that sealed these values. */
export function keysNeeded(values: Iterable<Pick<Entry, 'value'>>): Set<string> {
  const needed = new Set<string>()
  for (const { value } of values) for (const text of sealedIn(value)) needed.add(keyIdOf(text))
  return needed
}

/** Rows of keys that came with an envelope, or undefined if one of them opens nothing in it: then it is no key of it. */
export function parcelKeyRows(
  keys: readonly ParcelKey[],
  header: EnvelopeHeader,
  hash: EnvelopeHash,
  values: Iterable<Pick<Entry, 'value'>>,
): readonly SealedKeyRow[] | undefined {
  if (keys.length === 0) return []
  const needed = keysNeeded(values)
  if (!keys.every(({ keyId }) => needed.has(keyId))) return undefined
  const { compartment, owner, keyEpoch } = header
  return keys.map((key) => ({ ...key, compartment, owner, epoch: keyEpoch, envelope: hash }))
}

/** Which keys go with which of these envelopes. */
export async function keysOfEnvelopes(
  { recordKeys }: Pick<Database, 'recordKeys'>,
  hashes: readonly EnvelopeHash[],
): Promise<ReadonlyMap<EnvelopeHash, readonly ParcelKey[]>> {
  const keys = new Map<EnvelopeHash, ParcelKey[]>()
  for (const row of await recordKeys.where('envelope').anyOf(hashes).toArray()) {
    if ('destroyed' in row) continue
    const { recordId, keyId, nonce, sealed } = row
    const found = keys.get(row.envelope)
    if (found) found.push({ recordId, keyId, nonce, sealed })
    else keys.set(row.envelope, [{ recordId, keyId, nonce, sealed }])
  }
  return keys
}
