import { problem, ok, type Result } from '../model/result.ts'

/**
 * Reads a Yjs v1 update without handing it to Yjs: strictly, in one pass, in time and memory bounded by its
 * length. Only what an honest device of ours writes has a form here: sets of keys in the root map. Everything
 * else (text, nested types, garbage-collection and skip structs, bare deletions) is refused by name.
 *
 * Why not `Y.decodeUpdate`: a few bytes with a huge count make it loop for hours (yjs #687). Here a count is
 * refused as soon as it exceeds the bytes that could fill it.
 */
export interface ReadUpdate {
  readonly client: number
  /** Clock of the first struct; an empty update has none. */
  readonly clock: number
  readonly clockEnd: number
  readonly sets: readonly ReadSet[]
  /** Ids whose content the update deletes: overwritten sets, never anything else. */
  readonly deleted: readonly { readonly clock: number; readonly length: number }[]
}

export interface ReadSet {
  readonly clock: number
  /** The key, where the set is the first of its key; otherwise the set it overwrites. */
  readonly key?: string
  readonly origin?: { readonly client: number; readonly clock: number }
  /** Absent when a later set of the same update already replaced it. */
  readonly value?: { readonly content: unknown }
}

export type UpdateRefused = {
  readonly type:
    | 'Malformed'
    | 'ManyClients'
    | 'ForeignClient'
    | 'ForbiddenStruct'
    | 'ForeignDeletion'
    | 'BareDeletion'
    | 'WrongRoot'
}

export const rootName = 'records'
const maxDepth = 32

export function readUpdate(bytes: Uint8Array, client: number): Result<ReadUpdate, UpdateRefused> {
  try {
    return read(createReader(bytes), client)
  } catch (error) {
    if (error instanceof Refusal) return problem(error.reason)
    throw error
  }
}

function read(reader: Reader, client: number): Result<ReadUpdate, UpdateRefused> {
  const blocks = reader.uint()
  if (blocks > 1) return problem('ManyClients')
  const sets: ReadSet[] = []
  let clock = 0
  let at = 0
  if (blocks === 1) {
    const count = reader.count()
    if (reader.uint() !== client) return problem('ForeignClient')
    at = clock = reader.uint()
    for (let index = 0; index < count; index++) {
      const set = readStruct(reader, at)
      sets.push(set.set)
      at += set.length
    }
  }

  const deleted: { clock: number; length: number }[] = []
  const deletingClients = reader.uint()
  if (deletingClients > 1) return problem('ForeignDeletion')
  if (deletingClients === 1) {
    if (reader.uint() !== client) return problem('ForeignDeletion')
    const count = reader.count()
    for (let index = 0; index < count; index++) deleted.push({ clock: reader.uint(), length: reader.uint() })
  }
  if (!reader.atEnd()) return problem('Malformed')
  if (!deletesOnlyOverwritten(sets, deleted, client, clock, at)) return problem('BareDeletion')
  return ok({ client, clock, clockEnd: at, sets, deleted })
}

const hasOrigin = 0x80
const hasRightOrigin = 0x40
const hasParentSub = 0x20
const contentKind = 0x1f
const contentDeleted = 1
const contentAny = 8

function readStruct(reader: Reader, clock: number): { set: ReadSet; length: number } {
  const info = reader.byte()
  const kind = info & contentKind
  if (kind !== contentAny && kind !== contentDeleted) throw new Refusal('ForbiddenStruct')
  // A set of a map key stands to the right of the one it overwrites and has nothing to its right.
  if (info & hasRightOrigin) throw new Refusal('ForbiddenStruct')

  let place: { key: string } | { origin: { client: number; clock: number } }
  if (info & hasOrigin) {
    place = { origin: { client: reader.uint(), clock: reader.uint() } }
  } else {
    if (reader.uint() !== 1) throw new Refusal('WrongRoot')
    if (reader.text() !== rootName) throw new Refusal('WrongRoot')
    if (!(info & hasParentSub)) throw new Refusal('ForbiddenStruct')
    place = { key: reader.text() }
  }
  if (kind === contentDeleted) {
    const length = reader.uint()
    if (length !== 1) throw new Refusal('ForbiddenStruct')
    return { set: { clock, ...place }, length }
  }
  if (reader.uint() !== 1) throw new Refusal('ForbiddenStruct')
  return { set: { clock, ...place, value: { content: reader.any(0) } }, length: 1 }
}

function deletesOnlyOverwritten(
  sets: readonly ReadSet[],
  deleted: readonly { readonly clock: number; readonly length: number }[],
  client: number,
  from: number,
  to: number,
): boolean {
  const overwritten = new Set<number>()
  for (const set of sets) {
    if (set.origin?.client === client) overwritten.add(set.origin.clock)
    if (!set.value && set.clock >= from && set.clock < to) overwritten.add(set.clock)
  }
  // A run is never longer than what this update overwrites, so the loop is bounded by its bytes.
  return deleted.every(({ clock, length }) => {
    if (length > overwritten.size) return false
    for (let at = clock; at < clock + length; at++) if (!overwritten.has(at)) return false
    return true
  })
}

class Refusal extends Error {
  readonly reason: UpdateRefused['type']
  constructor(reason: UpdateRefused['type']) {
    super(reason)
    this.reason = reason
  }
}

interface Reader {
  readonly byte: () => number
  readonly uint: () => number
  /** A count of things of at least one byte each. */
  readonly count: () => number
  readonly text: () => string
  readonly any: (depth: number) => unknown
  readonly atEnd: () => boolean
}

/** lib0 encoding, version 1: variable-length integers, strings and "any" values. */
function createReader(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let at = 0

  const take = (size: number): number => {
    if (size > bytes.length - at) throw new Refusal('Malformed')
    at += size
    return at - size
  }
  const byte = (): number => bytes[take(1)]!
  const uint = (): number => {
    let value = 0
    let factor = 1
    for (;;) {
      const part = byte()
      value += (part & 0x7f) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new Refusal('Malformed')
      if (part < 0x80) return value
      factor *= 128
    }
  }
  const int = (): number => {
    const first = byte()
    const sign = first & 0x40 ? -1 : 1
    let value = first & 0x3f
    if (first < 0x80) return sign * value
    let factor = 64
    for (;;) {
      const part = byte()
      value += (part & 0x7f) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new Refusal('Malformed')
      if (part < 0x80) return sign * value
      factor *= 128
    }
  }
  const count = (): number => {
    const value = uint()
    if (value > bytes.length - at) throw new Refusal('Malformed')
    return value
  }
  const text = (): string => {
    const size = count()
    const from = take(size)
    try {
      return decoder.decode(bytes.subarray(from, from + size))
    } catch {
      throw new Refusal('Malformed')
    }
  }
  const any = (depth: number): unknown => {
    if (depth > maxDepth) throw new Refusal('Malformed')
    const tag = byte()
    switch (tag) {
      case 127:
        return undefined
      case 126:
        return null
      case 125:
        return int()
      case 124:
        return view.getFloat32(take(4))
      case 123:
        return view.getFloat64(take(8))
      case 121:
        return false
      case 120:
        return true
      case 119:
        return text()
      case 118: {
        const size = count()
        const object: Record<string, unknown> = {}
        for (let index = 0; index < size; index++) {
          const key = text()
          // Own property even for `__proto__`: plain assignment would change the object's prototype instead.
          Object.defineProperty(object, key, {
            value: any(depth + 1),
            enumerable: true,
            configurable: true,
            writable: true,
          })
        }
        return object
      }
      case 117: {
        const size = count()
        const array: unknown[] = []
        for (let index = 0; index < size; index++) array.push(any(depth + 1))
        return array
      }
      default:
        throw new Refusal('Malformed')
    }
  }
  return { byte, uint, count, text, any, atEnd: () => at === bytes.length }
}
