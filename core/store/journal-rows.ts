import type { Envelope, EnvelopeHeader } from '../journal/envelope.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { fromHex, fromUtf8, toHex } from '../model/bytes.ts'
import type { EnvelopeHash } from '../model/ids.ts'
import type { EnvelopeRow } from './database.ts'

export function envelopeToRow(
  envelope: Envelope,
  hash: EnvelopeHash,
  received: number,
  clock?: { readonly client: number; readonly clockEnd: number },
): EnvelopeRow {
  const { shard, device, sequence, kind } = envelope.header
  return {
    shard,
    device,
    sequence,
    hash,
    received,
    kind,
    header: canonicalBytes(envelope.header),
    ciphertext: envelope.ciphertext,
    signature: envelope.signature,
    ...(envelope.wraps ? { wraps: envelope.wraps } : {}),
    ...clock,
  }
}

export function rowToEnvelope(row: EnvelopeRow): Envelope {
  return {
    // Our own row: it passed the gate before it was stored.
    header: JSON.parse(fromUtf8(row.header)) as EnvelopeHeader,
    ciphertext: row.ciphertext,
    signature: row.signature,
    ...(row.wraps ? { wraps: row.wraps } : {}),
  }
}

/** Order-free digest of a set of envelopes: XOR of their hashes, hex. */
export function addToDigest(digest: string, hash: EnvelopeHash): string {
  const sum = fromHex(digest)
  fromHex(hash).forEach((byte, at) => (sum[at]! ^= byte))
  return toHex(sum)
}

export const emptyDigest = '00'.repeat(32)
