import { deviceIdOf, verifyBytes, type PublicDevice } from '../journal/device.ts'
import type { EnvelopeHeader } from '../journal/envelope.ts'
import { fromHex } from '../model/bytes.ts'
import { isSameMaker, type EnvelopeHash, type WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { coverable, isEntitled, mayHandOn, mayOperate } from './entitlement.ts'
import { rolesOf, type MemberDevice, type Membership } from './membership.ts'
import { kindOf, recoveryStatement, workspaceIdOf, type DeviceEntry, type Grant } from './operations.ts'
import type { MemberOperation } from './operations.ts'
import { leavesNoAdmin } from './restrict.ts'

export type Refused = {
  readonly type:
    | 'PastUnknown'
    | 'NotGenesis'
    | 'SecondGenesis'
    | 'NotEntitled'
    | 'DeviceKnown'
    | 'ClientTaken'
    | 'MakerTaken'
    | 'MemberKnown'
    | 'NoSuchDevice'
    | 'NoSuchMember'
    | 'LastAdmin'
    | 'BadProof'
}

type Judged = Result<PublicDevice | undefined, Refused>

/** Judges an operation by its causal past alone; resolves with the device it adds. */
export async function judgeOperation(
  workspace: WorkspaceId,
  header: EnvelopeHeader,
  operation: MemberOperation,
  begun: boolean,
  at: (heads: readonly EnvelopeHash[]) => Membership | undefined,
): Promise<Judged> {
  // Otherwise a removal could hide among what is not laid open to extensions.
  if ((header.kind === 'grant') !== (kindOf(operation) === 'grant')) return problem('NotEntitled')
  if (operation.type === 'genesis') {
    if (begun) return problem('SecondGenesis')
    const added = await deviceOf(operation.device)
    const genuine =
      (await workspaceIdOf(operation)) === workspace &&
      added.id === header.device &&
      header.members.length === 0
    return genuine ? ok(added) : problem('NotGenesis')
  }
  const membership = at(header.members)
  if (!membership) return problem('PastUnknown')

  if (operation.type === 'recover') {
    // The one operation a device may bring that the log does not know yet: the recovery key vouches for it.
    const added = await deviceOf(operation.device)
    const member = membership.members.get(operation.member)
    if (added.id !== header.device || !member || member.removedAt !== undefined) return problem('NotEntitled')
    const proven = await verifyBytes(
      membership.recoveryKey,
      fromHex(operation.proof),
      recoveryStatement(workspace, operation.member, operation.device),
    )
    return proven ? newDevice(membership, added) : problem('BadProof')
  }

  const author = membership.devices.get(header.device)
  if (!author || author.last) return problem('NotEntitled')
  const roles = rolesOf(membership, author.id, header.time)
  if (!mayOperate(roles, operation, author.member)) return problem('NotEntitled')
  if (leavesNoAdmin(membership, { operation })) return problem('LastAdmin')
  switch (operation.type) {
    case 'addMember': {
      if (membership.members.has(operation.member.id)) return problem('MemberKnown')
      if (operation.device.kind !== 'pwa') return problem('NotEntitled')
      const added = await deviceOf(operation.device)
      return grantedTo(operation.grants, added, roles, author)
        ? newDevice(membership, added)
        : problem('NotEntitled')
    }
    case 'addDevice': {
      const { device, member } = operation
      const known = member === undefined ? undefined : membership.members.get(member)
      const fits =
        device.kind === 'extension'
          ? member === undefined
          : known !== undefined && known.removedAt === undefined
      const added = await deviceOf(device)
      return fits && grantedTo(operation.grants, added, roles, author)
        ? newDevice(membership, added)
        : problem('NotEntitled')
    }
    case 'grant': {
      const entitled = operation.grants.every((grant) =>
        isEntitled(membership, membership.devices.get(grant.to), grant, header.time),
      )
      return entitled ? ok(undefined) : problem('NotEntitled')
    }
    case 'cut': {
      if (!membership.restrictions.has(operation.of)) return problem('PastUnknown')
      const covers = coverable(roles)
      const within = Object.values(operation.last).every((shards) =>
        Object.keys(shards).every((shard) => covers.has(shard.split('.')[0] as never)),
      )
      return within ? ok(undefined) : problem('NotEntitled')
    }
    case 'changeRoles':
    case 'removeMember': {
      const member = membership.members.get(operation.member)
      return member && member.removedAt === undefined ? ok(undefined) : problem('NoSuchMember')
    }
    case 'removeDevice':
    case 'numbering':
      return membership.devices.has(operation.device) ? ok(undefined) : problem('NoSuchDevice')
  }
}

/** What comes with a new device is for that device, from someone who may hand it on. */
const grantedTo = (
  grants: readonly Grant[],
  added: PublicDevice,
  roles: Parameters<typeof mayHandOn>[0],
  author: MemberDevice,
): boolean => grants.every((grant) => grant.to === added.id && mayHandOn(roles, grant, author.member))

function newDevice(membership: Membership, added: PublicDevice): Judged {
  if (membership.devices.has(added.id)) return problem('DeviceKnown')
  // Two devices under one Yjs client id would diverge for ever with equal state vectors.
  for (const device of membership.devices.values()) {
    if (device.client === added.client) return problem('ClientTaken')
    if (isSameMaker(device.id, added.id)) return problem('MakerTaken')
  }
  return ok(added)
}

async function deviceOf(entry: DeviceEntry): Promise<PublicDevice> {
  return {
    id: await deviceIdOf(entry.signKey),
    signKey: entry.signKey,
    agreeKey: entry.agreeKey,
    client: entry.client,
  }
}
