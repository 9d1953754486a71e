import type { EnvelopeHeader } from '../journal/envelope.ts'
import { deviceIdOf, verifyBytes, type PublicDevice } from '../journal/device.ts'
import { fromHex } from '../model/bytes.ts'
import { isSameMaker, type EnvelopeHash, type WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { mayGrant } from './access.ts'
import { reduceMembership, rolesOf, type LogEntry, type Membership } from './membership.ts'
import { recoveryStatement, workspaceIdOf, type DeviceEntry, type MemberOperation } from './operations.ts'

/** The membership log of one workspace: hash-linked operations and the state at any causal point of theirs. */
export interface MemberLog {
  readonly workspace: WorkspaceId
  readonly heads: () => readonly EnvelopeHash[]
  readonly now: () => Membership | undefined
  /** The state an author knew; undefined while an operation it builds on has not arrived. */
  readonly at: (heads: readonly EnvelopeHash[]) => Membership | undefined
  /** Judges an operation by its causal past. Changes nothing: put the entry once it is durable. */
  readonly judge: (
    hash: EnvelopeHash,
    header: EnvelopeHeader,
    operation: MemberOperation,
  ) => Promise<Result<LogEntry, Refused>>
  /** Makes a judged entry part of the log. */
  readonly put: (entry: LogEntry) => void
  /** Judges and puts at once: for operations that are durable already, such as our own journal. */
  readonly add: MemberLog['judge']
  /** The state the log would have with this entry. */
  readonly with: (entry: LogEntry) => Membership | undefined
}

export type Refused = {
  readonly type:
    | 'PastUnknown'
    | 'NotGenesis'
    | 'SecondGenesis'
    | 'NotEntitled'
    | 'DeviceKnown'
    | 'ClientTaken'
    | 'MakerTaken'
    | 'NoSuchDevice'
    | 'BadProof'
}

export function createMemberLog(workspace: WorkspaceId): MemberLog {
  const entries = new Map<EnvelopeHash, LogEntry>()
  const states = new Map<string, Membership | undefined>()

  const past = (heads: readonly EnvelopeHash[]): LogEntry[] | undefined => {
    const seen = new Map<EnvelopeHash, LogEntry>()
    const open = [...heads]
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      if (seen.has(hash)) continue
      const entry = entries.get(hash)
      if (!entry) return undefined
      seen.set(hash, entry)
      open.push(...entry.parents)
    }
    return [...seen.values()]
  }

  const heads = (): readonly EnvelopeHash[] => {
    const parents = new Set([...entries.values()].flatMap((entry) => entry.parents))
    return [...entries.keys()].filter((hash) => !parents.has(hash)).sort()
  }

  const at = (wanted: readonly EnvelopeHash[]): Membership | undefined => {
    const key = wanted.join()
    if (!states.has(key)) {
      const known = past(wanted)
      if (!known) return undefined
      states.set(key, reduceMembership(workspace, known))
    }
    return states.get(key)
  }

  const put = (entry: LogEntry): void => void entries.set(entry.hash, entry)
  const judgeEntry: MemberLog['judge'] = async (hash, header, operation) => {
    const known = entries.get(hash)
    if (known) return ok(known)
    const admitted = await judge(workspace, header, operation, entries.size > 0, at)
    if (!admitted.ok) return admitted
    return ok({
      hash,
      parents: header.members,
      author: header.device,
      sequence: header.sequence,
      time: header.time,
      operation,
      ...(admitted.value ? { added: admitted.value } : {}),
    })
  }

  return {
    workspace,
    heads,
    now: () => at(heads()),
    at,
    judge: judgeEntry,
    put,
    async add(hash, header, operation) {
      const entry = await judgeEntry(hash, header, operation)
      if (entry.ok) put(entry.value)
      return entry
    },
    with: (entry) => reduceMembership(workspace, new Map(entries).set(entry.hash, entry).values()),
  }
}

async function judge(
  workspace: WorkspaceId,
  header: EnvelopeHeader,
  operation: MemberOperation,
  begun: boolean,
  at: MemberLog['at'],
): Promise<Result<PublicDevice | undefined, Refused>> {
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
    if (added.id !== header.device || !membership.members.has(operation.member)) return problem('NotEntitled')
    const proven = await verifyBytes(
      membership.recoveryKey,
      fromHex(operation.proof),
      recoveryStatement(workspace, operation.member, operation.device),
    )
    return proven ? newDevice(membership, added) : problem('BadProof')
  }

  const author = membership.devices.get(header.device)
  const roles = rolesOf(membership, header.device)
  if (!author || author.last || !roles.includes('admin')) return problem('NotEntitled')
  switch (operation.type) {
    case 'addDevice': {
      const entitled =
        (operation.device.kind === 'extension'
          ? operation.member === undefined
          : operation.member !== undefined) &&
        (operation.member === undefined || membership.members.has(operation.member)) &&
        operation.grants.every(
          (grant) => grant.compartment === 'members' || mayGrant(roles, grant.compartment),
        )
      return entitled ? newDevice(membership, await deviceOf(operation.device)) : problem('NotEntitled')
    }
    case 'removeDevice':
    case 'numbering':
      return membership.devices.has(operation.device) ? ok(undefined) : problem('NoSuchDevice')
  }
}

function newDevice(membership: Membership, added: PublicDevice): Result<PublicDevice, Refused> {
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
