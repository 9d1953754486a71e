import { argon2id } from 'hash-wasm'
import { importContentKey } from '../journal/envelope.ts'
import type { Bytes } from '../model/bytes.ts'

/** Characters, spaces at the ends not counted. */
export const shortestPassphrase = 10

export const isTooShort = (passphrase: string): boolean => [...passphrase.trim()].length < shortestPassphrase

/**
 * An AES-256-GCM key from a passphrase: Argon2id, 64 MiB, three passes (RFC 9106, second choice). The same words
 * typed on another keyboard are the same passphrase (NFKC). `salt`: 16 random bytes, kept beside what it seals.
 */
export async function passphraseKey(passphrase: string, salt: Bytes): Promise<CryptoKey> {
  const hash = await argon2id({
    password: passphrase.normalize('NFKC').trim(),
    salt,
    parallelism: 1,
    iterations: 3,
    memorySize: 64 * 1024,
    hashLength: 32,
    outputType: 'binary',
  })
  return importContentKey(hash)
}
