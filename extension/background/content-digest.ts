import { concat, fromHex, toHex } from '../../core/model/bytes.ts'

/**
 * First 12 hex digits of HMAC-SHA-256 over the files' SHA-256 digests, in order. The key never leaves this
 * device, so the digest says "the same file again" here and nothing to anyone else. Undefined when one was not read.
 */
export async function contentDigest(
  key: CryptoKey,
  sha256s: readonly (string | undefined)[],
): Promise<string | undefined> {
  const read = sha256s.filter((digest) => digest !== undefined)
  if (read.length === 0 || read.length < sha256s.length) return undefined
  const mac = await crypto.subtle.sign('HMAC', key, concat(...read.map(fromHex)))
  return toHex(new Uint8Array(mac)).slice(0, 12)
}

export function createDigestKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}
