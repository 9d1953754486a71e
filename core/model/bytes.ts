import { sha256 as hashHere } from '@noble/hashes/sha2.js'

export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const utf8 = (text: string): Bytes => encoder.encode(text)
/** Decodes UTF-8 and throws on a malformed sequence. */
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const hexDigits = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))
export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += hexDigits[byte]!
  return text
}

export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new RangeError('not lower-case hexadecimal')
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let at = 0; at < a.length; at++) difference |= a[at]! ^ b[at]!
  return difference === 0
}

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))

/** SHA-256 over bytes that come one part after the other. */
export const startSha256 = (): { update: (part: Uint8Array) => unknown; digest: () => Uint8Array } =>
  hashHere.create()

/** Below this, handing bytes to WebCrypto and back costs more than hashing them here. */
const worthHandingOver = 32 * 1024

export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  if (bytes.length < worthHandingOver) return new Uint8Array(hashHere(bytes))
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Bytes))
}
