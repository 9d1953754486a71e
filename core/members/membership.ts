import type { PublicDevice } from '../journal/device.ts'
import type { Owner, SealedUnder } from '../journal/envelope.ts'
import type { DeviceId, EnvelopeHash, MemberId, RecordId, ShardId, WorkspaceId } from '../model/ids.ts'
import { millisOf, type HybridTime } from '../model/hybrid-clock.ts'
import type { Role } from '../model/record-type.ts'
import type { Genesis, Grant, MemberOperation } from './operations.ts'

/** One admitted operation with the place it has in the log. */
export interface LogEntry {
  readonly hash: EnvelopeHash
  /** Heads of the log its author knew. */
  readonly parents: readonly EnvelopeHash[]
  readonly author: DeviceId
  /** Place in its author's chain of the log. */
  readonly sequence: number
  readonly time: HybridTime
  readonly operation: MemberOperation
  /** The device the operation adds, with its id computed from its key. */
  readonly added?: PublicDevice
}

export interface MemberDevice extends PublicDevice {
  readonly kind: 'pwa' | 'extension'
  readonly member?: MemberId
  readonly profileCode?: string
  readonly addedBy: DeviceId
  readonly addedAt: HybridTime
  /** Set once removed: shard → last sequence still accepted, as the removals say. Ask `acceptedThrough` what counts. */
  readonly last?: Readonly<Record<string, number>>
  readonly removedAt?: HybridTime
}

export interface Member {
  readonly id: MemberId
  readonly roles: readonly Role[]
  /** The roles end then, milliseconds since 1970. */
  readonly until?: number
  readonly person: RecordId
  readonly addedAt: HybridTime
  readonly removedAt?: HybridTime
}

/** A removal or change of roles: it also limits what devices wrote before they heard of it. */
export interface Restriction {
  readonly operation: EnvelopeHash
  /** One device, or every device of a member. */
  readonly device?: DeviceId
  readonly member?: MemberId
  /** What they may still write by; undefined after a removal. */
  readonly roles?: readonly Role[]
  readonly until?: number
  /** Roles the member had before. */
  readonly before: readonly Role[]
  readonly cuts: readonly PlaceCut[]
}

/** Where chains are cut, in the compartments its author can see. */
export interface PlaceCut {
  readonly covers: ReadonlySet<SealedUnder>
  /** The author's own `self` is theirs to see besides. */
  readonly owner: Owner
  readonly last: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The workspace's people and devices at one causal point. */
export interface Membership {
  readonly workspace: WorkspaceId
  readonly recoveryKey: string
  /** X25519 (hex) and its epoch: the only readers guard events may be sealed to. */
  readonly guardReaders: Genesis['guardReaders']
  readonly founder: { readonly device: DeviceId; readonly member: MemberId }
  readonly members: ReadonlyMap<MemberId, Member>
  readonly devices: ReadonlyMap<DeviceId, MemberDevice>
  readonly restrictions: ReadonlyMap<EnvelopeHash, Restriction>
  readonly grants: readonly Grant[]
  readonly numbering: { readonly device: DeviceId; readonly term: number }
}

/** The log's own shard: one for the whole workspace. */
export const memberShard = 'members.log.0' as ShardId

/**
 * Roles of the member behind a device; none once it or they are removed, for an extension, or after the roles' end.
 * `at`: milliseconds, or the time of the envelope that is judged.
 */
export function rolesOf(
  membership: Membership,
  device: DeviceId,
  at: number | HybridTime = 0,
): readonly Role[] {
  const entry = membership.devices.get(device)
  if (!entry?.member || entry.last) return []
  return rolesOfMember(membership, entry.member, at)
}

export function rolesOfMember(
  { members }: Membership,
  id: MemberId,
  at: number | HybridTime = 0,
): readonly Role[] {
  const member = members.get(id)
  if (!member || member.removedAt !== undefined || hasEnded(member.until, at)) return []
  return member.roles
}

export const hasEnded = (until: number | undefined, at: number | HybridTime): boolean =>
  until !== undefined && (typeof at === 'number' ? at : millisOf(at)) >= until

/**
 * The last sequence of a device in a shard that stands, as far as this membership says. A device that is not in it,
 * since whoever added it had been removed, never counted.
 */
export function acceptedThrough(membership: Membership, device: DeviceId, shard: ShardId): number {
  const entry = membership.devices.get(device)
  if (!entry) return 0
  let through = Infinity
  for (const restriction of membership.restrictions.values())
    if (!restriction.roles && concerns(restriction, entry))
      through = Math.min(through, cutAt(restriction, device, shard))
  return through
}

export const concerns = (restriction: Restriction, device: Pick<MemberDevice, 'id' | 'member'>): boolean =>
  restriction.device === device.id ||
  (restriction.member !== undefined && restriction.member === device.member)

/** The last sequence a restriction leaves as it was; unlimited where nobody who can see the shard has said. */
export function cutAt({ cuts }: Restriction, device: DeviceId, shard: ShardId): number {
  const [compartment = '', , , owner] = shard.split('.')
  let through = Infinity
  for (const { covers, owner: own, last } of cuts)
    if (covers.has(compartment as SealedUnder) || (own !== '' && own === owner))
      through = Math.min(through, last[device]?.[shard] ?? 0)
  return through
}
