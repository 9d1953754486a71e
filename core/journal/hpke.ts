import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromHex, toHex, utf8, type Bytes } from '../model/bytes.ts'
import { problem, ok, type Result } from '../model/result.ts'

/** RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** A small secret sealed to one X25519 public key. Hex, so that it is plain JSON. */
export interface SealedSecret {
  readonly enc: string
  readonly sealed: string
}

/** `purpose` binds the secret to its use: one sealed for another purpose does not open. */
export async function sealSecret(
  publicKey: string,
  secret: Uint8Array,
  purpose: string,
): Promise<SealedSecret> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromHex(publicKey).buffer)
  const { ct, enc } = await suite.seal(
    { recipientPublicKey, info: utf8(purpose).buffer },
    (secret as Bytes).slice().buffer,
  )
  return { enc: toHex(new Uint8Array(enc)), sealed: toHex(new Uint8Array(ct)) }
}

export async function openSecret(
  keys: CryptoKeyPair,
  secret: SealedSecret,
  purpose: string,
): Promise<Result<Bytes, { readonly type: 'CannotOpen' }>> {
  try {
    const plain = await suite.open(
      { recipientKey: keys, enc: fromHex(secret.enc).buffer, info: utf8(purpose).buffer },
      fromHex(secret.sealed).buffer,
    )
    return ok(new Uint8Array(plain))
  } catch {
    // A wrong key and a changed byte look alike on purpose.
    return problem('CannotOpen')
  }
}

/** The key pair that follows from a compartment's key: its holders can open what anyone seals to it. */
export async function readersKeyPair(
  compartmentKey: Uint8Array,
): Promise<{ readonly keys: CryptoKeyPair; readonly publicKey: string }> {
  const keys = await suite.kem.deriveKeyPair((compartmentKey as Bytes).slice().buffer)
  return { keys, publicKey: toHex(new Uint8Array(await suite.kem.serializePublicKey(keys.publicKey))) }
}
