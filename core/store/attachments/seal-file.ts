import { chunkSize, type Attachment } from '../../model/attachment.ts'
import { importContentKey } from '../../journal/envelope.ts'
import { randomBytes, sha256, startSha256, toHex, type Bytes } from '../../model/bytes.ts'
import { problem, ok, type Result } from '../../model/result.ts'
import type { ChunkRow } from '../database.ts'
import { chunkNonce } from './chunk-nonce.ts'
import { cleanFileName, cleanMediaType } from './clean-name.ts'

/** The part of a File that is read. A page's File arrives here by structured clone, its bytes only when asked for. */
export interface GivenFile {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly slice: (start: number, end: number) => { readonly arrayBuffer: () => Promise<ArrayBuffer> }
}

export interface SealedFile {
  readonly attachment: Attachment
  readonly chunks: readonly ChunkRow[]
}

/**
 * A file as what a record says of it and its encrypted chunks, under a key made for it alone. Nothing is written.
 * `FileUnreadable`: it was moved, changed or is a folder; a browser tells only when it reads.
 */
export async function sealFile(
  file: GivenFile,
): Promise<Result<SealedFile, { readonly type: 'FileUnreadable' }>> {
  const raw = randomBytes(32)
  const key = await importContentKey(raw)
  const whole = startSha256()
  const chunks: ChunkRow[] = []
  for (let start = 0; start < file.size; start += chunkSize) {
    const plain = await read(file, start, Math.min(file.size, start + chunkSize))
    if (!plain) return problem('FileUnreadable')
    whole.update(plain)
    const iv = chunkNonce(chunks.length)
    const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
    chunks.push({ digest: toHex(await sha256(bytes)), bytes })
  }
  return ok({
    attachment: {
      name: cleanFileName(file.name),
      mediaType: cleanMediaType(file.type),
      size: file.size,
      sha256: toHex(whole.digest()),
      chunks: chunks.map(({ digest }) => digest),
      key: toHex(raw),
    },
    chunks,
  })
}

/** Undefined when the bytes are not all there. */
async function read(file: GivenFile, start: number, end: number): Promise<Bytes | undefined> {
  try {
    const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer())
    return bytes.length === end - start ? bytes : undefined
  } catch {
    // NotFoundError or NotReadableError: gone, changed since it was chosen, or a folder. The caller says so.
    return undefined
  }
}
