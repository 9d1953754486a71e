import serialize from 'canonicalize'
import { utf8, type Bytes } from './bytes.ts'

/** RFC 8785 canonical JSON: equal values have equal bytes on every device. Throws on a value JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value)
  if (text === undefined) throw new TypeError('value has no JSON form')
  return text
}

export const canonicalBytes = (value: unknown): Bytes => utf8(canonicalJson(value))
