import { coverable } from '../members/entitlement.ts'
import { dutiesOf, type Duties, type Place } from '../members/duties.ts'
import { keyEpochOf } from '../members/epochs.ts'
import { sealGrant } from '../members/keyring.ts'
import { readersKeyPair } from '../journal/hpke.ts'
import { rolesOf, type Membership } from '../members/membership.ts'
import type { Grant, MemberOperation } from '../members/operations.ts'
import { randomBytes } from '../model/bytes.ts'
import type { DeviceId } from '../model/ids.ts'
import { ok, type Result } from '../model/result.ts'
import { appendOperations } from './append-operations.ts'
import type { CommandFailure } from './commands.ts'
import type { Replica } from './replica.ts'
import { lastOf } from './last-of.ts'
import type { ShardSet } from './shard-set.ts'

/** Grants of one envelope: about 64 KiB. */
const perOperation = 200

/**
 * Does what this device owes the others after a change of the membership: cuts where only it can see, keys to whom they
 * are due, new keys where somebody has the last who may not. Resolves with how many operations that took.
 */
export async function performDuties(
  replica: Replica,
  shards: ShardSet,
): Promise<Result<number, CommandFailure>> {
  const membership = replica.log.now()
  if (!membership || replica.keyring.latestEpoch('members') === undefined) return ok(0)
  const held = ({ compartment, owner }: Place) => replica.keyring.epochs(compartment, owner)
  const duties = dutiesOf(membership, { device: replica.device.id, held }, replica.now())
  const operations = [
    ...cutsOf(replica, membership, duties.cuts),
    ...(await grantsOf(replica, membership, duties.grants)),
    ...(await rotationsOf(replica, membership, duties.rotate)),
  ]
  if (operations.length === 0) return ok(0)
  const done = await appendOperations(replica, shards, operations)
  return done.ok ? ok(operations.length) : done
}

function cutsOf(replica: Replica, membership: Membership, cuts: Duties['cuts']): MemberOperation[] {
  const covers = coverable(rolesOf(membership, replica.device.id, replica.now()))
  const seen = (device: DeviceId): [DeviceId, Record<string, number>] => [
    device,
    Object.fromEntries(
      Object.entries(lastOf(replica, device)).filter(([shard]) => covers.has(shard.split('.')[0] as never)),
    ),
  ]
  return cuts.map(({ of, devices }) => ({ type: 'cut', of, last: Object.fromEntries(devices.map(seen)) }))
}

async function grantsOf(
  replica: Replica,
  membership: Membership,
  owed: Duties['grants'],
): Promise<MemberOperation[]> {
  const grants: Grant[] = []
  for (const { compartment, owner, epoch, to } of owed) {
    const grant = await replica.keyring.grant(compartment, membership.devices.get(to)!, owner, epoch)
    if (grant) grants.push(grant)
  }
  return inParts(grants)
}

async function rotationsOf(
  replica: Replica,
  membership: Membership,
  rotate: Duties['rotate'],
): Promise<MemberOperation[]> {
  const grants: Grant[] = []
  const pairs: MemberOperation[] = []
  for (const { compartment, owner, number, to } of rotate) {
    const key = randomBytes(32)
    const epoch = await keyEpochOf(number, key)
    const sealed: Grant[] = []
    for (const id of to)
      sealed.push(
        await sealGrant(replica.workspace, compartment, epoch, key, membership.devices.get(id)!, owner),
      )
    if (compartment === 'guard') {
      const { publicKey } = await readersKeyPair(key)
      pairs.push({ type: 'grant', grants: sealed.slice(0, perOperation), guardReaders: { epoch, publicKey } })
    } else grants.push(...sealed)
    key.fill(0)
  }
  return [...inParts(grants), ...pairs]
}

function inParts(grants: readonly Grant[]): MemberOperation[] {
  const parts: MemberOperation[] = []
  for (let from = 0; from < grants.length; from += perOperation)
    parts.push({ type: 'grant', grants: grants.slice(from, from + perOperation) })
  return parts
}
