import { canonicalBytes } from '../model/canonical-json.ts'
import { fromUtf8, sha256, toHex, type Bytes } from '../model/bytes.ts'
import {
  isDeviceId,
  isHash,
  isKeyEpoch,
  isMemberId,
  isRecordId,
  isShardId,
  type MemberId,
  type WorkspaceId,
} from '../model/ids.ts'
import { compartments, roles } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'

/** What the membership log may say. Operations are payloads of `member` envelopes, so they are signed and chained. */
const publicKey = shape.string().regex(/^[0-9a-f]{64}$/)
const roleList = shape.array(shape.enum(roles)).min(1).max(roles.length)
const memberId = shape.string().refine(isMemberId)
const deviceId = shape.string().refine(isDeviceId)
/** The `person` record that belongs to a member. */
const person = shape.string().refine(isRecordId)
/** When the roles end, milliseconds since 1970. */
const until = shape.int().min(0).optional()

/** An external auditor's roles end on a day; an administrator's never do, or nobody could renew anything. */
const endsProperly = ({
  roles: held,
  until: end,
}: {
  roles: readonly string[]
  until?: number | undefined
}) =>
  (!held.includes('externalAuditor') || end !== undefined) && (!held.includes('admin') || end === undefined)

/** Grants one operation may carry: with its envelope it stays far below a link's frame. */
export const mostGrants = 500
/** Shard → last sequence still accepted; a shard not named, among those its author can see, accepts nothing. */
const last = shape
  .record(shape.string().refine(isShardId), shape.int().min(0))
  .refine((value) => Object.keys(value).length <= 2000)
/** The same for each device of a member; a device not named accepts nothing. */
const lastByDevice = shape
  .record(deviceId, last)
  .refine(
    (value) => Object.values(value).reduce((sum, shards) => sum + Object.keys(shards).length, 0) <= 4000,
  )

export const grantShape = shape
  .strictObject({
    compartment: shape.enum([...compartments, 'members']),
    /** Whose `self`; empty for every other compartment. */
    owner: shape.union([memberId, shape.literal('')]),
    epoch: shape.string().refine(isKeyEpoch),
    to: deviceId,
    enc: publicKey,
    sealed: shape.string().regex(/^[0-9a-f]{96}$/),
  })
  .refine(({ compartment, owner }) => (compartment === 'self') === (owner !== ''))

const device = shape.strictObject({
  signKey: publicKey,
  agreeKey: publicKey,
  client: shape.int().min(1).max(0xffffffff),
  kind: shape.enum(['pwa', 'extension']),
})

const guardReaders = shape.strictObject({ epoch: shape.string().refine(isKeyEpoch), publicKey })

const genesis = shape.strictObject({
  type: shape.literal('genesis'),
  /** Makes two workspaces of one organisation different. */
  nonce: shape.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519; its private half lives only in the passphrase-protected backup and can do one thing: recover. */
  recoveryKey: publicKey,
  /** Whom guard events are sealed to; a bundle that names other readers is refused. */
  guardReaders,
  member: shape.strictObject({ id: memberId, roles: roleList }),
  person,
  device,
  grants: shape.array(grantShape).max(mostGrants),
})

/** A person joins, with the first of their devices. */
const addMember = shape.strictObject({
  type: shape.literal('addMember'),
  member: shape.strictObject({ id: memberId, roles: roleList, until }).refine(endsProperly),
  person,
  device,
  grants: shape.array(grantShape).max(mostGrants),
})

const addDevice = shape.strictObject({
  type: shape.literal('addDevice'),
  /** Absent for an extension: who uses it is a `guardProfile` record that only the guard's readers may open. */
  member: memberId.optional(),
  device,
  profileCode: shape
    .string()
    .regex(/^P-[0-9A-HJKMNP-TV-Z]{4,8}$/)
    .optional(),
  grants: shape.array(grantShape).max(mostGrants),
})

/**
 * What a member's devices wrote without knowing of it, beyond `last`, counts only as far as the old and the new roles
 * both allow it.
 */
const changeRoles = shape
  .strictObject({
    type: shape.literal('changeRoles'),
    member: memberId,
    roles: roleList,
    until,
    last: lastByDevice,
  })
  .refine(endsProperly)

/** What the device wrote beyond `last` is taken out of every journal again. */
const removeDevice = shape.strictObject({ type: shape.literal('removeDevice'), device: deviceId, last })

/** Every device of the member, also one that is added at the same time elsewhere. */
const removeMember = shape.strictObject({
  type: shape.literal('removeMember'),
  member: memberId,
  last: lastByDevice,
})

/**
 * Says where a removal or a change of roles cuts in compartments its author cannot see. Without it an administrator who
 * reads nothing would either take away work they never saw, or leave it open for ever.
 */
const cut = shape.strictObject({
  type: shape.literal('cut'),
  /** The removal or change of roles. */
  of: shape.string().refine(isHash),
  last: lastByDevice,
})

/** Hands on keys; with a key of a new epoch it is a rotation. `guardReaders` names the new pair when `guard` rotates. */
const grantKeys = shape
  .strictObject({
    type: shape.literal('grant'),
    grants: shape.array(grantShape).min(1).max(mostGrants),
    guardReaders: guardReaders.optional(),
  })
  .refine(
    ({ grants, guardReaders: pair }) =>
      !pair || grants.some(({ compartment, epoch }) => compartment === 'guard' && epoch === pair.epoch),
  )

const numbering = shape.strictObject({
  type: shape.literal('numbering'),
  device: deviceId,
  term: shape.int().min(1).max(1_000_000),
})

/** Adds a device with the administrator's role, by the recovery key, visibly. */
const recover = shape.strictObject({
  type: shape.literal('recover'),
  member: memberId,
  device,
  /** Ed25519 by the recovery key over the workspace id, the member and the new device's keys. */
  proof: shape.string().regex(/^[0-9a-f]{128}$/),
})

const operation = shape.discriminatedUnion('type', [
  genesis,
  addMember,
  addDevice,
  changeRoles,
  removeDevice,
  removeMember,
  cut,
  grantKeys,
  numbering,
  recover,
])
export type MemberOperation = ShapeOf<typeof operation>
export type Genesis = ShapeOf<typeof genesis>
export type Grant = ShapeOf<typeof grantShape>
export type DeviceEntry = ShapeOf<typeof device>

export function parseOperation(
  payload: Uint8Array,
): Result<MemberOperation, { readonly type: 'UnknownOperation' }> {
  let data: unknown
  try {
    data = JSON.parse(fromUtf8(payload))
  } catch {
    return problem('UnknownOperation')
  }
  const parsed = parse(operation, data)
  return parsed.ok ? ok(parsed.value) : problem('UnknownOperation')
}

/**
 * Grants are envelopes of a kind of their own: the policy bundle lays the log open to extensions, which need every
 * operation but no key, and grants are most of its bytes. Those that name the guard's readers are `member` envelopes.
 */
export const kindOf = (value: MemberOperation): 'member' | 'grant' =>
  value.type === 'grant' && !value.guardReaders ? 'grant' : 'member'

export const operationBytes = (value: MemberOperation): Bytes => canonicalBytes(value)

/** A workspace is named by its beginning: nobody can claim another genesis for the same id. */
export async function workspaceIdOf(value: Genesis): Promise<WorkspaceId> {
  return toHex(await sha256(operationBytes(value))) as WorkspaceId
}

/** The bytes the recovery key signs in a `recover` operation. */
export const recoveryStatement = (workspace: WorkspaceId, member: MemberId, entry: DeviceEntry): Bytes =>
  canonicalBytes({ purpose: 'countersign/recover/1', workspace, member, device: entry })
