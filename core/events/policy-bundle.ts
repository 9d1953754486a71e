import { hashOf, saltLength, signedBytes, type Envelope, type EnvelopeHeader } from '../journal/envelope.ts'
import { readHeader } from '../journal/envelope-codec.ts'
import { signBytes, verifyBytes, type Device } from '../journal/device.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { equalBytes, fromHex, sha256, toHex, type Bytes } from '../model/bytes.ts'
import {
  isDeviceId,
  isHash,
  isKeyEpoch,
  isWorkspaceId,
  type EnvelopeHash,
  type WorkspaceId,
} from '../model/ids.ts'
import { createMemberLog, type MemberLog } from '../members/member-log.ts'
import { rolesOf, type Membership } from '../members/membership.ts'
import { parseOperation, type MemberOperation } from '../members/operations.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'
import { actions } from '../policy/verdict.ts'
import { formDigestShape, mostListedForms } from './form-digest.ts'

/**
 * What the extension needs to judge alone: rules, sites, granted exceptions, the guard readers' public key and
 * the membership log. Built and signed by any device that may write `policy`. It holds no key of a compartment.
 */
export const policyParts = {
  entityType: shape.enum(['gov', 'sng', 'listed', 'private', 'school', 'nonprofit']),
  ownDomain: shape.string().max(253),
  rule: shape.strictObject({
    ruleId: shape.string().max(20),
    version: shape.int(),
    enabled: shape.boolean(),
    action: shape.enum(actions).optional(),
  }),
  site: shape.strictObject({
    host: shape.string().max(260),
    category: shape.string().max(40),
    dataLocation: shape.string().max(40),
    allowedDataClasses: shape.array(shape.string().max(40)).max(10),
    validUntil: shape.iso.date(),
  }),
  exception: shape.strictObject({
    id: shape.string().max(40),
    ruleId: shape.string().max(20).optional(),
    host: shape.string().max(260).optional(),
    validFrom: shape.iso.date(),
    validUntil: shape.iso.date(),
  }),
  list: shape.strictObject({
    category: shape.string().max(40),
    region: shape.string().max(40).optional(),
    hosts: shape.array(shape.string().max(253)).max(100_000),
    replacesStarter: shape.boolean().optional(),
  }),
}

export const policyShape = shape.strictObject({
  entityType: policyParts.entityType,
  ownDomains: shape.array(policyParts.ownDomain).max(1000),
  rules: shape.array(policyParts.rule).max(500),
  sites: shape.array(policyParts.site).max(100_000),
  exceptions: shape.array(policyParts.exception).max(100_000),
  lists: shape.array(policyParts.list).max(500).optional(),
  /** Own forms the inventory of personal data names. Without it, as in older bundles, all count as named (PD-12). */
  listedForms: shape.array(formDigestShape).max(mostListedForms).optional(),
})

/** A membership operation laid open: header, hash of the ciphertext, signature and the plaintext its digest names. */
const revealedShape = shape.strictObject({
  header: shape.string().max(20_000),
  ciphertextHash: shape.string().regex(/^[0-9a-f]{64}$/),
  signature: shape.string().regex(/^[0-9a-f]{128}$/),
  /** Empty for a grant of keys, which changes nobody's standing. */
  plaintext: shape
    .string()
    .regex(/^([0-9a-f]{2})*$/)
    .max(400_000),
})

const contentShape = shape.strictObject({
  format: shape.literal(1),
  workspace: shape.string().refine(isWorkspaceId),
  organisation: shape.string().max(200),
  /** Hybrid time of building; only a later bundle replaces an earlier one. */
  version: shape.string().regex(/^[0-9a-z]{12}$/),
  builtBy: shape.string().refine(isDeviceId),
  policy: policyShape,
  readers: shape.strictObject({
    epoch: shape.string().refine(isKeyEpoch),
    publicKey: shape.string().regex(/^[0-9a-f]{64}$/),
    ownDevices: shape
      .array(
        shape.strictObject({
          id: shape.string().refine(isDeviceId),
          agreeKey: shape.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .max(20),
  }),
  profileCode: shape.string().regex(/^P-[0-9A-HJKMNP-TV-Z]{4,8}$/),
  members: shape.array(revealedShape).max(10_000),
  heads: shape.array(shape.string().refine(isHash)).max(64),
})

const bundleShape = shape.strictObject({
  content: contentShape,
  signature: shape.string().regex(/^[0-9a-f]{128}$/),
})

export type BundleContent = ShapeOf<typeof contentShape>
export type PolicyBundle = ShapeOf<typeof bundleShape>
export type RevealedOperation = ShapeOf<typeof revealedShape>

export async function signBundle(device: Device, content: BundleContent): Promise<PolicyBundle> {
  return { content, signature: toHex(await signBytes(device, await bundleStatement(content))) }
}

export type BundleRefused = {
  readonly type:
    | 'Misshapen'
    | 'OtherWorkspace'
    | 'NotNewer'
    | 'BrokenLog'
    | 'SignerNotEntitled'
    | 'BadSignature'
    | 'DeviceUnknown'
    | 'LogWentBack'
    | 'ReadersDiffer'
}

/** Accepts a bundle only if it is newer and its signer is entitled by a log that begins at our workspace. */
export async function acceptBundle(
  data: unknown,
  known: {
    readonly workspace: WorkspaceId
    readonly device: string
    /** Of the bundle in force, if there is one. */
    readonly version?: string | undefined
    readonly heads?: readonly EnvelopeHash[] | undefined
  },
): Promise<Result<{ readonly bundle: PolicyBundle; readonly membership: Membership }, BundleRefused>> {
  const parsed = parse(bundleShape, data)
  if (!parsed.ok) return problem('Misshapen')
  const bundle = parsed.value
  const { content } = bundle
  if (content.workspace !== known.workspace) return problem('OtherWorkspace')
  if (known.version !== undefined && content.version <= known.version) return problem('NotNewer')

  const log = await replayRevealed(content.workspace, content.members)
  const membership = log?.now()
  if (!log || !membership || log.heads().join() !== content.heads.join()) return problem('BrokenLog')
  // A log without what we saw before would bring back whoever was removed since.
  if (known.heads && !log.at(known.heads)) return problem('LogWentBack')
  const signer = membership.devices.get(content.builtBy)
  const entitled = rolesOf(membership, content.builtBy).some((role) => policyWriters.includes(role))
  if (!signer || signer.last || !entitled) return problem('SignerNotEntitled')
  if (![...membership.devices.keys()].some((id) => id === known.device)) return problem('DeviceUnknown')
  const genuine = await verifyBytes(signer.signKey, fromHex(bundle.signature), await bundleStatement(content))
  if (!genuine) return problem('BadSignature')
  // Otherwise one entitled device could have every event sealed to a key of its own.
  const { epoch, publicKey } = membership.guardReaders
  if (content.readers.epoch !== epoch || content.readers.publicKey !== publicKey)
    return problem('ReadersDiffer')
  return ok({ bundle, membership })
}

const policyWriters: readonly string[] = ['securityManager', 'ciso', 'privacyOfficer']

/** Lays a sealed operation open for a device that does not hold the key it was sealed under. */
export async function revealOperation(envelope: Envelope, plaintext: Bytes): Promise<RevealedOperation> {
  return {
    header: new TextDecoder().decode(canonicalBytes(envelope.header)),
    ciphertextHash: toHex(await sha256(envelope.ciphertext)),
    signature: toHex(envelope.signature),
    plaintext: envelope.header.kind === 'grant' ? '' : toHex(plaintext),
  }
}

async function replayRevealed(
  workspace: WorkspaceId,
  revealed: readonly RevealedOperation[],
): Promise<MemberLog | undefined> {
  const log = createMemberLog(workspace)
  for (const entry of revealed) {
    const headerBytes = new TextEncoder().encode(entry.header)
    const header = readHeader(headerBytes)
    if (!header.ok || header.value.workspace !== workspace) return undefined
    const operation = await revealedOperation(header.value, fromHex(entry.plaintext))
    if (!operation) return undefined
    const ciphertextHash = fromHex(entry.ciphertextHash)
    const hash = await hashOf(headerBytes, ciphertextHash)
    const judged = await log.judge(hash, header.value, operation)
    if (!judged.ok) return undefined
    // The log as its author knew it: a device that a removal since took out of it signed all the same.
    const author =
      judged.value.added?.id === header.value.device ? judged.value.added : known(log, header.value)
    const genuine =
      author &&
      (await verifyBytes(
        author.signKey,
        fromHex(entry.signature),
        await signedBytes(headerBytes, ciphertextHash),
      ))
    if (!genuine) return undefined
    log.put(judged.value)
  }
  return log
}

const known = (log: MemberLog, { members, device }: EnvelopeHeader) => log.at(members)?.devices.get(device)

async function revealedOperation(
  header: EnvelopeHeader,
  plaintext: Bytes,
): Promise<MemberOperation | undefined> {
  // Only its place in the log is told; whom it gives which key is not for extensions.
  if (header.kind === 'grant') return { type: 'grant', grants: [] }
  if (header.kind !== 'member' || !equalBytes(await sha256(plaintext), fromHex(header.digest)))
    return undefined
  const operation = parseOperation(plaintext.subarray(saltLength))
  return operation.ok ? operation.value : undefined
}

async function bundleStatement(content: BundleContent): Promise<Bytes> {
  return sha256(canonicalBytes({ purpose: 'countersign/policy-bundle/1', content }))
}
