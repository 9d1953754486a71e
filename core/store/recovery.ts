import { fromHex, randomBytes, toHex, type Bytes } from '../model/bytes.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { Database, RecoveryMeta } from './database.ts'
import { isTooShort, passphraseKey } from './passphrase.ts'

/**
 * Seals the recovery key under a passphrase and forgets its open form. A new passphrase cannot replace an old one
 * without the old: the open form is gone by then.
 */
export async function sealRecoveryKey(
  database: Pick<Database, 'meta'>,
  passphrase: string,
  now: number,
): Promise<Result<null, { readonly type: 'PassphraseTooShort' | 'NothingToAnswer' | 'NotSaved' }>> {
  if (isTooShort(passphrase)) return problem('PassphraseTooShort')
  const row = await database.meta.get('recovery')
  if (row?.key !== 'recovery' || !row.open) return problem('NothingToAnswer')
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await passphraseKey(passphrase, salt)
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

/** The recovery key's private half, PKCS #8, once the passphrase it was sealed under is given. */
export async function openRecoveryKey(
  sealed: NonNullable<RecoveryMeta['sealed']>,
  passphrase: string,
): Promise<Result<Bytes, { readonly type: 'WrongPassphrase' }>> {
  const key = await passphraseKey(passphrase, fromHex(sealed.salt))
  try {
    const iv = fromHex(sealed.nonce)
    return ok(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.bytes)))
  } catch {
    return problem('WrongPassphrase')
  }
}
