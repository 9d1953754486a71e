import { argon2id } from 'hash-wasm'
import { randomBytes, toHex, type Bytes } from '../model/bytes.ts'
import { importContentKey } from '../journal/envelope.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { Database, RecoveryMeta } from './database.ts'

export const shortestPassphrase = 10

/**
 * Seals the recovery key under a passphrase (Argon2id, 64 MiB, three passes: RFC 9106's second choice) and forgets
 * its open form. A new passphrase cannot replace an old one without the old: the open form is gone by then.
 */
export async function sealRecoveryKey(
  database: Database,
  passphrase: string,
  now: number,
): Promise<Result<null, { readonly type: 'PassphraseTooShort' | 'NothingToAnswer' | 'NotSaved' }>> {
  if ([...passphrase.trim()].length < shortestPassphrase) return problem('PassphraseTooShort')
  const row = await database.meta.get('recovery')
  if (row?.key !== 'recovery' || !row.open) return problem('NothingToAnswer')
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await importContentKey(await passphraseKey(passphrase, salt))
  const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, row.open))
  const sealed: RecoveryMeta = {
    key: 'recovery',
    sealed: { salt: toHex(salt), nonce: toHex(nonce), bytes },
    sealedAt: now,
  }
  try {
    await database.meta.put(sealed)
  } catch {
    return problem('NotSaved')
  }
  return ok(null)
}

async function passphraseKey(passphrase: string, salt: Bytes): Promise<Bytes> {
  const hash = await argon2id({
    password: passphrase.normalize('NFKC').trim(),
    salt,
    parallelism: 1,
    iterations: 3,
    memorySize: 64 * 1024,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(hash)
}
