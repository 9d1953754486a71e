import type { Device, PublicDevice } from '../journal/device.ts'
import type { Owner, SealedUnder } from '../journal/envelope.ts'
import { importContentKey } from '../journal/envelope.ts'
import { openSecret, readersKeyPair, sealSecret } from '../journal/hpke.ts'
import type { Bytes } from '../model/bytes.ts'
import type { KeyEpoch, WorkspaceId } from '../model/ids.ts'
import { epochNumber, isLaterEpoch, keyEpochOf } from './epochs.ts'
import type { Membership } from './membership.ts'
import type { Grant } from './operations.ts'

export { keyEpochOf } from './epochs.ts'

/**
 * The compartment keys this device may use, by epoch. `self` has a key for each member, named by its owner. Raw keys
 * stay in memory: grants carry them at rest.
 */
export interface Keyring {
  readonly key: (compartment: SealedUnder, epoch: KeyEpoch, owner?: Owner) => CryptoKey | undefined
  /** The one to seal with: the latest that the log names. */
  readonly latestEpoch: (compartment: SealedUnder, owner?: Owner) => KeyEpoch | undefined
  /** Every epoch held of a place. */
  readonly epochs: (compartment: SealedUnder, owner?: Owner) => readonly KeyEpoch[]
  /** Opens a grant sealed to this device; false if it is not for us or does not open. */
  readonly accept: (grant: Grant) => Promise<boolean>
  /**
   * Takes what the log grants this device and goes on with the latest keys it names. A key whose grant came to nothing,
   * since who made it had been removed, opens what it sealed and seals nothing more.
   */
  readonly follow: (membership: Membership) => Promise<void>
  /** Seals a key we hold to another device; the latest, if no epoch is named. */
  readonly grant: (
    compartment: SealedUnder,
    to: Pick<PublicDevice, 'id' | 'agreeKey'>,
    owner?: Owner,
    epoch?: KeyEpoch,
  ) => Promise<Grant | undefined>
  /** The pair guard events are sealed to, now or in an epoch; only holders of the guard key have its private half. */
  readonly guardReaders: (
    epoch?: KeyEpoch,
  ) => Promise<
    { readonly epoch: KeyEpoch; readonly publicKey: string; readonly keys: CryptoKeyPair } | undefined
  >
}

export function createKeyring(workspace: WorkspaceId, device: Pick<Device, 'id' | 'agreement'>): Keyring {
  const held = new Map<string, { raw: Bytes; key: CryptoKey }>()
  const latest = new Map<string, KeyEpoch>()
  const readers = new Map<KeyEpoch, ReturnType<Keyring['guardReaders']>>()

  const hold = async (grant: Grant): Promise<boolean> => {
    const name = `${grant.compartment}.${grant.owner}.${grant.epoch}`
    if (held.has(name)) return true
    if (grant.to !== device.id) return false
    const opened = await openSecret(
      device.agreement,
      grant,
      grantPurpose(workspace, grant.compartment, grant.owner, grant.epoch),
    )
    // The epoch names its key: another key under that name is not the one meant.
    if (!opened.ok || (await keyEpochOf(epochNumber(grant.epoch), opened.value)) !== grant.epoch) return false
    held.set(name, { raw: opened.value, key: await importContentKey(opened.value) })
    return true
  }
  const goOnWith = (place: string, epoch: KeyEpoch): void => {
    const known = latest.get(place)
    if (known === undefined || isLaterEpoch(epoch, known)) latest.set(place, epoch)
  }
  const epochs = (place: string): KeyEpoch[] =>
    [...held.keys()].flatMap((name) =>
      name.startsWith(`${place}.`) ? [name.slice(place.length + 1) as KeyEpoch] : [],
    )

  return {
    key: (compartment, epoch, owner = '') => held.get(`${compartment}.${owner}.${epoch}`)?.key,
    latestEpoch: (compartment, owner = '') => latest.get(`${compartment}.${owner}`),
    epochs: (compartment, owner = '') => epochs(`${compartment}.${owner}`),
    async accept(grant) {
      if (!(await hold(grant))) return false
      goOnWith(`${grant.compartment}.${grant.owner}`, grant.epoch)
      return true
    },
    async follow({ grants, founder }) {
      const named = new Map<string, Set<KeyEpoch>>()
      for (const grant of grants) {
        if (grant.to === device.id) await hold(grant)
        const place = `${grant.compartment}.${grant.owner}`
        named.set(place, (named.get(place) ?? new Set()).add(grant.epoch))
      }
      latest.clear()
      for (const name of held.keys()) {
        const [compartment, owner, epoch] = name.split('.') as [string, string, KeyEpoch]
        const place = `${compartment}.${owner}`
        // The founder's first keys are older than the log: their grants are sealed for the id that genesis gives it.
        const isFirst = epochNumber(epoch) === 1 && (owner === '' || owner === founder.member)
        if (isFirst || named.get(place)?.has(epoch)) goOnWith(place, epoch)
      }
    },
    async grant(compartment, to, owner = '', epoch = latest.get(`${compartment}.${owner}`)) {
      const raw = epoch === undefined ? undefined : held.get(`${compartment}.${owner}.${epoch}`)?.raw
      return epoch === undefined || !raw
        ? undefined
        : sealGrant(workspace, compartment, epoch, raw, to, owner)
    },
    guardReaders(epoch = latest.get('guard.')) {
      const raw = epoch === undefined ? undefined : held.get(`guard..${epoch}`)?.raw
      if (epoch === undefined || !raw) return Promise.resolve(undefined)
      let pair = readers.get(epoch)
      if (!pair) readers.set(epoch, (pair = readersKeyPair(raw).then((keys) => ({ epoch, ...keys }))))
      return pair
    },
  }
}

export async function sealGrant(
  workspace: WorkspaceId,
  compartment: SealedUnder,
  epoch: KeyEpoch,
  key: Uint8Array,
  to: Pick<PublicDevice, 'id' | 'agreeKey'>,
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
