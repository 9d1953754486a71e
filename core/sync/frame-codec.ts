import { concat, fromUtf8, utf8, type Bytes } from '../model/bytes.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { maxFrameBytes } from './link.ts'

/**
 * A frame as bytes, for carriers that know only bytes: plain JSON data with `Uint8Array`s anywhere in it. Layout, all
 * numbers 32 bits big-endian: number of parts, length of the JSON, length of each part, JSON, parts. In the JSON a part
 * stands as `{"\0": index}`, in the order of the parts. What JSON leaves out (`undefined`) is left out here too.
 */
const mark = '\0'
const maxParts = 2048
const maxDepth = 40

/** Throws on what is no frame (a Map, a BigInt, too large): that is a bug of the sender's own. */
export function encodeFrame(frame: unknown): Bytes {
  const parts: Uint8Array[] = []
  const json = utf8(JSON.stringify(marked(frame, parts, 0)))
  const head = new DataView(new ArrayBuffer(8 + parts.length * 4))
  head.setUint32(0, parts.length)
  head.setUint32(4, json.length)
  parts.forEach((part, index) => head.setUint32(8 + index * 4, part.length))
  const bytes = concat(new Uint8Array(head.buffer), json, ...parts)
  if (bytes.length > maxFrameBytes || parts.length > maxParts) throw new RangeError('frame too large')
  return bytes
}

/** Refuses whatever `encodeFrame` would not have written; the parts are views of the given bytes. */
export function decodeFrame(bytes: Bytes): Result<unknown, { readonly type: 'NotAFrame' }> {
  const nonsense = problem('NotAFrame')
  if (bytes.length < 8 || bytes.length > maxFrameBytes) return nonsense
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0)
  let at = 8 + count * 4
  if (count > maxParts || at > bytes.length) return nonsense
  const next = (length: number) => bytes.subarray(at, (at += length))
  const json = next(view.getUint32(4))
  const parts = Array.from({ length: count }, (_, index) => next(view.getUint32(8 + index * 4)))
  if (at !== bytes.length) return nonsense
  try {
    const used = { count: 0 }
    const frame = unmarked(JSON.parse(fromUtf8(json)), parts, used, 0)
    return used.count === parts.length ? ok(frame) : nonsense
  } catch {
    // Bad UTF-8, bad JSON, a part named twice or never sent, nesting beyond any frame of ours.
    return nonsense
  }
}

function marked(value: unknown, parts: Uint8Array[], depth: number): unknown {
  if (value instanceof Uint8Array) return { [mark]: parts.push(value) - 1 }
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('no number of JSON')
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
      throw new TypeError('no data of a frame')
    return value
  }
  if (depth >= maxDepth) throw new RangeError('frame too deep')
  if (Array.isArray(value)) return value.map((item) => marked(item, parts, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('no plain data')
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [plainKey(key), marked(item, parts, depth + 1)]),
  )
}

function unmarked(value: unknown, parts: readonly Bytes[], used: { count: number }, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) throw new RangeError('frame too deep')
  if (Array.isArray(value)) return value.map((item) => unmarked(item, parts, used, depth + 1))
  const entries = Object.entries(value)
  if (entries[0]?.[0] === mark) {
    const part = parts[used.count]
    if (entries.length !== 1 || entries[0][1] !== used.count || !part) throw new TypeError('part out of turn')
    used.count += 1
    return part
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [plainKey(key), unmarked(item, parts, used, depth + 1)]),
  )
}

/** A key of ours is a name: none begins like a mark, and none reaches for a prototype. */
function plainKey(key: string): string {
  if (key.startsWith(mark) || key === '__proto__') throw new TypeError('no key of a frame')
  return key
}
