import { utf8 } from '../model/bytes.ts'
import type { Entry } from '../projections/entries.ts'
import { formatKey, isImmutable, type RecordKey } from '../projections/record-keys.ts'

/**
 * How a value stands in the CRDT. What is written once (base, revision) is one JSON text: a document of 100 000
 * records then loads without taking a million small strings apart, and a record is parsed when it is read.
 */
export const toStored = (key: RecordKey, value: unknown): unknown =>
  isImmutable(key) ? JSON.stringify(value) : value

/** Undefined for a text that is no JSON; the gate refuses it. */
export function fromStored(key: RecordKey, content: unknown): unknown {
  if (!isImmutable(key)) return content
  if (typeof content !== 'string' || isTooDeep(content)) return undefined
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Bytes of one key and its value: an envelope must hold at least one, and stay below a link's frame. */
export const largestEntry = 700 * 1024

/** About the bytes an entry takes in an update, never fewer. */
export const storedBytes = ({ key, value }: Entry): number =>
  utf8(formatKey(key)).length + utf8(JSON.stringify(value)).length + 64

const deepest = 64

/** A text nested thousands deep would end the program of whoever walks it. Counts brackets outside strings. */
function isTooDeep(json: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) return true
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return false
}
