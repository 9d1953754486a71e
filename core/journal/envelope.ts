import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, equalBytes, fromHex, randomBytes, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { DeviceId, EnvelopeHash, KeyEpoch, MemberId, ShardId, WorkspaceId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { Compartment } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { signBytes, verifyBytes, type Device, type PublicDevice } from './device.ts'
import type { SealedSecret } from './hpke.ts'

/**
 * `change`: a Yjs update of a shard · `event`: one immutable guard event · `member`: a membership operation · `grant`: one
 * that hands on keys and nothing else.
 */
export type EnvelopeKind = 'change' | 'event' | 'member' | 'grant'

/** The membership log is sealed like a compartment, and every device of the workspace may read it. */
export type SealedUnder = Compartment | 'members'

/** Whose `self` it is: each member's own compartment has its own key. Empty for every other compartment. */
export type Owner = MemberId | ''

export interface EnvelopeHeader {
  readonly version: 1
  readonly workspace: WorkspaceId
  readonly compartment: SealedUnder
  readonly owner: Owner
  readonly shard: ShardId
  readonly keyEpoch: KeyEpoch
  readonly device: DeviceId
  readonly client: number
  /** 1, 2, 3 … without a gap per device and shard. */
  readonly sequence: number
  /** The hash of this device's previous envelope in the shard; empty for the first. */
  readonly previous: EnvelopeHash | ''
  /** Heads of the membership log the author knew, sorted: the causal past that admission is judged by. */
  readonly members: readonly EnvelopeHash[]
  readonly time: HybridTime
  readonly kind: EnvelopeKind
  /** AES-GCM nonce, 12 bytes in hex. */
  readonly nonce: string
  /** SHA-256 of salt ‖ payload in hex: proves one payload later by revealing it, without revealing a key. */
  readonly digest: string
  /** Events: SHA-256 of the key wraps in hex, so that none is exchanged on the way; otherwise empty. Absent wraps stay valid. */
  readonly wraps: string
}

/** A signed, sealed unit of change. */
export interface Envelope {
  readonly header: EnvelopeHeader
  readonly ciphertext: Bytes
  /** Ed25519 over `signedBytes`. */
  readonly signature: Bytes
  /**
   * Events only: the content key, sealed to each reader. Outside the signature, because retention destroys
   * it while the header stays and the chain still verifies.
   */
  readonly wraps?: readonly KeyWrap[]
}

export interface KeyWrap extends SealedSecret {
  /** `guard.<epoch>` for the readers of a compartment; `own` for a device of the same person, without naming it. */
  readonly to: string
}

export const saltLength = 32

export type Draft = Omit<
  EnvelopeHeader,
  'version' | 'nonce' | 'digest' | 'wraps' | 'device' | 'client' | 'owner'
> & { readonly owner?: Owner }

/** Signs and seals. Do it before opening an IndexedDB transaction: awaiting WebCrypto would end that. */
export async function sealEnvelope(
  device: Device,
  draft: Draft,
  payload: Uint8Array,
  key: CryptoKey,

  wrapsFor?: (digest: string) => Promise<readonly KeyWrap[]>,
): Promise<Envelope> {
  const plaintext = concat(randomBytes(saltLength), payload)
  const nonce = randomBytes(12)
  const digest = toHex(await sha256(plaintext))
  const wraps = await wrapsFor?.(digest)
  const header: EnvelopeHeader = {
    ...draft,
    owner: draft.owner ?? '',
    version: 1,
    device: device.id,
    client: device.client,
    nonce: toHex(nonce),
    digest,
    wraps: wraps ? await wrapsDigest(wraps) : '',
  }
  const headerBytes = canonicalBytes(header)
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: headerBytes }, key, plaintext),
  )
  const signature = await signBytes(device, await signedBytes(headerBytes, await sha256(ciphertext)))
  return wraps ? { header, ciphertext, signature, wraps } : { header, ciphertext, signature }
}

/** What the header says of an event's key wraps. */
export const wrapsDigest = async (wraps: readonly KeyWrap[]): Promise<string> =>
  toHex(await sha256(canonicalBytes(wraps)))

/** Checks the signature against the key the membership log names for the device. */
export async function verifyEnvelope(envelope: Envelope, author: PublicDevice): Promise<boolean> {
  if (envelope.header.device !== author.id) return false
  if (envelope.wraps && (await wrapsDigest(envelope.wraps)) !== envelope.header.wraps) return false
  const bytes = await signedBytes(canonicalBytes(envelope.header), await sha256(envelope.ciphertext))
  return verifyBytes(author.signKey, envelope.signature, bytes)
}

/** Salt and payload, once the header, the seal and the digest agree. Laying it open proves the payload to others. */
export async function openPlaintext(
  envelope: Envelope,
  key: CryptoKey,
): Promise<Result<Bytes, { readonly type: 'CannotDecrypt' | 'DigestDiffers' }>> {
  let plaintext: Bytes
  try {
    const iv = fromHex(envelope.header.nonce)
    const additionalData = canonicalBytes(envelope.header)
    plaintext = new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, envelope.ciphertext),
    )
  } catch {
    return problem('CannotDecrypt')
  }
  const digest = await sha256(plaintext)
  if (plaintext.length < saltLength || !equalBytes(digest, fromHex(envelope.header.digest)))
    return problem('DigestDiffers')
  return ok(plaintext)
}

export async function openEnvelope(
  envelope: Envelope,
  key: CryptoKey,
): Promise<Result<Bytes, { readonly type: 'CannotDecrypt' | 'DigestDiffers' }>> {
  const plaintext = await openPlaintext(envelope, key)
  return plaintext.ok ? ok(plaintext.value.subarray(saltLength)) : plaintext
}

/** Names an envelope for ever; covers header and ciphertext, so a changed byte is another envelope. */
export async function hashEnvelope(envelope: Envelope): Promise<EnvelopeHash> {
  return hashOf(canonicalBytes(envelope.header), await sha256(envelope.ciphertext))
}

export async function hashOf(headerBytes: Uint8Array, ciphertextHash: Uint8Array): Promise<EnvelopeHash> {
  return toHex(await sha256(await signedBytes(headerBytes, ciphertextHash))) as EnvelopeHash
}

const domain = utf8('countersign/envelope/1')

export async function signedBytes(headerBytes: Uint8Array, ciphertextHash: Uint8Array): Promise<Bytes> {
  return concat(domain, await sha256(headerBytes), ciphertextHash)
}

export async function importContentKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw as Bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
