import { importContentKey } from '../../journal/envelope.ts'
import { chunkSize, type Attachment } from '../../model/attachment.ts'
import { fromHex, sha256, startSha256, toHex, type Bytes } from '../../model/bytes.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import { chunkNonce } from './chunk-nonce.ts'

/** Not all chunks are on this device, or one is not what its name says: then nothing of the file is given out. */
export type NotOpened = { readonly type: 'ChunkMissing' | 'ChunkDamaged' }

/**
 * The parts of a file, in order, once every one of them was checked: each chunk against its name, the seal, and the
 * whole against the file's own SHA-256. A flipped byte is an answer, never a picture.
 */
export async function openAttachment(
  { chunks, size, sha256: expected, key: rawKey }: Attachment,
  chunkOf: (digest: string) => Promise<Bytes | undefined>,
): Promise<Result<readonly Bytes[], NotOpened>> {
  if (chunks.length !== Math.ceil(size / chunkSize)) return problem('ChunkDamaged')
  const key = await importContentKey(fromHex(rawKey))
  const whole = startSha256()
  const parts: Bytes[] = []
  for (const [place, digest] of chunks.entries()) {
    const sealed = await chunkOf(digest)
    if (!sealed) return problem('ChunkMissing')
    if (toHex(await sha256(sealed)) !== digest) return problem('ChunkDamaged')
    const part = await unseal(key, place, sealed)
    if (!part) return problem('ChunkDamaged')
    whole.update(part)
    parts.push(part)
  }
  return toHex(whole.digest()) === expected ? ok(parts) : problem('ChunkDamaged')
}

async function unseal(key: CryptoKey, place: number, sealed: Bytes): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: chunkNonce(place) }, key, sealed),
    )
  } catch {
    // The seal does not hold: another key or another place. The caller says so.
    return undefined
  }
}
