import { openPlaintext, saltLength } from '../journal/envelope.ts'
import { createKeyring } from '../members/keyring.ts'
import { createMemberLog } from '../members/member-log.ts'
import { parseOperation } from '../members/operations.ts'
import { createHybridClock } from '../model/hybrid-clock.ts'
import type { MemberId } from '../model/ids.ts'
import { unwrap } from '../model/result.ts'
import { createCountIndex } from './counts.ts'
import type { Database } from './database.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { createRecordVault } from './record-vault.ts'
import { createRowCache } from './row-cache.ts'
import { createHeadIndex, type Replica } from './replica.ts'
import { memberShard } from './shard-names.ts'
import { createWaitingRoom } from './waiting.ts'

/** Opens the workspace this profile holds, from its own journal; undefined if there is none yet. */
export async function openReplica(
  given: Pick<Replica, 'database' | 'types' | 'now'>,
  cacheFor: (workspace: Replica['workspace']) => Replica['cache'],
): Promise<Replica | undefined> {
  const { database, now } = given
  const workspaceRow = await database.meta.get('workspace')
  const deviceRow = await database.meta.get('device')
  if (workspaceRow?.key !== 'workspace' || deviceRow?.key !== 'device') return undefined
  const inForceRow = await database.meta.get('inForce')
  const { id: workspace, member, personId, organizationId } = workspaceRow
  const { device } = deviceRow

  const keyring = createKeyring(workspace, device)
  for (const row of await database.keyring.toArray()) await keyring.accept({ ...row, to: device.id })

  const log = createMemberLog(workspace)
  const acceptGrants = async (): Promise<void> => {
    const membership = log.now()
    if (membership) await keyring.follow(membership)
  }
  for (const row of await database.envelopes
    .where('[shard+received]')
    .between([memberShard, 0], [memberShard, Infinity])
    .toArray()) {
    const envelope = rowToEnvelope(row)
    const { keyEpoch } = envelope.header
    // Under a later key: the log so far grants it.
    if (!keyring.key('members', keyEpoch)) await acceptGrants()
    const key = keyring.key('members', keyEpoch)
    if (!key) throw new Error('the membership log cannot be opened with the keys of this device')
    const operation = unwrap(parseOperation(unwrap(await openPlaintext(envelope, key)).subarray(saltLength)))
    unwrap(await log.add(row.hash, envelope.header, operation))
  }

  await acceptGrants()

  const heads = await database.heads.toArray()
  const clock = createHybridClock(now)
  for (const { time } of heads) clock.observe(time)
  return {
    ...given,
    workspace,
    device,
    member,
    personId,
    organizationId,
    log,
    keyring,
    vault: createRecordVault(database, keyring),
    cache: cacheFor(workspace),
    clock,
    heads: createHeadIndex(heads),
    rows: createRowCache(database),
    counts: createCountIndex(await database.counts.toArray()),
    received: { last: await lastReceived(database) },
    waiting: await createWaitingRoom(database),
    inForce: { heads: inForceRow?.key === 'inForce' ? inForceRow.heads : undefined },
    author: (author) => ({
      device: author,
      member: log.now()?.devices.get(author)?.member ?? ('' as MemberId),
    }),
    durable: new Set(),
  }
}

/** The highest number of arrival in any shard; counting would repeat numbers once old rows may go. */
async function lastReceived(database: Database): Promise<number> {
  let last = 0
  for (const { shard } of await database.shards.toArray()) {
    const row = await database.envelopes
      .where('[shard+received]')
      .between([shard, 0], [shard, Infinity])
      .last()
    last = Math.max(last, row?.received ?? 0)
  }
  return last
}
