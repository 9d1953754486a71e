import { canonicalBytes } from '../model/canonical-json.ts'
import { fromUtf8, sha256, toHex, type Bytes } from '../model/bytes.ts'
import { isDeviceId, isKeyEpoch, isMemberId, type MemberId, type WorkspaceId } from '../model/ids.ts'
import { compartments, roles } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'

/** What the membership log may say. Operations are payloads of `member` envelopes, so they are signed and chained. */
const publicKey = shape.string().regex(/^[0-9a-f]{64}$/)
const roleList = shape.array(shape.enum(roles)).min(1).max(roles.length)

const grant = shape
  .strictObject({
    compartment: shape.enum([...compartments, 'members']),
    /** Whose `self`; empty for every other compartment. */
    owner: shape.union([shape.string().refine(isMemberId), shape.literal('')]),
    epoch: shape.string().refine(isKeyEpoch),
    to: shape.string().refine(isDeviceId),
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

const genesis = shape.strictObject({
  type: shape.literal('genesis'),
  /** Makes two workspaces of one organisation different. */
  nonce: shape.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519; its private half lives only in the passphrase-protected backup and can do one thing: recover. */
  recoveryKey: publicKey,
  /** Whom guard events are sealed to; a bundle that names other readers is refused. */
  guardReaders: shape.strictObject({ epoch: shape.string().refine(isKeyEpoch), publicKey }),
  member: shape.strictObject({ id: shape.string().refine(isMemberId), roles: roleList }),
  device,
  grants: shape.array(grant),
})

const addDevice = shape.strictObject({
  type: shape.literal('addDevice'),
  /** Absent for an extension: who uses it is a `guardProfile` record that only the guard's readers may open. */
  member: shape.string().refine(isMemberId).optional(),
  device,
  profileCode: shape
    .string()
    .regex(/^P-[0-9A-HJKMNP-TV-Z]{4,8}$/)
    .optional(),
  grants: shape.array(grant),
})

const removeDevice = shape.strictObject({
  type: shape.literal('removeDevice'),
  device: shape.string().refine(isDeviceId),
  /** Shard → last sequence still accepted; a shard not named accepts nothing of the device. */
  last: shape.record(shape.string().max(120), shape.int().min(0)),
})

const numbering = shape.strictObject({
  type: shape.literal('numbering'),
  device: shape.string().refine(isDeviceId),
  term: shape.int().min(1),
})

/** Adds a device with the administrator's role, by the recovery key, visibly. */
const recover = shape.strictObject({
  type: shape.literal('recover'),
  member: shape.string().refine(isMemberId),
  device,
  /** Ed25519 by the recovery key over the workspace id, the member and the new device's keys. */
  proof: shape.string().regex(/^[0-9a-f]{128}$/),
})

const operation = shape.discriminatedUnion('type', [genesis, addDevice, removeDevice, numbering, recover])
export type MemberOperation = ShapeOf<typeof operation>
export type Genesis = ShapeOf<typeof genesis>
export type Grant = ShapeOf<typeof grant>
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

export const operationBytes = (value: MemberOperation): Bytes => canonicalBytes(value)

/** A workspace is named by its beginning: nobody can claim another genesis for the same id. */
export async function workspaceIdOf(value: Genesis): Promise<WorkspaceId> {
  return toHex(await sha256(operationBytes(value))) as WorkspaceId
}

/** The bytes the recovery key signs in a `recover` operation. */
export const recoveryStatement = (workspace: WorkspaceId, member: MemberId, entry: DeviceEntry): Bytes =>
  canonicalBytes({ purpose: 'countersign/recover/1', workspace, member, device: entry })
