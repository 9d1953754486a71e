import { visible } from './entitlement.ts'
import type { LogEntry, MemberDevice, Membership, Restriction } from './membership.ts'
import { rolesOf, rolesOfMember } from './membership.ts'
import { finished, type State } from './membership-state.ts'

export const isRestricting = ({ operation: { type } }: Pick<LogEntry, 'operation'>): boolean =>
  type === 'removeDevice' || type === 'removeMember' || type === 'changeRoles'

/** Whether the operation would leave nobody who may administer; such an operation is refused. */
export function leavesNoAdmin(membership: Membership, { operation }: Pick<LogEntry, 'operation'>): boolean {
  const isLeft = ({ id, kind, member, last }: MemberDevice): boolean => {
    if (kind !== 'pwa' || last || member === undefined) return false
    if (operation.type === 'removeDevice' && operation.device === id) return false
    if (operation.type === 'removeMember' && operation.member === member) return false
    const held =
      operation.type === 'changeRoles' && operation.member === member
        ? operation.roles
        : rolesOfMember(membership, member)
    return held.includes('admin')
  }
  return isRestricting({ operation }) && ![...membership.devices.values()].some(isLeft)
}

/** Applies a removal or a change of roles; false if it has no effect. */
export function restrict(state: State, entry: LogEntry): boolean {
  const { operation, time } = entry
  const { members, devices } = state
  const membership = finished(state)
  // Two who demote each other at once: the workspace keeps the one who came first.
  if (!membership || leavesNoAdmin(membership, entry)) return false
  const author = devices.get(entry.author)
  const shared = {
    operation: entry.hash,
    cuts: [] as Restriction['cuts'],
  }
  const cutBy = (last: Restriction['cuts'][number]['last']): Restriction['cuts'] => [
    { covers: visible(rolesOf(membership, entry.author, time)), owner: author?.member ?? '', last },
  ]
  if (operation.type === 'removeDevice') {
    const device = devices.get(operation.device)
    if (!device) return false
    state.restrictions.set(entry.hash, {
      ...shared,
      device: device.id,
      before: rolesOf(membership, device.id),
      cuts: cutBy({ [device.id]: operation.last }),
    })
    remove(state, device, operation.last, entry)
    return true
  }
  if (operation.type !== 'removeMember' && operation.type !== 'changeRoles') return false
  const member = members.get(operation.member)
  if (!member || member.removedAt !== undefined) return false
  const restriction = { ...shared, member: member.id, before: member.roles, cuts: cutBy(operation.last) }
  if (operation.type === 'removeMember') {
    state.restrictions.set(entry.hash, restriction)
    members.set(member.id, { ...member, removedAt: time })
    for (const device of [...devices.values()])
      if (device.member === member.id) remove(state, device, operation.last[device.id] ?? {}, entry)
    return true
  }
  const { until: _until, ...rest } = member
  const ends = operation.until === undefined ? {} : { until: operation.until }
  state.restrictions.set(entry.hash, { ...restriction, roles: operation.roles, ...ends })
  members.set(member.id, { ...rest, roles: operation.roles, ...ends })
  return true
}

/** Two removals: the stricter wins shard by shard, whichever arrives first. */
function remove(
  state: State,
  device: MemberDevice,
  last: Readonly<Record<string, number>>,
  { time }: LogEntry,
): void {
  state.devices.set(device.id, {
    ...device,
    removedAt: device.removedAt ?? time,
    last: device.last ? stricter(device.last, last) : last,
  })
}

const stricter = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(one)
      .filter(([shard]) => shard in other)
      .map(([shard, last]) => [shard, Math.min(last, other[shard]!)]),
  )
