import { isImmutable, type RecordKey } from '../projections/record-keys.ts'

/**
 * How a value stands in the CRDT. What is written once (base, revision) is one JSON text: a document of 100 000
 * records then loads without taking a million small strings apart, and a record is parsed when it is read.
 */
export const toStored = (key: RecordKey, value: unknown): unknown =>
  isImmutable(key) ? JSON.stringify(value) : value

/** Undefined for a text that is no JSON; the gate refuses it. */
export function fromStored(key: RecordKey, content: unknown): unknown {
  if (!isImmutable(key)) return content
  if (typeof content !== 'string') return undefined
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
