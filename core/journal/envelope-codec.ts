import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, equalBytes, fromUtf8, type Bytes } from '../model/bytes.ts'
import { isHybridTime } from '../model/hybrid-clock.ts'
import { isDeviceId, isHash, isKeyEpoch, isMemberId, isShardId, isWorkspaceId } from '../model/ids.ts'
import { compartments } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { parse, shape } from '../model/shape.ts'
import type { Envelope, EnvelopeHeader } from './envelope.ts'

/** Largest envelope on any link or in any file, in bytes: one frame. */
export const maxEnvelopeBytes = 1024 * 1024
const signatureLength = 64

const hex = (length: number) => shape.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))
const hash = shape.string().refine(isHash)

const headerShape = shape.strictObject({
  version: shape.literal(1),
  workspace: shape.string().refine(isWorkspaceId),
  compartment: shape.enum([...compartments, 'members']),
  owner: shape.union([shape.string().refine(isMemberId), shape.literal('')]),
  shard: shape.string().refine(isShardId),
  keyEpoch: shape.string().refine(isKeyEpoch),
  device: shape.string().refine(isDeviceId),
  client: shape.int().min(1).max(0xffffffff),
  sequence: shape.int().min(1),
  previous: shape.union([hash, shape.literal('')]),
  members: shape.array(hash).max(64),
  time: shape.string().refine(isHybridTime),
  kind: shape.enum(['change', 'event', 'member', 'grant']),
  nonce: hex(24),
  digest: hex(64),
  wraps: shape.union([hex(64), shape.literal('')]),
})

const wrapsShape = shape
  .array(
    shape.strictObject({
      to: shape.string().regex(/^(own|guard\.[1-9][0-9]{0,8}-[0-9a-f]{16})$/),
      enc: hex(64),
      sealed: shape.string().regex(/^[0-9a-f]{96}$/),
    }),
  )
  .max(64)

export type Unreadable = {
  readonly type: 'TooLarge' | 'Truncated' | 'BadHeader' | 'NotCanonical' | 'BadKeys'
}

/** Length-prefixed (big-endian 32 bit) header, ciphertext, signature and key wraps. */
export function encodeEnvelope(envelope: Envelope): Bytes {
  const header = canonicalBytes(envelope.header)
  const wraps = canonicalBytes(envelope.wraps ?? [])
  return concat(
    length(header),
    header,
    length(envelope.ciphertext),
    envelope.ciphertext,
    envelope.signature,
    length(wraps),
    wraps,
  )
}

/** Reads untrusted bytes. Time and memory are bounded by their length. */
export function decodeEnvelope(bytes: Uint8Array): Result<Envelope, Unreadable> {
  if (bytes.length > maxEnvelopeBytes) return problem('TooLarge')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (size: number): Bytes | undefined => {
    if (size > bytes.length - at) return undefined
    at += size
    return bytes.slice(at - size, at)
  }
  const takeBlock = (): Bytes | undefined => {
    if (bytes.length - at < 4) return undefined
    at += 4
    return take(view.getUint32(at - 4))
  }

  const headerBytes = takeBlock()
  const ciphertext = takeBlock()
  const signature = take(signatureLength)
  const wrapBytes = takeBlock()
  if (!headerBytes || !ciphertext || !signature || !wrapBytes || at !== bytes.length)
    return problem('Truncated')

  const header = readHeader(headerBytes)
  if (!header.ok) return header
  const wraps = parse(wrapsShape, json(wrapBytes))
  if (!wraps.ok) return problem('BadKeys')
  const envelope = { header: header.value, ciphertext, signature }
  return ok(wraps.value.length > 0 ? { ...envelope, wraps: wraps.value } : envelope)
}

/** Only the canonical form is a header: anything else would let one envelope have two hashes. */
export function readHeader(
  bytes: Uint8Array,
): Result<EnvelopeHeader, { readonly type: 'BadHeader' | 'NotCanonical' }> {
  const header = parse(headerShape, json(bytes))
  if (!header.ok) return problem('BadHeader')
  if (!equalBytes(canonicalBytes(header.value), bytes)) return problem('NotCanonical')
  return ok(header.value)
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return undefined
  }
}

function length(bytes: Uint8Array): Bytes {
  const prefix = new Uint8Array(4)
  new DataView(prefix.buffer).setUint32(0, bytes.length)
  return prefix
}
