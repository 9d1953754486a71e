import type { SealedUnder } from '../journal/envelope.ts'
import type { DeviceId, EnvelopeHash, KeyEpoch } from '../model/ids.ts'
import { compartments } from '../model/record-type.ts'
import { mayRead } from './access.ts'
import { coverable, isEntitled, mayHandOn } from './entitlement.ts'
import { epochNumber, isLaterEpoch } from './epochs.ts'
import { rolesOf, type Membership, type Restriction } from './membership.ts'
import type { Grant } from './operations.ts'

export type Place = Pick<Grant, 'compartment' | 'owner'>

/** What this device owes the others after a change of the membership. */
export interface Duties {
  /** An entitled device lacks an epoch; all of them, so that history is readable. */
  readonly grants: readonly (Place & { readonly epoch: KeyEpoch; readonly to: DeviceId })[]
  /** The latest key is with a device that may not have it any more, or there is none yet. */
  readonly rotate: readonly (Place & { readonly number: number; readonly to: readonly DeviceId[] })[]
  /** Removals and changes of roles whose author could not see what this device sees. */
  readonly cuts: readonly { readonly of: EnvelopeHash; readonly devices: readonly DeviceId[] }[]
}

/**
 * Follows from the log and the keys held, and from nothing else: several devices doing the same at once is harmless,
 * since a second grant says what the first did and concurrent keys keep their names.
 */
export function dutiesOf(
  membership: Membership,
  self: { readonly device: DeviceId; readonly held: (place: Place) => readonly KeyEpoch[] },
  /** Milliseconds since 1970. */
  at: number,
): Duties {
  const me = membership.devices.get(self.device)
  const roles = rolesOf(membership, self.device, at)
  if (!me || roles.length === 0) return { grants: [], rotate: [], cuts: [] }
  const grants: Duties['grants'][number][] = []
  const rotate: Duties['rotate'][number][] = []
  const holders = holdersOf(membership)
  for (const place of placesOf(membership)) {
    // Who only administers may hand on what they hold, and holds nothing new.
    if (!mayHandOn(roles, place, me.member) || !isEntitled(membership, me, place, at)) continue
    const known = holders.get(nameOf(place)) ?? new Map<KeyEpoch, Set<DeviceId>>()
    const entitled = [...membership.devices.values()].filter((device) =>
      isEntitled(membership, device, place, at),
    )
    const isFounders = place.owner === '' || place.owner === membership.founder.member
    for (const epoch of self.held(place)) {
      const isFirst = isFounders && epochNumber(epoch) === 1 && me.id === membership.founder.device
      const have = known.get(epoch) ?? (isFirst ? new Set([me.id]) : undefined)
      // Not in the log: its maker had been removed.
      if (!have) continue
      for (const { id } of entitled) if (!have.has(id)) grants.push({ ...place, epoch, to: id })
    }
    const latest = [...known.keys()].reduce<KeyEpoch | undefined>(
      (best, epoch) => (best === undefined || isLaterEpoch(epoch, best) ? epoch : best),
      undefined,
    )
    const may = new Set(entitled.map(({ id }) => id))
    const first = isFounders ? [membership.founder.device] : []
    const isLeaking = [...(latest === undefined ? first : known.get(latest)!)].some((id) => !may.has(id))
    // Their own `self` is begun by whose it is; everything else was begun by the founder.
    const isMissing = latest === undefined && !isFounders && place.owner === me.member
    const number = latest !== undefined ? epochNumber(latest) + 1 : isFounders ? 2 : 1
    if (isLeaking || isMissing) rotate.push({ ...place, number, to: [...may] })
  }
  return { grants, rotate, cuts: cutsOwed(membership, coverable(roles)) }
}

const nameOf = ({ compartment, owner }: Place): string => `${compartment}.${owner}`

function placesOf({ members }: Membership): Place[] {
  const shared = ['members' as const, ...compartments.filter((compartment) => compartment !== 'self')]
  const own = [...members.values()].filter(({ removedAt }) => removedAt === undefined)
  return [
    ...shared.map((compartment) => ({ compartment, owner: '' as const })),
    ...own.map(({ id }) => ({ compartment: 'self' as const, owner: id })),
  ]
}

/** Place → epoch → the devices it was given to. The founder's first keys are older than the log. */
function holdersOf({ grants, founder }: Membership): Map<string, Map<KeyEpoch, Set<DeviceId>>> {
  const holders = new Map<string, Map<KeyEpoch, Set<DeviceId>>>()
  for (const grant of grants) {
    const place = nameOf(grant)
    const epochs = holders.get(place) ?? new Map<KeyEpoch, Set<DeviceId>>()
    const have = epochs.get(grant.epoch) ?? new Set<DeviceId>()
    const isFounders =
      epochNumber(grant.epoch) === 1 && (grant.owner === '' || grant.owner === founder.member)
    if (isFounders) have.add(founder.device)
    holders.set(place, epochs.set(grant.epoch, have.add(grant.to)))
  }
  return holders
}

function cutsOwed(membership: Membership, covers: ReadonlySet<SealedUnder>): Duties['cuts'] {
  const devices = [...membership.devices.values()]
  return [...membership.restrictions.values()].flatMap((restriction) => {
    const open = openPlaces(restriction, membership).filter((compartment) => covers.has(compartment))
    if (open.length === 0) return []
    const concerned = devices.filter(
      ({ id, member }) =>
        restriction.device === id || (restriction.member !== undefined && restriction.member === member),
    )
    return [{ of: restriction.operation, devices: concerned.map(({ id }) => id) }]
  })
}

/** Compartments its target could write to and nobody has cut yet. */
function openPlaces(
  { device, roles, before, cuts }: Restriction,
  { devices }: Membership,
): readonly SealedUnder[] {
  // More roles than before take nothing away.
  if (roles && before.every((role) => roles.includes(role))) return []
  const isExtension = device !== undefined && devices.get(device)?.kind === 'extension'
  return compartments.filter(
    (compartment) =>
      (isExtension ? compartment === 'guard' : mayRead(before, compartment)) &&
      !cuts.some((cut) => cut.covers.has(compartment)),
  )
}
