import type { Bytes } from '../../model/bytes.ts'

/** A chunk's place in its file. The key serves one file once, so a place is never sealed twice under it. */
export function chunkNonce(place: number): Bytes {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setUint32(8, place)
  return nonce
}
