import type { Device, PublicDevice } from '../journal/device.ts'
import type { SealedUnder } from '../journal/envelope.ts'
import { importContentKey } from '../journal/envelope.ts'
import { openSecret, readersKeyPair, sealSecret } from '../journal/hpke.ts'
import { concat, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { KeyEpoch, WorkspaceId } from '../model/ids.ts'
import type { Grant } from './operations.ts'

/** The compartment keys this device may use, by epoch. Raw keys stay in memory: grants carry them at rest. */
export interface Keyring {
  readonly key: (compartment: SealedUnder, epoch: KeyEpoch) => CryptoKey | undefined
  readonly latestEpoch: (compartment: SealedUnder) => KeyEpoch | undefined
  /** Opens a grant sealed to this device; false if it is not for us or does not open. */
  readonly accept: (grant: Grant) => Promise<boolean>
  /** Seals a key we hold to another device. */
  readonly grant: (compartment: SealedUnder, to: PublicDevice) => Promise<Grant | undefined>
  /** The pair guard events are sealed to; only holders of the guard key have its private half. */
  readonly guardReaders: () => Promise<
    { readonly epoch: KeyEpoch; readonly publicKey: string; readonly keys: CryptoKeyPair } | undefined
  >
}

export function createKeyring(workspace: WorkspaceId, device: Device): Keyring {
  const held = new Map<string, { raw: Bytes; key: CryptoKey }>()
  const latest = new Map<SealedUnder, KeyEpoch>()
  let readers: ReturnType<Keyring['guardReaders']> | undefined

  return {
    key: (compartment, epoch) => held.get(`${compartment}.${epoch}`)?.key,
    latestEpoch: (compartment) => latest.get(compartment),
    async accept(grant) {
      const name = `${grant.compartment}.${grant.epoch}`
      if (held.has(name)) return true
      if (grant.to !== device.id) return false
      const opened = await openSecret(
        device.agreement,
        grant,
        grantPurpose(workspace, grant.compartment, grant.epoch),
      )
      // The epoch names its key: another key under that name is not the one meant.
      if (!opened.ok || (await keyEpochOf(numberOf(grant.epoch), opened.value)) !== grant.epoch) return false
      held.set(name, { raw: opened.value, key: await importContentKey(opened.value) })
      const known = latest.get(grant.compartment)
      if (known === undefined || isLaterEpoch(grant.epoch, known)) latest.set(grant.compartment, grant.epoch)
      if (grant.compartment === 'guard') readers = undefined
      return true
    },
    async grant(compartment, to) {
      const epoch = latest.get(compartment)
      const raw = epoch === undefined ? undefined : held.get(`${compartment}.${epoch}`)?.raw
      return epoch === undefined || !raw ? undefined : sealGrant(workspace, compartment, epoch, raw, to)
    },
    guardReaders() {
      const epoch = latest.get('guard')
      const raw = epoch === undefined ? undefined : held.get(`guard.${epoch}`)?.raw
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
): Promise<Grant> {
  const secret = await sealSecret(to.agreeKey, key, grantPurpose(workspace, compartment, epoch))
  return { compartment, epoch, to: to.id, ...secret }
}

const grantPurpose = (workspace: WorkspaceId, compartment: SealedUnder, epoch: KeyEpoch): string =>
  `countersign/grant/1 ${workspace} ${compartment} ${epoch}`

/** The name of a key: its epoch and what it is. */
export async function keyEpochOf(epoch: number, key: Uint8Array): Promise<KeyEpoch> {
  const id = await sha256(concat(utf8('countersign/key/1'), key))
  return `${epoch}-${toHex(id.subarray(0, 8))}` as KeyEpoch
}

const numberOf = (epoch: KeyEpoch): number => Number(epoch.slice(0, epoch.indexOf('-')))
/** Of two keys made for one epoch at the same time, every device goes on with the same one. */
const isLaterEpoch = (a: KeyEpoch, b: KeyEpoch): boolean =>
  numberOf(a) > numberOf(b) || (numberOf(a) === numberOf(b) && a > b)
