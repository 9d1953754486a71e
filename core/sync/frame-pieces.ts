import { concat, type Bytes } from '../model/bytes.ts'
import { maxFrameBytes } from './link.ts'

/** What every browser takes as one message of a data channel, whoever is at the other end. */
export const pieceBytes = 64 * 1024
const prefixBytes = 4

/** A frame's bytes behind their length (32 bits, big-endian), cut into pieces for the wire. */
export function cutFrame(bytes: Uint8Array): Bytes[] {
  const prefix = new DataView(new ArrayBuffer(prefixBytes))
  prefix.setUint32(0, bytes.length)
  const whole = concat(new Uint8Array(prefix.buffer), bytes)
  return Array.from({ length: Math.ceil(whole.length / pieceBytes) }, (_, index) =>
    whole.slice(index * pieceBytes, (index + 1) * pieceBytes),
  )
}

/**
 * Puts frames together again from pieces in order, however they were cut on the way. Answers the frames a piece
 * completes, or undefined once a length cannot be a frame's: what follows has no meaning then.
 */
export function createAssembler(): (piece: Uint8Array) => readonly Bytes[] | undefined {
  const prefix = new Uint8Array(prefixBytes)
  let prefixed = 0
  let frame: Bytes | undefined
  let filled = 0

  return (piece) => {
    const done: Bytes[] = []
    for (let at = 0; at < piece.length;) {
      if (!frame) {
        prefix[prefixed++] = piece[at++]!
        if (prefixed < prefixBytes) continue
        const length = new DataView(prefix.buffer).getUint32(0)
        if (length === 0 || length > maxFrameBytes) return undefined
        frame = new Uint8Array(length)
        prefixed = filled = 0
        continue
      }
      const taken = piece.subarray(at, at + frame.length - filled)
      frame.set(taken, filled)
      at += taken.length
      filled += taken.length
      if (filled < frame.length) continue
      done.push(frame)
      frame = undefined
    }
    return done
  }
}
