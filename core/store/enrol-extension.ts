import type { PublicDevice } from '../journal/device.ts'
import { newRecordId, type RecordId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { appendOperations } from './append-operations.ts'
import type { CommandFailure } from './commands.ts'
import type { Replica } from './replica.ts'
import { commitChanges } from './commit-changes.ts'
import type { ShardSet } from './shard-set.ts'

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
  const added = await appendOperations(replica, shards, [
    { type: 'addDevice', device: { signKey, agreeKey, client, kind: 'extension' }, profileCode, grants: [] },
  ])
  return added.ok ? ok({ profileCode }) : added
}

/** Crockford base 32 without look-alikes. */
const codeDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const newProfileCode = (): string =>
  `P-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => codeDigits[byte % 32]).join('')}`
