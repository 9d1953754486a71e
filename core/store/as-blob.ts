import type { Bytes } from '../model/bytes.ts'

const piecesInABlob = 16

/** A file from its pieces. They become blobs on the way, which a browser may keep on its disk. */
export async function asBlob(parts: AsyncIterable<Bytes>): Promise<Blob> {
  const blobs: Blob[] = []
  let pieces: Bytes[] = []
  for await (const part of parts) {
    pieces.push(part)
    if (pieces.length < piecesInABlob) continue
    blobs.push(new Blob(pieces))
    pieces = []
  }
  return new Blob([...blobs, ...pieces])
}
