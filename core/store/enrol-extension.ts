import type { PublicDevice } from '../journal/device.ts'
import { hashEnvelope, sealEnvelope } from '../journal/envelope.ts'
import { operationBytes, type MemberOperation } from '../members/operations.ts'
import { newRecordId, type RecordId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { commitDurably } from './durable-commit.ts'
import { membershipRows } from './membership-rows.ts'
import type { CommandFailure } from './commands.ts'
import type { Replica } from './replica.ts'
import { commitChanges } from './commit-changes.ts'
import type { ShardSet } from './shard-set.ts'
import { memberShard } from './shard-names.ts'

/**
 * Adds an extension under a random profile code. Whose it is stands only in a `guardProfile` record, which the
 * guard's readers may open; the membership log names no person for it.
 */
export async function enrolExtension(
  replica: Replica,
  shards: ShardSet,
  extension: PublicDevice,
  /** Whose browser it is. */
  person: RecordId = replica.personId,
): Promise<Result<{ readonly profileCode: string }, CommandFailure>> {
  const known = replica.log.now()?.devices.get(extension.id)
  if (known)
    return known.profileCode && !known.last
      ? ok({ profileCode: known.profileCode })
      : problem('NotAllowed', { why: 'removed' })

  const profileCode = newProfileCode()
  // The profile first: one without a device is harmless, a device without a profile could not be asked about.
  const profile = await commitChanges(replica, shards, [
    {
      type: 'create',
      id: newRecordId('GPR', replica.device.id),
      recordType: 'guardProfile',
      values: { code: profileCode, personId: person, deviceId: extension.id },
    },
  ])
  if (!profile.ok) return profile
  const { signKey, agreeKey, client } = extension
  const added = await appendOperation(replica, {
    type: 'addDevice',
    device: { signKey, agreeKey, client, kind: 'extension' },
    profileCode,
    grants: [],
  })
  return added.ok ? ok({ profileCode }) : added
}

/** Signs an operation, has the log judge it like anyone else's, and commits it with the rows it changes. */
export async function appendOperation(
  replica: Replica,
  operation: MemberOperation,
): Promise<Result<null, CommandFailure>> {
  const keyEpoch = replica.keyring.latestEpoch('members')
  const key = keyEpoch === undefined ? undefined : replica.keyring.key('members', keyEpoch)
  if (keyEpoch === undefined || !key) return problem('NotAllowed', { why: 'noKey' })
  const head = replica.heads.get(memberShard, replica.device.id)
  const draft = {
    workspace: replica.workspace,
    compartment: 'members' as const,
    shard: memberShard,
    keyEpoch,
    sequence: (head?.sequence ?? 0) + 1,
    previous: head?.hash ?? ('' as const),
    members: replica.log.heads(),
    time: replica.clock.now(),
    kind: 'member' as const,
  }
  const envelope = await sealEnvelope(replica.device, draft, operationBytes(operation), key)
  const hash = await hashEnvelope(envelope)
  const judged = await replica.log.judge(hash, envelope.header, operation)
  if (!judged.ok) return problem('NotAllowed', { why: judged.error.type })
  const done = await commitDurably(replica, {
    envelopes: [{ envelope, hash }],
    ...(await membershipRows(replica, replica.log.with(judged.value))),
  })
  if (!done.ok) return done
  // Only now: an entry that is not durable must never be cited as the past of anything.
  replica.log.put(judged.value)
  return ok(null)
}

/** Crockford base 32 without look-alikes. */
const codeDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const newProfileCode = (): string =>
  `P-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => codeDigits[byte % 32]).join('')}`
