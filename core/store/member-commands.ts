import type { PublicDevice } from '../journal/device.ts'
import { deviceIdOf } from '../journal/device.ts'
import type { Grant, MemberOperation } from '../members/operations.ts'
import { newMemberId, type DeviceId, type MemberId, type RecordId } from '../model/ids.ts'
import type { Role } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { appendOperations } from './append-operations.ts'
import type { Command, CommandFailure, Enrolled } from './commands.ts'
import { lastOf } from './last-of.ts'
import { performDuties } from './perform-duties.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'

type NewDevice = Pick<PublicDevice, 'signKey' | 'agreeKey' | 'client'>
type Also = Parameters<typeof appendOperations>[3]
type Done<T> = Promise<Result<T, CommandFailure>>

export type MemberCommand = Extract<
  Command,
  { type: 'addMember' | 'addDevice' | 'changeRoles' | 'removeMember' | 'removeDevice' | 'moveNumbering' }
>

export function runMemberCommand(
  replica: Replica,
  shards: ShardSet,
  command: MemberCommand,
): Done<Enrolled | null> {
  switch (command.type) {
    case 'addMember':
      return addMember(replica, shards, command)
    case 'addDevice':
      return addDevice(replica, shards, command)
    case 'changeRoles':
      return changeRoles(replica, shards, command)
    case 'removeMember':
      return removeMember(replica, shards, command.member)
    case 'removeDevice':
      return removeDevice(replica, shards, command.device as DeviceId)
    case 'moveNumbering':
      return moveNumbering(replica, shards, command.device)
  }
}

export async function addMember(
  replica: Replica,
  shards: ShardSet,
  given: {
    readonly person: RecordId
    readonly roles: readonly Role[]
    readonly until?: number | undefined
    readonly device: NewDevice
  },
  also?: Also,
): Done<Enrolled> {
  const { person, roles, until } = given
  const may = await mayBecomeMember(replica, person)
  if (!may.ok) return may
  if (!endsProperly(roles, until)) return problem('NotAllowed', { why: 'until' })
  const member = newMemberId()
  const ends = until === undefined ? {} : { until }
  return enrol(
    replica,
    shards,
    member,
    given.device,
    {
      type: 'addMember',
      member: { id: member, roles: [...roles], ...ends },
      person,
      device: entryOf(given.device),
      grants: [],
    },
    also,
  )
}

/** A person of the register whom no member stands for. */
export async function mayBecomeMember(
  { rows, log }: Pick<Replica, 'rows' | 'log'>,
  person: RecordId,
): Done<null> {
  const row = await rows.get(person)
  if (row?.type !== 'person') return problem('NoSuchRecord')
  const members = [...(log.now()?.members.values() ?? [])]
  return members.some((other) => other.person === person && other.removedAt === undefined)
    ? problem('NotAllowed', { why: 'memberAlready' })
    : ok(null)
}

/** Another device of a person who is a member already. */
export async function addDevice(
  replica: Replica,
  shards: ShardSet,
  { member, device }: { readonly member: MemberId; readonly device: NewDevice },
  also?: Also,
): Done<Enrolled> {
  const operation = { type: 'addDevice' as const, member, device: entryOf(device), grants: [] }
  return enrol(replica, shards, member, device, operation, also)
}

async function changeRoles(
  replica: Replica,
  shards: ShardSet,
  {
    member,
    roles,
    until,
  }: { readonly member: MemberId; readonly roles: readonly Role[]; readonly until?: number | undefined },
): Done<null> {
  if (!endsProperly(roles, until)) return problem('NotAllowed', { why: 'until' })
  const ends = until === undefined ? {} : { until }
  const last = lastOfMember(replica, member)
  return andDuties(replica, shards, [{ type: 'changeRoles', member, roles: [...roles], ...ends, last }])
}

/** With every device of theirs, and the extensions known to be theirs where this device may know. */
async function removeMember(replica: Replica, shards: ShardSet, member: MemberId): Done<null> {
  const membership = replica.log.now()
  const person = membership?.members.get(member)?.person
  if (!membership || person === undefined || member === replica.member) return problem('NoSuchMember')
  const extensions = await extensionsOf(replica, person)
  const devices = [...membership.devices.values()].filter((device) => device.member === member)
  return andDuties(replica, shards, [
    { type: 'removeMember', member, last: lastOfMember(replica, member) },
    ...extensions.map((device) => ({ type: 'removeDevice' as const, device, last: lastOf(replica, device) })),
    ...numberingAfter(
      replica,
      devices.map(({ id }) => id),
    ),
  ])
}

async function removeDevice(replica: Replica, shards: ShardSet, device: DeviceId): Done<null> {
  const entry = replica.log.now()?.devices.get(device)
  if (!entry || entry.id === replica.device.id) return problem('NoSuchDevice')
  // Everything heard of it until now stands; a shard not named accepts nothing more.
  return andDuties(replica, shards, [
    { type: 'removeDevice', device: entry.id, last: lastOf(replica, entry.id) },
    ...numberingAfter(replica, [entry.id]),
  ])
}

/** Numbers are minted here from now on where the device that did is being removed. */
function numberingAfter(replica: Replica, removed: readonly DeviceId[]): MemberOperation[] {
  const numbering = replica.log.now()?.numbering
  if (!numbering || !removed.includes(numbering.device)) return []
  return [{ type: 'numbering', device: replica.device.id, term: numbering.term + 1 }]
}

/** From now on another device mints the numbers. */
async function moveNumbering(replica: Replica, shards: ShardSet, device: DeviceId): Done<null> {
  const membership = replica.log.now()
  const entry = membership?.devices.get(device)
  if (!membership || entry?.kind !== 'pwa' || entry.last) return problem('NoSuchDevice')
  const term = membership.numbering.term + 1
  return andDuties(replica, shards, [{ type: 'numbering', device, term }])
}

async function enrol(
  replica: Replica,
  shards: ShardSet,
  member: MemberId,
  device: NewDevice,
  operation: MemberOperation,
  also?: Also,
): Done<Enrolled> {
  const done = await andDuties(replica, shards, [operation], also)
  if (!done.ok) return done
  const id = await deviceIdOf(device.signKey)
  const grants = await membersGrants(replica, { id, agreeKey: device.agreeKey })
  return ok({ member, device: id, grants })
}

/** Every key of the log, sealed to a device that is in it: by these it reads everything else it is granted. */
export async function membersGrants(
  { keyring }: Pick<Replica, 'keyring'>,
  device: Pick<PublicDevice, 'id' | 'agreeKey'>,
): Promise<Grant[]> {
  const grants: Grant[] = []
  for (const epoch of keyring.epochs('members')) {
    const grant = await keyring.grant('members', device, '', epoch)
    if (grant) grants.push(grant)
  }
  return grants
}

/** The change stands once it is durable; what is owed after it is done again at the next start if it fails now. */
async function andDuties(
  replica: Replica,
  shards: ShardSet,
  operations: readonly MemberOperation[],
  also?: Also,
): Done<null> {
  const done = await appendOperations(replica, shards, operations, also)
  if (!done.ok) return done
  await performDuties(replica, shards)
  return ok(null)
}

function lastOfMember(replica: Replica, member: MemberId): Record<DeviceId, Record<string, number>> {
  const devices = [...(replica.log.now()?.devices.values() ?? [])].filter(
    (device) => device.member === member,
  )
  return Object.fromEntries(devices.map(({ id }) => [id, lastOf(replica, id)]))
}

async function extensionsOf(replica: Replica, person: RecordId): Promise<DeviceId[]> {
  const devices = replica.log.now()?.devices
  const profiles = await replica.database.records.where('refs').equals(person).toArray()
  return profiles
    .filter(({ type, voided }) => type === 'guardProfile' && !voided)
    .map(({ values }) => devices?.get(values['deviceId'] as DeviceId))
    .flatMap((device) => (device?.kind === 'extension' && !device.last ? [device.id] : []))
}

/** As the log will have it: an external auditor's roles end on a day, an administrator's never do. */
export const endsProperly = (roles: readonly Role[], until: number | undefined): boolean =>
  (!roles.includes('externalAuditor') || until !== undefined) &&
  (!roles.includes('admin') || until === undefined)

const entryOf = ({ signKey, agreeKey, client }: NewDevice) => ({
  signKey,
  agreeKey,
  client,
  kind: 'pwa' as const,
})
