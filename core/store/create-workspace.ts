import { createDevice } from '../journal/device.ts'
import { sealEnvelope, type SealedUnder } from '../journal/envelope.ts'
import { readersKeyPair } from '../journal/hpke.ts'
import { createKeyring, keyEpochOf, sealGrant } from '../members/keyring.ts'
import { createMemberLog } from '../members/member-log.ts'
import { operationBytes, workspaceIdOf, type Genesis, type Grant } from '../members/operations.ts'
import { readableCompartments } from '../members/access.ts'
import { randomBytes, toHex } from '../model/bytes.ts'
import { newMemberId, newRecordId, type MemberId } from '../model/ids.ts'
import { createHybridClock } from '../model/hybrid-clock.ts'
import type { Role } from '../model/record-type.ts'
import { unwrap } from '../model/result.ts'
import { hashEnvelope } from '../journal/envelope.ts'
import type { RecoveryMeta } from './database.ts'
import { createCountIndex } from './counts.ts'
import { commitDurably } from './durable-commit.ts'
import { membershipRows } from './membership-rows.ts'
import { createRecordVault } from './record-vault.ts'
import { createRowCache } from './row-cache.ts'
import { createHeadIndex, type Replica } from './replica.ts'
import { memberShard } from './shard-names.ts'
import { createWaitingRoom } from './waiting.ts'

/** Until others join, the first person holds every role that someone must hold. */
const founderRoles: readonly Role[] = ['admin', 'ciso', 'securityManager', 'privacyOfficer', 'unitHead']

/**
 * Begins a workspace: keys, the genesis operation, its durable transaction. The first records are committed
 * afterwards through the same path as any other.
 */
export async function beginWorkspace(
  given: Pick<Replica, 'database' | 'types' | 'now'>,
  cacheFor: (workspace: Replica['workspace']) => Replica['cache'],
): Promise<Replica> {
  const device = await createDevice()
  const member = newMemberId()
  const recovery = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const recoveryKey = toHex(new Uint8Array(await crypto.subtle.exportKey('raw', recovery.publicKey)))
  const clock = createHybridClock(given.now)

  // Grants are sealed for the workspace's id, which is the hash of the genesis; the founder's stay in its own keyring.
  const guardKey = randomBytes(32)
  const guardEpoch = await keyEpochOf(1, guardKey)
  const personId = newRecordId('PER', device.id)
  const genesis: Genesis = {
    type: 'genesis',
    nonce: toHex(randomBytes(32)),
    recoveryKey,
    guardReaders: { epoch: guardEpoch, publicKey: (await readersKeyPair(guardKey)).publicKey },
    member: { id: member, roles: [...founderRoles] },
    person: personId,
    device: { signKey: device.signKey, agreeKey: device.agreeKey, client: device.client, kind: 'pwa' },
    grants: [],
  }
  const workspace = await workspaceIdOf(genesis)
  const compartments: readonly SealedUnder[] = [
    'members',
    ...readableCompartments(founderRoles),
    'self',
    'audit',
  ]
  const grants: Grant[] = []
  for (const compartment of new Set(compartments)) {
    const key = compartment === 'guard' ? guardKey : randomBytes(32)
    // Of `self` there is one for each member; the first is the founder's own.
    const owner = compartment === 'self' ? member : ''
    grants.push(await sealGrant(workspace, compartment, await keyEpochOf(1, key), key, device, owner))
  }

  const log = createMemberLog(workspace)
  const keyring = createKeyring(workspace, device)
  for (const grant of grants) await keyring.accept(grant)
  const keyEpoch = keyring.latestEpoch('members')
  const membersKey = keyEpoch && keyring.key('members', keyEpoch)
  if (!keyEpoch || !membersKey) throw new Error('the members key was not accepted')

  const draft = {
    workspace,
    compartment: 'members' as const,
    shard: memberShard,
    keyEpoch,
    sequence: 1,
    previous: '' as const,
    members: [],
    time: clock.now(),
    kind: 'member' as const,
  }
  const envelope = await sealEnvelope(device, draft, operationBytes(genesis), membersKey)
  const hash = await hashEnvelope(envelope)
  unwrap(await log.add(hash, envelope.header, genesis))

  const replica: Replica = {
    ...given,
    workspace,
    device,
    member,
    personId,
    organizationId: newRecordId('ORG', device.id),
    log,
    keyring,
    vault: createRecordVault(given.database, keyring),
    cache: cacheFor(workspace),
    clock,
    heads: createHeadIndex([]),
    rows: createRowCache(given.database),
    counts: createCountIndex([]),
    received: { last: 0 },
    waiting: await createWaitingRoom(given.database),
    inForce: { heads: [hash] },
    author: (author) => ({
      device: author,
      member: log.now()?.devices.get(author)?.member ?? ('' as MemberId),
    }),
    durable: new Set(),
  }
  const recoveryRow: RecoveryMeta = {
    key: 'recovery',
    open: new Uint8Array(await crypto.subtle.exportKey('pkcs8', recovery.privateKey)),
  }
  const { organizationId } = replica
  const workspaceRow = {
    key: 'workspace' as const,
    id: workspace,
    member,
    personId,
    organizationId,
    createdAt: given.now(),
  }
  unwrap(
    await commitDurably(replica, {
      envelopes: [{ envelope, hash }],
      ...(await membershipRows(replica, log.now())),
      meta: [workspaceRow, { key: 'device', device }, recoveryRow, { key: 'inForce', heads: [hash] }],
      keyring: grants.map(({ to: _to, ...row }) => row),
    }),
  )
  return replica
}
