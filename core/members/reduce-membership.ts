import { isSameMaker, type EnvelopeHash, type MemberId, type WorkspaceId } from '../model/ids.ts'
import type { PublicDevice } from '../journal/device.ts'
import { inCausalOrder, knowing } from './causal-order.ts'
import { coverable, mayOperate } from './entitlement.ts'
import { isLaterEpoch } from './epochs.ts'
import { concerns, cutAt, memberShard, rolesOf } from './membership.ts'
import type { LogEntry, Membership, Restriction } from './membership.ts'
import { begin, finished, type State } from './membership-state.ts'
import type { DeviceEntry, Genesis } from './operations.ts'
import { isRestricting, restrict } from './restrict.ts'

/**
 * Folds the operations in `past` (an ancestor-closed set) in an order every replica computes alike:
 * parents first, then by time, then by hash. Undefined without a genesis.
 *
 * What a removed or demoted device wrote after the last operation its removal accepts has no effect, on whichever side
 * of the removal it is ordered. It stays in the log: others who had not heard of the removal build on it.
 */
export function reduceMembership(workspace: WorkspaceId, past: Iterable<LogEntry>): Membership | undefined {
  const ordered = inCausalOrder(past)
  const known = new Map<EnvelopeHash, ReadonlySet<EnvelopeHash>>()
  const knows: Knows = (entry, hash) => {
    let all = known.get(hash)
    if (!all) known.set(hash, (all = knowing(ordered, hash)))
    return all.has(entry)
  }
  const dropped = new Set<EnvelopeHash>()
  for (;;) {
    const state = begin(workspace)
    const counted: LogEntry[] = []
    for (const entry of ordered)
      if (!dropped.has(entry.hash) && step(state, entry, knows)) counted.push(entry)
    const late = new Set(counted.filter((entry) => isEnded(state, entry, state.restrictions.values(), knows)))
    if (late.size === 0) return finished(state)
    // A removal that is late itself ends nothing. What ends an entry stands behind it, so the last of them is not late.
    const standing = new Set(counted.filter((entry) => !late.has(entry)).map(({ hash }) => hash))
    const enders = [...state.restrictions.values()].filter(({ operation }) => standing.has(operation))
    for (const entry of late) if (isEnded(state, entry, enders, knows)) dropped.add(entry.hash)
  }
}

/** The state after an entry whose parents are exactly what `before` was folded from. Undefined: fold everything. */
export function extendMembership(before: Membership, entry: LogEntry): Membership | undefined {
  // What restricts may reach back to entries that count in `before`.
  if (isRestricting(entry)) return undefined
  const state: State = {
    ...before,
    members: new Map(before.members),
    devices: new Map(before.devices),
    restrictions: new Map(before.restrictions),
    grants: [...before.grants],
  }
  // Everything before it is its past.
  step(state, entry, () => true)
  return finished(state)
}

type Knows = (entry: EnvelopeHash, hash: EnvelopeHash) => boolean

/** Whether one of the restrictions takes its effect from an entry of the log. */
function isEnded(
  { devices }: Pick<State, 'devices'>,
  entry: LogEntry,
  restrictions: Iterable<Restriction>,
  knows: Knows,
): boolean {
  const author = devices.get(entry.author)
  // Whatever becomes of its founder, the workspace has begun.
  if (!author || entry.operation.type === 'genesis') return false
  for (const restriction of restrictions) {
    if (restriction.operation === entry.hash || !concerns(restriction, author)) continue
    if (entry.sequence <= cutAt(restriction, author.id, memberShard)) continue
    if (!restriction.roles) return true
    // Who knew of their new roles was judged by them.
    if (
      !knows(entry.hash, restriction.operation) &&
      !mayOperate(restriction.roles, entry.operation, author.member)
    )
      return true
  }
  return false
}

/** Applies one entry; false if it has no effect. */
function step(state: State, entry: LogEntry, knows: Knows): boolean {
  const { operation, added } = entry
  const bringsItself = operation.type === 'genesis' || operation.type === 'recover'
  // Of two devices that remove each other the first in order stays; what a dropped device adds is not there either.
  if (isEnded(state, entry, state.restrictions.values(), knows)) return false
  if (!bringsItself && !state.devices.has(entry.author)) return false
  const { members } = state
  switch (operation.type) {
    case 'genesis': {
      const { id, roles } = operation.member
      state.recoveryKey = operation.recoveryKey
      state.guardReaders = operation.guardReaders
      members.set(id, { id, roles, person: operation.person, addedAt: entry.time })
      if (added) {
        state.numbering = { device: added.id, term: 1 }
        state.founder = { device: added.id, member: id }
        enrol(state, entry, added, operation.device, { member: id })
      }
      state.grants.push(...operation.grants)
      return true
    }
    case 'addMember': {
      const { id, roles, until } = operation.member
      // The first stands: another of the same id must not change the roles of whom others know.
      if (members.has(id) || !added || !isFree(state, added)) return false
      const ends = until === undefined ? {} : { until }
      members.set(id, { id, roles, ...ends, person: operation.person, addedAt: entry.time })
      enrol(state, entry, added, operation.device, { member: id })
      state.grants.push(...operation.grants)
      return true
    }
    case 'addDevice': {
      const { member, profileCode } = operation
      if (!added || !isFree(state, added)) return false
      if (member !== undefined && members.get(member)?.removedAt !== undefined) return false
      enrol(state, entry, added, operation.device, { member, profileCode })
      state.grants.push(...operation.grants)
      return true
    }
    case 'recover': {
      const member = members.get(operation.member)
      if (!added || !member || member.removedAt !== undefined || !isFree(state, added)) return false
      enrol(state, entry, added, operation.device, { member: member.id })
      if (!member.roles.includes('admin')) {
        const { until: _until, ...rest } = member
        members.set(member.id, { ...rest, roles: [...member.roles, 'admin'] })
      }
      return true
    }
    case 'changeRoles':
    case 'removeDevice':
    case 'removeMember':
      return restrict(state, entry)
    case 'cut': {
      const restriction = state.restrictions.get(operation.of)
      if (!restriction) return false
      const covers = coverable(rolesOf(finished(state)!, entry.author, entry.time))
      const cuts = [...restriction.cuts, { covers, owner: '' as const, last: operation.last }]
      state.restrictions.set(operation.of, { ...restriction, cuts })
      return true
    }
    case 'grant':
      state.grants.push(...operation.grants)
      if (operation.guardReaders && isLaterPair(operation.guardReaders, state.guardReaders))
        state.guardReaders = operation.guardReaders
      return true
    case 'numbering':
      if (state.numbering && operation.term <= state.numbering.term) return false
      state.numbering = { device: operation.device, term: operation.term }
      return true
  }
}

/** Two devices under one Yjs client id would diverge for ever with equal state vectors; ids must tell makers apart. */
function isFree({ devices }: Pick<State, 'devices'>, added: PublicDevice): boolean {
  for (const device of devices.values())
    if (device.id === added.id || device.client === added.client || isSameMaker(device.id, added.id))
      return false
  return true
}

function enrol(
  state: State,
  entry: LogEntry,
  added: PublicDevice,
  { kind }: DeviceEntry,
  {
    member,
    profileCode,
  }: { readonly member?: MemberId | undefined; readonly profileCode?: string | undefined },
): void {
  state.devices.set(added.id, {
    ...added,
    kind,
    ...(member === undefined ? {} : { member }),
    ...(profileCode === undefined ? {} : { profileCode }),
    addedBy: entry.author,
    addedAt: entry.time,
  })
}

/** Concurrent rotations: every replica goes on with the same pair, as it does with the same key. */
function isLaterPair(pair: Genesis['guardReaders'], known: Genesis['guardReaders'] | undefined): boolean {
  return !known || isLaterEpoch(pair.epoch, known.epoch)
}
