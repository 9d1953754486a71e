import { concat, equalBytes, fromUtf8, toHex, type Bytes } from '../../model/bytes.ts'
import { parse } from '../../model/shape.ts'
import { decodeParcel, type Parcel } from '../parcel.ts'
import {
  blockKinds,
  digestBytes,
  fileEndShape,
  fileHeaderShape,
  fileMagic,
  maxBlockBytes,
  type FileHeader,
} from './blocks.ts'

/**
 * What a file says, one after the other. `damaged` comes last, if at all: the bytes before it were in order, and what
 * they brought stands; `cutOff` is a file that ends before it says so, `notAFile` one that is something else.
 */
export type FilePart =
  | { readonly type: 'header'; readonly header: FileHeader }
  | { readonly type: 'parcel'; readonly parcel: Parcel; readonly bytes: number }
  | { readonly type: 'chunk'; readonly digest: string; readonly bytes: Bytes }
  /** A parcel that cannot be read; the next block may. */
  | { readonly type: 'unreadable' }
  | { readonly type: 'end' }
  | { readonly type: 'damaged'; readonly reason: 'notAFile' | 'otherVersion' | 'cutOff' | 'nonsense' }

/** Reads untrusted bytes as they come; holds no more than one block. */
export async function* readFile(parts: AsyncIterable<Uint8Array>): AsyncGenerator<FilePart, void, undefined> {
  const take = taker(parts)
  const magic = await take(fileMagic.length)
  if (!magic || !equalBytes(magic, fileMagic)) {
    const stem = fileMagic.subarray(0, fileMagic.length - 2)
    const isOurs = magic && equalBytes(magic.subarray(0, stem.length), stem)
    yield { type: 'damaged', reason: isOurs ? 'otherVersion' : 'notAFile' }
    return
  }
  let begun = false
  const count = { parcels: 0, chunks: 0 }
  for (;;) {
    const head = await take(5)
    if (!head) return yield { type: 'damaged', reason: 'cutOff' }
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0)
    if (length > maxBlockBytes) return yield { type: 'damaged', reason: 'nonsense' }
    const payload = await take(length)
    if (!payload) return yield { type: 'damaged', reason: 'cutOff' }
    const isHeader = head[4] === blockKinds.header
    if (isHeader === begun) return yield { type: 'damaged', reason: 'nonsense' }
    switch (head[4]) {
      case blockKinds.header: {
        const header = parse(fileHeaderShape, json(payload))
        if (!header.ok) return yield { type: 'damaged', reason: 'otherVersion' }
        begun = true
        yield { type: 'header', header: header.value }
        break
      }
      case blockKinds.parcel: {
        const parcel = decodeParcel(payload)
        count.parcels += 1
        yield parcel.ok ? { type: 'parcel', parcel: parcel.value, bytes: length } : { type: 'unreadable' }
        break
      }
      case blockKinds.chunk:
        if (length <= digestBytes) return yield { type: 'damaged', reason: 'nonsense' }
        count.chunks += 1
        yield {
          type: 'chunk',
          digest: toHex(payload.subarray(0, digestBytes)),
          bytes: payload.slice(digestBytes),
        }
        break
      case blockKinds.end: {
        const end = parse(fileEndShape, json(payload))
        const isWhole = end.ok && end.value.parcels === count.parcels && end.value.chunks === count.chunks
        yield isWhole && !(await take(1)) ? { type: 'end' } : { type: 'damaged', reason: 'nonsense' }
        return
      }
      default:
        return yield { type: 'damaged', reason: 'nonsense' }
    }
  }
}

/** Exactly so many bytes, however the parts are cut; undefined at the end. */
function taker(parts: AsyncIterable<Uint8Array>): (length: number) => Promise<Bytes | undefined> {
  const iterator = parts[Symbol.asyncIterator]()
  let held: Uint8Array[] = []
  let size = 0
  return async (length) => {
    while (size < length) {
      const next = await iterator.next()
      if (next.done) return undefined
      held.push(next.value)
      size += next.value.length
    }
    const whole = held.length === 1 ? held[0]! : concat(...held)
    held = whole.length > length ? [whole.subarray(length)] : []
    size -= length
    return whole.slice(0, length)
  }
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    // Refused by its shape.
    return undefined
  }
}
