import { createDevice, type Device } from '../../core/journal/device.ts'
import type { EnvelopeHeader } from '../../core/journal/envelope.ts'
import { createMemberLog } from '../../core/members/member-log.ts'
import { memberShard } from '../../core/members/membership.ts'
import { kindOf, workspaceIdOf, type Genesis, type MemberOperation } from '../../core/members/operations.ts'
import { randomBytes, sha256, toHex, utf8 } from '../../core/model/bytes.ts'
import { hybridTime } from '../../core/model/hybrid-clock.ts'
import { newMemberId, newRecordId, type EnvelopeHash, type KeyEpoch } from '../../core/model/ids.ts'
import type { Role } from '../../core/model/record-type.ts'
import { unwrap } from '../../core/model/result.ts'

export const deviceEntry = (device: Device, kind: 'pwa' | 'extension' = 'pwa') => ({
  signKey: device.signKey,
  agreeKey: device.agreeKey,
  client: device.client,
  kind,
})

/** A membership log without envelopes around it: operations at any causal point, by any device. */
export async function memberWorld(roles: readonly Role[] = ['admin', 'ciso', 'securityManager']) {
  const founder = await createDevice()
  const recovery = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const member = newMemberId()
  const genesis: Genesis = {
    type: 'genesis',
    nonce: toHex(randomBytes(32)),
    recoveryKey: toHex(new Uint8Array(await crypto.subtle.exportKey('raw', recovery.publicKey))),
    guardReaders: { epoch: '1-0123456789abcdef' as KeyEpoch, publicKey: toHex(randomBytes(32)) },
    member: { id: member, roles: [...roles] },
    person: newRecordId('PER', founder.id),
    device: deviceEntry(founder),
    grants: [],
  }
  const workspace = await workspaceIdOf(genesis)
  const log = createMemberLog(workspace)
  const operations: {
    readonly hash: EnvelopeHash
    readonly header: EnvelopeHeader
    readonly operation: MemberOperation
  }[] = []
  let tick = 0
  const sequences = new Map<Device, number>()

  /** Judges and puts; `members`: what the author knew, everything unless told. */
  const add = async (
    author: Device,
    operation: MemberOperation,
    members: readonly EnvelopeHash[] = log.heads(),
    millis = ++tick,
  ) => {
    const sequence = (sequences.get(author) ?? 0) + 1
    const hash = toHex(await sha256(utf8(`${++tick} ${author.id}`))) as EnvelopeHash
    const header = {
      device: author.id,
      shard: memberShard,
      kind: kindOf(operation),
      sequence,
      members,
      time: hybridTime(millis),
    } as EnvelopeHeader
    const added = await log.add(hash, header, operation)
    if (added.ok) {
      sequences.set(author, sequence)
      operations.push({ hash, header, operation })
    }
    return { hash, added }
  }
  const must = async (...given: Parameters<typeof add>) => {
    const { hash, added } = await add(...given)
    unwrap(added)
    return hash
  }
  /** A person joins with one device, by the founder unless told. */
  const join = async (joining: readonly Role[], by: Device = founder, until?: number) => {
    const device = await createDevice()
    const id = newMemberId()
    await must(by, {
      type: 'addMember',
      member: { id, roles: [...joining], ...(until === undefined ? {} : { until }) },
      person: newRecordId('PER', founder.id),
      device: deviceEntry(device),
      grants: [],
    })
    return { device, id }
  }
  await must(founder, genesis)
  return { founder, member, genesis, workspace, log, recovery, add, must, join, operations }
}
