import type { PublicDevice } from '../journal/device.ts'
import type { DeviceId, EnvelopeHash, MemberId, ShardId, WorkspaceId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
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
  /** Set once removed: shard → last sequence still accepted. */
  readonly last?: Readonly<Record<string, number>>
}

/** The workspace's people and devices at one causal point. */
export interface Membership {
  readonly workspace: WorkspaceId
  readonly recoveryKey: string
  /** X25519 (hex) and its epoch: the only readers guard events may be sealed to. */
  readonly guardReaders: Genesis['guardReaders']
  readonly members: ReadonlyMap<MemberId, readonly Role[]>
  readonly devices: ReadonlyMap<DeviceId, MemberDevice>
  readonly grants: readonly Grant[]
  readonly numbering: { readonly device: DeviceId; readonly term: number }
}

/** The log's own shard: one for the whole workspace. */
export const memberShard = 'members.log.0' as ShardId

/**
 * Folds the operations in `past` (an ancestor-closed set) in an order every replica computes alike:
 * parents first, then by time, then by hash. Undefined without a genesis. What a removed device wrote after the
 * last operation its removal accepts has no effect, on whichever side of the removal it is ordered. It stays in the
 * log: others who had not heard of the removal build on it.
 */
export function reduceMembership(workspace: WorkspaceId, past: Iterable<LogEntry>): Membership | undefined {
  const ordered = inCausalOrder(past)
  const dropped = new Set<EnvelopeHash>()
  for (;;) {
    const { state, counted } = fold(workspace, ordered, dropped)
    const late = counted.filter((entry) => isAfterRemoval(state?.devices, entry))
    if (late.length === 0) return state
    // A removal that is late itself ends nothing. What ends an entry stands behind it, so the last of them is not late.
    const standing = counted.filter((entry) => !late.includes(entry))
    for (const entry of late) if (standing.some((other) => ends(other, entry))) dropped.add(entry.hash)
  }
}

const ends = ({ operation }: LogEntry, { author, sequence }: LogEntry): boolean =>
  operation.type === 'removeDevice' &&
  operation.device === author &&
  sequence > (operation.last[memberShard] ?? 0)

const isAfterRemoval = (devices: Membership['devices'] | undefined, entry: LogEntry): boolean => {
  const last = devices?.get(entry.author)?.last
  return last !== undefined && entry.sequence > (last[memberShard] ?? 0)
}

function fold(
  workspace: WorkspaceId,
  ordered: readonly LogEntry[],
  dropped: ReadonlySet<EnvelopeHash>,
): { readonly state: Membership | undefined; readonly counted: readonly LogEntry[] } {
  const counted: LogEntry[] = []
  const members = new Map<MemberId, readonly Role[]>()
  const devices = new Map<DeviceId, MemberDevice>()
  const grants: Grant[] = []
  let recoveryKey: string | undefined
  let guardReaders: Genesis['guardReaders'] | undefined
  let numbering: { device: DeviceId; term: number } | undefined

  for (const entry of ordered) {
    const { operation, added } = entry
    const bringsItself = operation.type === 'genesis' || operation.type === 'recover'
    // Of two devices that remove each other the first in order stays; what a dropped device adds is not there either.
    if (dropped.has(entry.hash) || isAfterRemoval(devices, entry)) continue
    if (!bringsItself && !devices.has(entry.author)) continue
    counted.push(entry)
    const enrol = (more: { member?: MemberId; profileCode?: string; kind: 'pwa' | 'extension' }) => {
      // The first enrolment stands: a concurrent second one must not undo a removal.
      if (added && !devices.has(added.id))
        devices.set(added.id, { ...added, ...more, addedBy: entry.author, addedAt: entry.time })
    }
    switch (operation.type) {
      case 'genesis':
        recoveryKey = operation.recoveryKey
        guardReaders = operation.guardReaders
        members.set(operation.member.id, operation.member.roles)
        enrol({ kind: operation.device.kind, member: operation.member.id })
        if (added) numbering = { device: added.id, term: 1 }
        grants.push(...operation.grants)
        break
      case 'addDevice':
        enrol({
          kind: operation.device.kind,
          ...(operation.member ? { member: operation.member } : {}),
          ...(operation.profileCode ? { profileCode: operation.profileCode } : {}),
        })
        grants.push(...operation.grants)
        break
      case 'recover':
        enrol({ kind: 'pwa', member: operation.member })
        break
      case 'removeDevice': {
        const device = devices.get(operation.device)
        // Two removals: the stricter wins shard by shard, whichever arrives first.
        if (device) devices.set(device.id, { ...device, last: stricter(device.last, operation.last) })
        break
      }
      case 'numbering':
        if (!numbering || operation.term > numbering.term)
          numbering = { device: operation.device, term: operation.term }
        break
    }
  }
  if (recoveryKey === undefined || !guardReaders || !numbering) return { state: undefined, counted }
  return { state: { workspace, recoveryKey, guardReaders, members, devices, grants, numbering }, counted }
}

export function rolesOf(membership: Membership, device: DeviceId): readonly Role[] {
  const entry = membership.devices.get(device)
  return (entry?.member && membership.members.get(entry.member)) || []
}

function inCausalOrder(past: Iterable<LogEntry>): LogEntry[] {
  const waiting = new Map<EnvelopeHash, LogEntry>()
  for (const entry of past) waiting.set(entry.hash, entry)
  const ordered: LogEntry[] = []
  const done = new Set<EnvelopeHash>()
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((entry) => entry.parents.every((parent) => done.has(parent)))
    const next = ready.sort((a, b) =>
      a.time < b.time ? -1 : a.time > b.time ? 1 : a.hash < b.hash ? -1 : 1,
    )[0]
    if (!next) throw new Error('membership past is not closed under parents')
    ordered.push(next)
    done.add(next.hash)
    waiting.delete(next.hash)
  }
  return ordered
}

function stricter(
  one: Readonly<Record<string, number>> | undefined,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  if (!one) return other
  return Object.fromEntries(
    Object.entries(one)
      .filter(([shard]) => shard in other)
      .map(([shard, last]) => [shard, Math.min(last, other[shard]!)]),
  )
}
