import { hashEnvelope, sealEnvelope, type Envelope } from '../journal/envelope.ts'
import { eventShard } from '../events/build-event.ts'
import type { LogEntry, Membership } from '../members/membership.ts'
import { kindOf, operationBytes, type MemberOperation } from '../members/operations.ts'
import { prefixOf, type EnvelopeHash } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { mergeRecord } from '../projections/merge-record.ts'
import type { RecordRow } from '../projections/rows.ts'
import { bringInForce } from './bring-in-force.ts'
import type { CommandFailure } from './commands.ts'
import { commitDurably, type Commit, type NotSaved } from './durable-commit.ts'
import { membershipRows } from './membership-rows.ts'
import { projectRow } from './project.ts'
import { rebuildShard } from './rebuild.ts'
import type { Replica } from './replica.ts'
import { memberShard } from './shard-names.ts'
import type { ShardSet } from './shard-set.ts'

/** Signs operations, has the log judge them like anyone else's, and commits them together with the rows they change. */
export async function appendOperations(
  replica: Replica,
  shards: ShardSet,
  operations: readonly MemberOperation[],
  /** Durable with them, or neither. */
  also: Pick<Commit, 'useInvitation' | 'meta'> = {},
): Promise<Result<readonly EnvelopeHash[], CommandFailure>> {
  const keyEpoch = replica.keyring.latestEpoch('members')
  const key = keyEpoch === undefined ? undefined : replica.keyring.key('members', keyEpoch)
  if (keyEpoch === undefined || !key) return problem('NotAllowed', { why: 'noKey' })
  const trial = replica.log.copy()
  const envelopes: { readonly envelope: Envelope; readonly hash: EnvelopeHash }[] = []
  const entries: LogEntry[] = []
  let head: { readonly sequence: number; readonly hash: EnvelopeHash } | undefined = replica.heads.get(
    memberShard,
    replica.device.id,
  )
  for (const operation of operations) {
    const draft = {
      workspace: replica.workspace,
      compartment: 'members' as const,
      shard: memberShard,
      keyEpoch,
      sequence: (head?.sequence ?? 0) + 1,
      previous: head?.hash ?? ('' as const),
      members: trial.heads(),
      time: replica.clock.now(),
      kind: kindOf(operation),
    }
    const envelope: Envelope = await sealEnvelope(replica.device, draft, operationBytes(operation), key)
    const hash = await hashEnvelope(envelope)
    const judged = await trial.judge(hash, envelope.header, operation)
    if (!judged.ok) return problem('NotAllowed', { why: judged.error.type })
    trial.put(judged.value)
    entries.push(judged.value)
    envelopes.push({ envelope, hash })
    head = { sequence: draft.sequence, hash }
  }
  const done = await commitOperations(replica, shards, envelopes, entries, also)
  return done.ok ? ok(envelopes.map(({ hash }) => hash)) : done
}

/** Makes judged operations durable, and everything they change with them. */
export async function commitOperations(
  replica: Replica,
  shards: ShardSet,
  envelopes: Commit['envelopes'],
  entries: readonly LogEntry[],
  also: Pick<Commit, 'useInvitation' | 'meta'> = {},
): Promise<Result<null, NotSaved>> {
  const trial = replica.log.copy()
  entries.forEach(trial.put)
  const after = trial.now()
  const rows = await membershipRows(replica, after)
  const records = await personRows(replica, shards, replica.log.now(), after)
  const done = await commitDurably(replica, { envelopes, ...rows, records, ...also })
  if (!done.ok) return done
  // Only now: an entry that is not durable must never be cited as the past of anything.
  entries.forEach(replica.log.put)
  return followLog(replica, shards)
}

/** Takes the keys the log grants, and takes out or makes again what it no longer lets stand. */
export async function followLog(replica: Replica, shards: ShardSet): Promise<Result<null, NotSaved>> {
  const membership = replica.log.now()
  if (!membership || replica.inForce.heads?.join() === replica.log.heads().join()) return ok(null)
  const pairs = replica.keyring.epochs('guard').length
  await replica.keyring.follow(membership)
  const done = await bringInForce(replica, shards)
  // Events that came before their key was granted are in the journal, closed.
  if (done.ok && replica.keyring.epochs('guard').length > pairs) await rebuildShard(replica, eventShard)
  return done
}

/** Rows of the people whose roles the operations change: `person.roles` shows what the log says. */
async function personRows(
  replica: Replica,
  shards: ShardSet,
  before: Membership | undefined,
  after: Membership | undefined,
): Promise<RecordRow[]> {
  const rows: RecordRow[] = []
  // With those whose joining came to nothing, since who added them had been removed.
  const members = [...(before?.members.values() ?? []), ...(after?.members.values() ?? [])]
  const changed = members.filter(
    ({ id }) => JSON.stringify(before?.members.get(id)) !== JSON.stringify(after?.members.get(id)),
  )
  for (const person of new Set(changed.map((member) => member.person))) {
    const known = await replica.rows.get(person)
    const type = replica.types.byPrefix(prefixOf(person))
    const merged = known && mergeRecord((await shards.open(known.shard)).entriesOf(person))
    if (type && merged)
      rows.push(
        await projectRow(
          { ...replica, log: { ...replica.log, now: () => after } },
          type,
          known.shard,
          merged,
        ),
      )
  }
  return rows
}
