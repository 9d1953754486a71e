import type { Device, PublicDevice } from '../../journal/device.ts'
import { createKeyring, type Keyring } from '../../members/keyring.ts'
import { grantShape, type Grant } from '../../members/operations.ts'
import type { Membership } from '../../members/membership.ts'
import { fromHex, randomBytes, toHex } from '../../model/bytes.ts'
import { compartments } from '../../model/record-type.ts'
import type { DeviceId, WorkspaceId } from '../../model/ids.ts'
import { shape, type ShapeOf } from '../../model/shape.ts'

/** Grants one backup may carry: every compartment, every member's own, every epoch. */
const mostKeys = 20_000

/**
 * Every compartment key a device holds, granted to a key pair made for one backup. Nothing needs to read raw keys out
 * of the keyring; whoever opens the backup has the pair, and grants the keys on to the new device.
 */
export const backupKeysShape = shape.strictObject({
  /** A device that exists in this backup only. */
  id: shape.string().regex(/^[0-9a-f]{32}$/),
  /** X25519, raw, hex. */
  publicKey: shape.string().regex(/^[0-9a-f]{64}$/),
  /** X25519, PKCS #8, hex. */
  privateKey: shape.string().regex(/^[0-9a-f]{90,200}$/),
  grants: shape.array(grantShape).max(mostKeys),
})
export type BackupKeys = ShapeOf<typeof backupKeysShape>

export async function packKeys(keyring: Keyring, membership: Membership): Promise<BackupKeys> {
  const pair = await crypto.subtle.generateKey('X25519', true, ['deriveBits'])
  const publicKey = toHex(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  const privateKey = toHex(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)))
  const id = toHex(randomBytes(16)) as DeviceId
  return {
    id,
    publicKey,
    privateKey,
    grants: await grantAll(keyring, membership, { id, agreeKey: publicKey }),
  }
}

/** The keys of a backup, granted to the device that restores it. A changed grant is left out, not believed. */
export async function unpackKeys(
  workspace: WorkspaceId,
  keys: BackupKeys,
  device: Pick<PublicDevice, 'id' | 'agreeKey'>,
): Promise<readonly Grant[]> {
  const keyring = await openKeys(workspace, keys)
  const grants: Grant[] = []
  for (const { compartment, owner, epoch } of keys.grants) {
    const grant = await keyring.grant(compartment, device, owner, epoch)
    if (grant) grants.push(grant)
  }
  return grants
}

async function openKeys(workspace: WorkspaceId, keys: BackupKeys): Promise<Keyring> {
  const publicKey = await crypto.subtle.importKey('raw', fromHex(keys.publicKey), 'X25519', true, [])
  const privateKey = await crypto.subtle.importKey('pkcs8', fromHex(keys.privateKey), 'X25519', false, [
    'deriveBits',
  ])
  const pair: Pick<Device, 'id' | 'agreement'> = {
    id: keys.id as DeviceId,
    agreement: { publicKey, privateKey },
  }
  const keyring = createKeyring(workspace, pair)
  for (const grant of keys.grants) await keyring.accept(grant)
  return keyring
}

async function grantAll(
  keyring: Keyring,
  { members }: Pick<Membership, 'members'>,
  to: Pick<PublicDevice, 'id' | 'agreeKey'>,
): Promise<Grant[]> {
  const shared = ['members' as const, ...compartments.filter((compartment) => compartment !== 'self')]
  const places = [
    ...shared.map((compartment) => [compartment, ''] as const),
    ...[...members.keys()].map((member) => ['self', member] as const),
  ]
  const grants: Grant[] = []
  for (const [compartment, owner] of places)
    for (const epoch of keyring.epochs(compartment, owner)) {
      const grant = await keyring.grant(compartment, to, owner, epoch)
      if (grant) grants.push(grant)
    }
  return grants
}
