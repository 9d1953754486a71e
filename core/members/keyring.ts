import type { Device, PublicDevice } from '../journal/device.ts'
import type { Owner, SealedUnder } from '../journal/envelope.ts'
import { importContentKey } from '../journal/envelope.ts'
import { openSecret, readersKeyPair, sealSecret } from '../journal/hpke.ts'
import { concat, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { KeyEpoch, WorkspaceId } from '../model/ids.ts'
import type { Grant } from './operations.ts'

/**
 * The compartment keys this device may use, by epoch. `self` has a key for each member, named by its owner. Raw keys
 * stay in memory: grants carry them at rest.
 */
export interface Keyring {
  readonly key: (compartment: SealedUnder, epoch: KeyEpoch, owner?: Owner) => CryptoKey | undefined
  readonly latestEpoch: (compartment: SealedUnder, owner?: Owner) => KeyEpoch | undefined
  /** Opens a grant sealed to this device; false if it is not for us or does not open. */
  readonly accept: (grant: Grant) => Promise<boolean>
  /** Seals a key we hold to another device. */
  readonly grant: (compartment: SealedUnder, to: PublicDevice, owner?: Owner) => Promise<Grant | undefined>
  /** The pair guard events are sealed to; only holders of the guard key have its private half. */
  readonly guardReaders: () => Promise<
    { readonly epoch: KeyEpoch; readonly publicKey: string; readonly keys: CryptoKeyPair } | undefined
  >
}

export function createKeyring(workspace: WorkspaceId, device: Device): Keyring {
  const held = new Map<string, { raw: Bytes; key: CryptoKey }>()
  const latest = new Map<string, KeyEpoch>()
  let readers: ReturnType<Keyring['guardReaders']> | undefined

  return {
    key: (compartment, epoch, owner = '') => held.get(`${compartment}.${owner}.${epoch}`)?.key,
    latestEpoch: (compartment, owner = '') => latest.get(`${compartment}.${owner}`),
    async accept(grant) {
      const place = `${grant.compartment}.${grant.owner}`
      const name = `${place}.${grant.epoch}`
      if (held.has(name)) return true
      if (grant.to !== device.id) return false
      const opened = await openSecret(
        device.agreement,
        grant,
        grantPurpose(workspace, grant.compartment, grant.owner, grant.epoch),
      )
      // The epoch names its key: another key under that name is not the one meant.
      if (!opened.ok || (await keyEpochOf(numberOf(grant.epoch), opened.value)) !== grant.epoch) return false
      held.set(name, { raw: opened.value, key: await importContentKey(opened.value) })
      const known = latest.get(place)
      if (known === undefined || isLaterEpoch(grant.epoch, known)) latest.set(place, grant.epoch)
      if (grant.compartment === 'guard') readers = undefined
      return true
    },
    async grant(compartment, to, owner = '') {
      const epoch = latest.get(`${compartment}.${owner}`)
      const raw = epoch === undefined ? undefined : held.get(`${compartment}.${owner}.${epoch}`)?.raw
      return epoch === undefined || !raw
        ? undefined
        : sealGrant(workspace, compartment, epoch, raw, to, owner)
    },
    guardReaders() {
      const epoch = latest.get('guard.')
      const raw = epoch === undefined ? undefined : held.get(`guard..${epoch}`)?.raw
      if (epoch === undefined || !raw) return Promise.resolve(undefined)
      return (readers ??= readersKeyPair(raw).then((pair) => ({ epoch, ...pair })))
    },
  }
}

export async function sealGrant(
  workspace: WorkspaceId,
  compartment: SealedUnder,
  epoch: KeyEpoch,
  key: Uint8Array,
  to: PublicDevice,
  owner: Owner = '',
): Promise<Grant> {
  const secret = await sealSecret(to.agreeKey, key, grantPurpose(workspace, compartment, owner, epoch))
  return { compartment, owner, epoch, to: to.id, ...secret }
}

const grantPurpose = (
  workspace: WorkspaceId,
  compartment: SealedUnder,
  owner: Owner,
  epoch: KeyEpoch,
): string => `countersign/grant/1 ${workspace} ${compartment} ${owner} ${epoch}`

/** The name of a key: its epoch and what it is. */
export async function keyEpochOf(epoch: number, key: Uint8Array): Promise<KeyEpoch> {
  const id = await sha256(concat(utf8('countersign/key/1'), key))
  return `${epoch}-${toHex(id.subarray(0, 8))}` as KeyEpoch
}

const numberOf = (epoch: KeyEpoch): number => Number(epoch.slice(0, epoch.indexOf('-')))
/** Of two keys made for one epoch at the same time, every device goes on with the same one. */
const isLaterEpoch = (a: KeyEpoch, b: KeyEpoch): boolean =>
  numberOf(a) > numberOf(b) || (numberOf(a) === numberOf(b) && a > b)
