import type { Envelope } from '../journal/envelope.ts'
import { openPlaintext, saltLength, verifyEnvelope } from '../journal/envelope.ts'
import { maxEventBytes, eventShard } from '../events/build-event.ts'
import { effectiveRoles } from '../members/effective-roles.ts'
import type { Keyring } from '../members/keyring.ts'
import type { MemberLog } from '../members/member-log.ts'
import { acceptedThrough, rolesOf, type MemberDevice } from '../members/membership.ts'
import { parseOperation, type MemberOperation } from '../members/operations.ts'
import type { Bytes } from '../model/bytes.ts'
import { farFutureMillis, millisOf } from '../model/hybrid-clock.ts'
import {
  isMadeBy,
  prefixOf,
  type DeviceId,
  type EnvelopeHash,
  type ShardId,
  type WorkspaceId,
} from '../model/ids.ts'
import type { RecordType } from '../model/record-type.ts'
import { err, ok, problem, type Result } from '../model/result.ts'
import type { Entry } from '../projections/entries.ts'
import { formatKey, isImmutable, parseKey } from '../projections/record-keys.ts'
import { valueFault } from './admit-value.ts'
import { mayWriteEntry, mayWriteIn, withoutEffect, type Writer } from './may-write-entry.ts'
import { readUpdate, type ReadSet } from './read-update.ts'
import { isPlausibleYear, memberShard, ownerOf, shardOf } from './shard-names.ts'
import { fromStored } from './stored-value.ts'

/** What the gate may ask of this replica. Everything is read; the gate changes nothing. */
export interface GateContext {
  readonly workspace: WorkspaceId
  readonly log: MemberLog
  readonly keyring: Keyring
  readonly typeOfPrefix: (prefix: string) => RecordType | undefined
  /** The last admitted envelope of a device in a shard. */
  readonly head: (
    shard: ShardId,
    device: DeviceId,
  ) => Promise<{ readonly sequence: number; readonly hash: EnvelopeHash } | undefined>
  /** Hash at a place of a chain already admitted, to tell a repeat from a fork. */
  readonly hashAt: (shard: ShardId, device: DeviceId, sequence: number) => Promise<EnvelopeHash | undefined>
  readonly shard: (shard: ShardId) => Promise<{
    readonly clockOf: (client: number) => number
    readonly has: (key: string) => boolean
    readonly keyAt: (client: number, clock: number) => string | undefined
  }>
  readonly now: () => number
}

export type Admitted =
  | { readonly kind: 'member'; readonly operation: MemberOperation; readonly plaintext: Bytes }
  | { readonly kind: 'event' }
  /** `keys`: what the change writes, each with its value; a set replaced within the change is left out. */
  | {
      readonly kind: 'change'
      readonly update: Bytes
      readonly clockEnd: number
      readonly keys: readonly Entry[]
      /** Keys, as text, that its author may no longer write, by a change of roles they had not heard of. */
      readonly withoutEffect: ReadonlySet<string>
    }

/** `repeat` is harmless, `waiting` may be admitted later, `refused` never will be. */
export type NotAdmitted =
  | { readonly type: 'repeat' }
  | { readonly type: 'waiting'; readonly for: 'Past' | 'Earlier' | 'Clock' | 'Key' }
  | { readonly type: 'refused'; readonly reason: RefusedReason }

export type RefusedReason =
  | 'OtherWorkspace' | 'UnknownDevice' | 'RemovedDevice' | 'ClientDiffers' | 'NotEntitled' | 'BadSignature' | 'BrokenChain'
  | 'Fork' | 'CannotDecrypt' | 'DigestDiffers' | 'UnknownOperation' | 'TooLarge' | 'WrongShard' | 'ForeignKey'
  | 'WrongYear' | 'ForeignOverwrite' | 'WrittenOnce' | 'NotAKey' | 'UnknownType' | 'BadValue' | 'TimeAhead' | 'ClockGap' | 'NotSealed'
  | 'ForeignBase' | 'Malformed' | 'ManyClients' | 'ForeignClient' | 'ForbiddenStruct' | 'ForeignDeletion' | 'BareDeletion' | 'WrongRoot' // prettier-ignore

type Verdict<T> = Result<T, NotAdmitted>
const refused = (reason: RefusedReason) => err<NotAdmitted>({ type: 'refused', reason })
const waiting = (what: 'Past' | 'Earlier' | 'Clock' | 'Key') =>
  err<NotAdmitted>({ type: 'waiting', for: what })

/** Yjs bytes one change may hold. */
const maxChangeBytes = 900 * 1024

/**
 * The gate: network, relay, bridge, file and restored backup all pass here. Admission depends only on the
 * envelope and its causal past, so every replica decides alike in any order of arrival.
 */
export async function admit(
  envelope: Envelope,
  hash: EnvelopeHash,
  gate: GateContext,
): Promise<Verdict<Admitted>> {
  const { header } = envelope
  if (header.workspace !== gate.workspace) return refused('OtherWorkspace')
  const place = shardFits(header)
  if (!place) return refused('WrongShard')

  const known = await gate.hashAt(header.shard, header.device, header.sequence)
  if (known === hash) return err<NotAdmitted>({ type: 'repeat' })

  const author = await authorOf(envelope, gate)
  if (!author.ok) return author
  if (!(await verifyEnvelope(envelope, author.value.device))) return refused('BadSignature')
  // An accusation, so only what the device itself signed may make it.
  if (known !== undefined) return refused('Fork')

  const head = await gate.head(header.shard, header.device)
  if (header.sequence !== (head?.sequence ?? 0) + 1) return waiting('Earlier')
  if (header.previous !== (head?.hash ?? '')) return refused('BrokenChain')
  if (millisOf(header.time) > gate.now() + farFutureMillis) return waiting('Clock')

  if (header.kind === 'event') {
    if (envelope.ciphertext.length > maxEventBytes) return refused('TooLarge')
    return ok({ kind: 'event' })
  }
  const key = gate.keyring.key(header.compartment, header.keyEpoch, header.owner)
  if (!key) return waiting('Key')
  const plaintext = await openPlaintext(envelope, key)
  if (!plaintext.ok) return refused(plaintext.error.type)
  const payload = plaintext.value.subarray(saltLength)

  if (isOperation(header)) {
    const operation = parseOperation(payload)
    return operation.ok
      ? ok({ kind: 'member', operation: operation.value, plaintext: plaintext.value })
      : refused('UnknownOperation')
  }
  return admitChange(envelope, payload, author.value, gate)
}

interface Author extends Writer {
  readonly device: Pick<MemberDevice, 'id' | 'signKey' | 'agreeKey' | 'client'>
}

const nobody: Writer = { roles: [], member: undefined, numbering: false }

async function authorOf(envelope: Envelope, gate: GateContext): Promise<Verdict<Author>> {
  const { header } = envelope
  // The beginning and a recovery bring their own device; the membership log judges those operations themselves.
  if (isOperation(header)) return memberAuthor(envelope, gate)
  const membership = gate.log.at(header.members)
  if (!membership) return waiting('Past')
  const device = membership.devices.get(header.device)
  if (!device) return refused('UnknownDevice')
  if (device.client !== header.client) return refused('ClientDiffers')
  const now = gate.log.now()
  if (now && header.sequence > acceptedThrough(now, device.id, header.shard)) return refused('RemovedDevice')
  if (header.kind === 'event') return ok({ ...nobody, device })

  const roles = rolesOf(membership, device.id, header.time)
  const { member } = device
  if (device.kind !== 'pwa' || !mayWriteIn({ roles, member }, header)) return refused('NotEntitled')
  if (header.owner !== '' && !membership.members.has(header.owner)) return refused('NotEntitled')
  return ok({ device, roles, member, numbering: membership.numbering.device === device.id })
}

const isOperation = ({ kind }: Envelope['header']): boolean => kind === 'member' || kind === 'grant'

async function memberAuthor(envelope: Envelope, gate: GateContext): Promise<Verdict<Author>> {
  const { header } = envelope
  const known =
    header.members.length > 0 ? gate.log.at(header.members)?.devices.get(header.device) : undefined
  if (known)
    return known.client === header.client ? ok({ ...nobody, device: known }) : refused('ClientDiffers')
  if (header.members.length > 0 && !gate.log.at(header.members)) return waiting('Past')
  const introduced = await introducedDevice(envelope, gate)
  return introduced ? ok({ ...nobody, device: introduced }) : refused('UnknownDevice')
}

async function introducedDevice(
  envelope: Envelope,
  gate: GateContext,
): Promise<Author['device'] | undefined> {
  const key = gate.keyring.key('members', envelope.header.keyEpoch)
  const plaintext = key && (await openPlaintext(envelope, key))
  const operation = plaintext?.ok ? parseOperation(plaintext.value.subarray(saltLength)) : undefined
  if (!operation?.ok || (operation.value.type !== 'genesis' && operation.value.type !== 'recover'))
    return undefined
  const { signKey, agreeKey, client } = operation.value.device
  return client === envelope.header.client
    ? { id: envelope.header.device, signKey, agreeKey, client }
    : undefined
}

function shardFits({ kind, compartment, shard, owner }: Envelope['header']): boolean {
  // `self` is somebody's, and its shard says whose; everything else is nobody's.
  if ((compartment === 'self') !== (owner !== '') || ownerOf(shard) !== owner) return false
  if (kind === 'member' || kind === 'grant') return compartment === 'members' && shard === memberShard
  if (kind === 'event') return compartment === 'guard' && shard === eventShard
  return compartment !== 'members' && shard !== eventShard && shard.startsWith(`${compartment}.`)
}

async function admitChange(
  envelope: Envelope,
  payload: Bytes,
  author: Author,
  gate: GateContext,
): Promise<Verdict<Admitted>> {
  const { header } = envelope
  if (payload.length > maxChangeBytes) return refused('TooLarge')
  const update = readUpdate(payload, header.client)
  if (!update.ok) return refused(update.error.type)
  if (update.value.sets.length === 0) return refused('Malformed')

  const shard = await gate.shard(header.shard)
  if (shard.clockOf(header.client) !== update.value.clock) return refused('ClockGap')

  const keys: Entry[] = []
  const keyOf = new Map<number, string>()
  for (const set of update.value.sets) {
    const text = keyWritten(set, header.client, keyOf, shard.keyAt)
    if (!text.ok) return refused(text.error.type)
    keyOf.set(set.clock, text.value)
    const key = parseKey(text.value)
    if (!key) return refused('NotAKey')
    if (key.device !== header.device) return refused('ForeignKey')
    // A second base with an earlier time would take the record over.
    if (key.part === 'base' && !isMadeBy(key.record, key.device)) return refused('ForeignBase')
    // A key that is there already can only be overwritten, and what is written once not even that.
    if (isImmutable(key) && (set.origin || shard.has(text.value))) return refused('WrittenOnce')
    if (set.key !== undefined && shard.has(text.value)) return refused('Malformed')
    const type = gate.typeOfPrefix(prefixOf(key.record))
    if (!type) return refused('UnknownType')
    if (!isPlausibleYear(key.record, header.time)) return refused('WrongYear')
    if (shardOf(type, key.record, header.owner) !== header.shard) return refused('WrongShard')
    if (!mayWriteEntry({ key, value: undefined }, type, author)) return refused('NotEntitled')
    if (!set.value) {
      // A deleted set with nothing after it would leave a key without a value.
      if (!update.value.sets.some((later) => later.origin?.clock === set.clock))
        return refused('BareDeletion')
      continue
    }
    const content = fromStored(key, set.value.content)
    const fault = valueFault(key, content, header.time, type)
    if (fault) return refused(fault)
    if (!mayWriteEntry({ key, value: content }, type, author)) return refused('NotEntitled')
    keys.push({ key, value: content })
  }
  const roles = effectiveRoles(gate.log, header) ?? author.roles
  // Never more than at its causal point; nearly always the same.
  const lost =
    roles.length < author.roles.length
      ? withoutEffect(keys, header, gate.typeOfPrefix, { ...author, roles })
      : []
  return ok({
    kind: 'change',
    update: payload,
    clockEnd: update.value.clockEnd,
    keys,
    withoutEffect: new Set(lost.map(({ key }) => formatKey(key))),
  })
}

/** An overwrite names no key, only the struct it replaces: that must be the signer's own and still in force. */
function keyWritten(
  set: ReadSet,
  client: number,
  earlier: ReadonlyMap<number, string>,
  keyAt: (client: number, clock: number) => string | undefined,
): Result<string, { readonly type: 'ForeignOverwrite' }> {
  if (set.key !== undefined) return ok(set.key)
  if (!set.origin || set.origin.client !== client) return problem('ForeignOverwrite')
  const key = earlier.get(set.origin.clock) ?? keyAt(client, set.origin.clock)
  return key === undefined ? problem('ForeignOverwrite') : ok(key)
}
