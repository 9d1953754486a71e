import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { fromHex, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { DeviceId } from '../model/ids.ts'

/** What others know of a device. Keys are raw public keys in hex. */
export interface PublicDevice {
  readonly id: DeviceId
  /** Ed25519 (RFC 8032). */
  readonly signKey: string
  /** X25519 (RFC 7748). */
  readonly agreeKey: string
  /** The Yjs client id, bound to this device for ever; 32 bits. */
  readonly client: number
}

/** This replica's own keys. The private halves never leave WebCrypto: they are not extractable. */
export interface Device extends PublicDevice {
  readonly signing: CryptoKeyPair
  readonly agreement: CryptoKeyPair
}

export async function createDevice(): Promise<Device> {
  const signing = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const agreement = await crypto.subtle.generateKey('X25519', false, ['deriveBits'])
  const signKey = await rawPublicKey(signing)
  return {
    id: await deviceIdOf(signKey),
    signKey,
    agreeKey: await rawPublicKey(agreement),
    // Zero would read as "no client".
    client: (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) || 1,
    signing,
    agreement,
  }
}

/** First 16 bytes of SHA-256 over the signing key, in hex. */
export async function deviceIdOf(signKey: string): Promise<DeviceId> {
  return toHex((await sha256(fromHex(signKey))).subarray(0, 16)) as DeviceId
}

export async function signBytes(device: Device, bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', device.signing.privateKey, bytes as Bytes))
}

const verifyKeys = new Map<string, Promise<CryptoKey>>()

export async function verifyBytes(
  signKey: string,
  signature: Uint8Array,
  bytes: Uint8Array,
): Promise<boolean> {
  let key = verifyKeys.get(signKey)
  if (!key) {
    key = crypto.subtle.importKey('raw', fromHex(signKey), 'Ed25519', true, ['verify'])
    verifyKeys.set(signKey, key)
  }
  return crypto.subtle.verify('Ed25519', await key, signature as Bytes, bytes as Bytes)
}

/** Six words (66 bits, BIP-39 list) over any bytes: short enough to read aloud, too many to search while pairing. */
export async function sixWords(bytes: Uint8Array): Promise<readonly string[]> {
  return entropyToMnemonic(await sha256(bytes), wordlist)
    .split(' ')
    .slice(0, 6)
}

export const deviceWords = (device: PublicDevice): Promise<readonly string[]> =>
  sixWords(utf8(`countersign/device/1 ${device.signKey} ${device.agreeKey}`))

async function rawPublicKey(pair: CryptoKeyPair): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
}
