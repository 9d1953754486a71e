import { maxEnvelopeBytes } from '../journal/envelope-codec.ts'
import { concat, fromHex, fromUtf8, toHex, utf8, type Bytes } from '../model/bytes.ts'
import { isRecordId, type RecordId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { keyIdLength } from '../projections/entries.ts'

/**
 * What links, files and backups carry: an envelope and the record keys that came into being with it. The keys stand
 * outside the chain, since they can be destroyed; each is sealed under the key its envelope is sealed under.
 */
export interface Parcel {
  /** As `encodeEnvelope` gives it. */
  readonly envelope: Bytes
  readonly keys: readonly ParcelKey[]
}

/** A record's key; compartment, owner and epoch are those of its envelope. Hex. */
export interface ParcelKey {
  readonly recordId: RecordId
  /** The beginning of SHA-256 over the key itself. */
  readonly keyId: string
  readonly nonce: string
  readonly sealed: string
}

/** Largest parcel on any link or in any file, in bytes: with what a frame says besides, it fits one. */
export const maxParcelBytes = maxEnvelopeBytes - 16 * 1024

const keyIdBytes = keyIdLength / 2
const nonceBytes = 12
/** AES-GCM of 32 bytes. */
const sealedBytes = 48
const fixedBytes = keyIdBytes + nonceBytes + sealedBytes

/** Envelope behind its length (big-endian 32 bit), then each key behind the length of its record's id (8 bit). */
export function encodeParcel({ envelope, keys }: Parcel): Bytes {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, envelope.length)
  const parts = keys.flatMap(({ recordId, keyId, nonce, sealed }) => {
    const id = utf8(recordId)
    return [Uint8Array.of(id.length), id, fromHex(keyId + nonce + sealed)]
  })
  return concat(length, envelope, ...parts)
}

/** Reads untrusted bytes; time and memory are bounded by their length. The envelope is read later, by the gate. */
export function decodeParcel(
  bytes: Uint8Array,
): Result<Parcel, { readonly type: 'TooLarge' | 'Truncated' | 'BadKeys' }> {
  if (bytes.length > maxParcelBytes) return problem('TooLarge')
  if (bytes.length < 4) return problem('Truncated')
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  if (size > bytes.length - 4) return problem('Truncated')
  const keys: ParcelKey[] = []
  const seen = new Set<string>()
  for (let at = 4 + size; at < bytes.length;) {
    const idEnd = at + 1 + bytes[at]!
    const end = idEnd + fixedBytes
    if (end > bytes.length) return problem('Truncated')
    const recordId = asciiOf(bytes.subarray(at + 1, idEnd))
    if (!isRecordId(recordId)) return problem('BadKeys')
    const keyId = toHex(bytes.subarray(idEnd, idEnd + keyIdBytes))
    if (seen.has(`${recordId} ${keyId}`)) return problem('BadKeys')
    seen.add(`${recordId} ${keyId}`)
    const nonceEnd = idEnd + keyIdBytes + nonceBytes
    const nonce = toHex(bytes.subarray(idEnd + keyIdBytes, nonceEnd))
    keys.push({ recordId, keyId, nonce, sealed: toHex(bytes.subarray(nonceEnd, end)) })
    at = end
  }
  return ok({ envelope: bytes.slice(4, 4 + size), keys })
}

function asciiOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    // Not text; the caller refuses what is no id.
    return ''
  }
}
