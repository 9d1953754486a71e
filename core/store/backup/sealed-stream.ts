import type { Bytes } from '../../model/bytes.ts'

/** Plain bytes in a segment; only the last may hold fewer. */
export const segmentBytes = 1024 * 1024
const tagBytes = 16

/** Thrown while reading, since what is read comes piece by piece: a segment was changed, moved, left out or cut off. */
export class DamagedSegment extends Error {
  /** Segments that were in order before it. */
  readonly after: number
  constructor(after: number) {
    super(`segment ${after + 1} does not open`)
    this.name = 'DamagedSegment'
    this.after = after
  }
}

/**
 * Seals a stream a segment at a time, so that a large workspace never stands in memory whole. STREAM (Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015): the nonce counts the segments and says which is the last, so none can be
 * moved, left out or cut off unseen. Counting is only safe with a key that seals nothing else.
 */
export async function* sealSegments(
  plain: AsyncIterable<Uint8Array>,
  key: CryptoKey,
): AsyncGenerator<Bytes, void, undefined> {
  let count = 0
  for await (const { bytes, last } of segments(plain, segmentBytes)) {
    const iv = nonce(count++, last)
    yield new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes))
  }
}

/** Opens what `sealSegments` made. Nothing is yielded that was not sealed in this place. */
export async function* openSegments(
  sealed: AsyncIterable<Uint8Array>,
  key: CryptoKey,
): AsyncGenerator<Bytes, void, undefined> {
  let count = 0
  for await (const { bytes, last } of segments(sealed, segmentBytes + tagBytes)) {
    const iv = nonce(count, last)
    let plain: ArrayBuffer
    try {
      plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes)
    } catch {
      throw new DamagedSegment(count)
    }
    yield new Uint8Array(plain)
    count++
  }
}

/** Pieces of one length, the last marked; one empty last piece where there are no bytes at all. */
async function* segments(
  parts: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<{ readonly bytes: Bytes; readonly last: boolean }> {
  let filled = 0
  let segment = new Uint8Array(length)
  for await (const part of parts) {
    let at = 0
    while (at < part.length) {
      // Full only means "not the last" once another byte is there.
      if (filled === length) {
        yield { bytes: segment, last: false }
        segment = new Uint8Array(length)
        filled = 0
      }
      const taken = part.subarray(at, at + length - filled)
      segment.set(taken, filled)
      filled += taken.length
      at += taken.length
    }
  }
  yield { bytes: segment.slice(0, filled), last: true }
}

function nonce(count: number, last: boolean): Bytes {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  view.setUint32(7, count)
  bytes[11] = last ? 1 : 0
  return bytes
}
