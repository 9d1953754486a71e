import { Dexie } from 'dexie'
import { sealEnvelope, type Envelope } from '../journal/envelope.ts'
import { hashEnvelope } from '../journal/envelope.ts'
import { mayWrite } from '../members/access.ts'
import { rolesOf } from '../members/membership.ts'
import { isFilled } from '../model/conditions.ts'
import { prefixOf, type EnvelopeHash, type RecordId, type ShardId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { RecordContext, RecordType } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { taipeiDate } from '../model/roc-date.ts'
import { validate, type Issue } from '../model/validate.ts'
import { formatKey, numberField } from '../projections/record-keys.ts'
import type { HistoryRow, RecordRow } from '../projections/rows.ts'
import { applyChange, currentState, type Check } from './apply-change.ts'
import type { Change, CommandFailure } from './commands.ts'
import { commitDurably, type Commit } from './durable-commit.ts'
import { reviewedEvents } from './guard-events.ts'
import { nextNumber } from './numbering.ts'
import { projectHistory, projectRow } from './project.ts'
import type { Replica } from './replica.ts'
import { recordsPerPartition, shardOf, shardParts } from './shard-names.ts'
import type { ShardSet } from './shard-set.ts'
import { stageRecord, type StagedRecord } from './stage.ts'

/** JSON bytes of values one envelope carries at most, so that it fits a link's frame with room to spare. */
const envelopeBudget = 256 * 1024

/**
 * Writes a command's changes: stage, check, write to the shards, sign and seal, and commit everything in one
 * strict transaction. On failure nothing remains, neither on disk nor in memory.
 */
export async function commitChanges(
  replica: Replica,
  shards: ShardSet,
  changes: readonly Change[],
): Promise<Result<{ readonly envelopes: readonly EnvelopeHash[] }, CommandFailure>> {
  const time = replica.clock.now()
  const staged = await stageAll(replica, shards, changes, time)
  if (!staged.ok) return staged
  const { records, erase } = staged.value

  const touched: ShardId[] = []
  const undo = async (): Promise<void> => {
    for (const { record } of erase) replica.vault.restore(record)
    await Promise.all(touched.map((shard) => shards.drop(shard)))
  }
  try {
    for (const { record } of erase) replica.vault.erase(record)
    const commit = await buildCommit(replica, shards, records, time, touched)
    const done = await commitDurably(replica, { ...commit, erase })
    if (done.ok) return ok({ envelopes: done.value })
    await undo()
    return done
  } catch (error) {
    // A bug, not an expected failure; memory must still not run ahead of the journal.
    await undo()
    throw error
  }
}

interface Staged {
  readonly records: readonly StagedRecord[]
  readonly erase: NonNullable<Commit['erase']>
}

async function stageAll(
  replica: Replica,
  shards: ShardSet,
  changes: readonly Change[],
  time: HybridTime,
): Promise<Result<Staged, CommandFailure>> {
  const membership = replica.log.now()
  const roles = membership ? rolesOf(membership, replica.device.id) : []
  const records = new Map<RecordId, StagedRecord>()
  const checks = new Map<RecordId, Check>()
  const erase: { record: RecordId; personalFields: string[] }[] = []
  const by = {
    roles,
    device: replica.device.id,
    member: replica.member,
    now: replica.now(),
    row: (record: StagedRecord) => rowOf(replica, record),
  }

  for (const change of changes) {
    const type =
      change.type === 'create'
        ? replica.types.byKey(change.recordType)
        : replica.types.byPrefix(prefixOf(change.id))
    if (!type || type.prefix !== prefixOf(change.id)) return problem('UnknownType')
    if (!mayWrite(roles, type)) return problem('NotAllowed', { why: 'writer', type: type.key })
    const record = records.get(change.id) ?? (await stageOne(replica, shards, type, change, time))
    if (!record) return problem('NoSuchRecord')
    records.set(change.id, record)
    const applied = await applyChange(record, change, by)
    if (!applied.ok) return applied
    if (change.type === 'erase') erase.push({ record: change.id, personalFields: personalFieldsOf(type) })
    const earlier = checks.get(change.id)
    if (earlier === undefined || applied.value !== 'draft') checks.set(change.id, applied.value)
  }

  for (const [id, check] of checks) {
    const record = records.get(id)!
    if (check === 'none') continue
    const issues = await issuesOf(replica, record, check, records)
    if (issues.length > 0) return { ok: false, error: { type: 'Invalid', id, issues } }
    if (check !== 'draft') await mintNumber(replica, record)
  }
  return ok({ records: [...records.values()], erase })
}

async function stageOne(
  replica: Replica,
  shards: ShardSet,
  type: RecordType,
  change: Change,
  time: HybridTime,
): Promise<StagedRecord | undefined> {
  const known = await replica.rows.get(change.id)
  if (!known && change.type !== 'create') return undefined
  const shard = known?.shard ?? (await openPartition(replica, type))
  const entries = known ? (await shards.open(shard)).entriesOf(change.id) : []
  const { device, vault } = replica
  return stageRecord({ id: change.id, type, shard }, entries, { device: device.id, time, vault })
}

/** The newest partition of the register group, or the next one once it is full. */
async function openPartition(replica: Replica, type: RecordType): Promise<ShardId> {
  let partition = 0
  for (;;) {
    const row = await replica.database.shards.get(shardOf(type, partition))
    if (!row || row.records < recordsPerPartition) return shardOf(type, partition)
    partition++
  }
}

async function issuesOf(
  replica: Replica,
  record: StagedRecord,
  check: Exclude<Check, 'none'>,
  staged: ReadonlyMap<RecordId, StagedRecord>,
): Promise<Issue[]> {
  const row = await rowOf(replica, record)
  const organization = await replica.rows.get(replica.organizationId)
  const related = new Map<string, RecordRow['values']>()
  const revisions = new Map<string, RecordRow>()
  const issues: Issue[] = []
  for (const id of row.refs) {
    const other = staged.get(id)
    const named = other ? await rowOf(replica, other) : await replica.rows.get(id)
    if (named) {
      related.set(id, named.values)
      revisions.set(id, named)
    } else issues.push({ field: fieldNaming(record.type, row, id), code: 'noSuchRecord' })
  }
  const context: RecordContext = {
    today: taipeiDate(replica.now()),
    state: check === 'draft' ? row.state : check.transitionTo,
    createdAt: taipeiDate(row.createdAt),
    id: record.id,
    related: (id) => related.get(id),
    actor: replica.personId,
    ...(organization ? { organization: organization.values } : {}),
    ...(replica.types.library ? { library: replica.types.library } : {}),
    reachedAt: (state) => {
      const reached = row.reached[state]
      return reached && taipeiDate(reached.at)
    },
    revisionOf: (id) => (id === row.id ? row : revisions.get(id))?.revision?.hash,
  }
  issues.push(...validate(record.type, row.values, context, check === 'draft' ? 'draft' : 'transition'))
  for (const [field, declared] of Object.entries(record.type.fields)) {
    if (declared.kind !== 'string' || !declared.unique || !isFilled(row.values[field])) continue
    if (await isTaken(replica, record, field, row.values[field])) issues.push({ field, code: 'notUnique' })
  }
  return issues
}

async function isTaken(
  replica: Replica,
  record: StagedRecord,
  field: string,
  value: unknown,
): Promise<boolean> {
  const same = await replica.database.records
    .where('[type+state]')
    .between([record.type.key, Dexie.minKey], [record.type.key, Dexie.maxKey])
    .filter((row) => row.id !== record.id && !row.voided && row.values[field] === value)
    .first()
  return same !== undefined
}

async function mintNumber(replica: Replica, record: StagedRecord): Promise<void> {
  const numbering = replica.log.now()?.numbering
  const field = Object.values(record.type.fields).find((declared) => declared.kind === 'autoNumber')
  if (field?.kind !== 'autoNumber' || numbering?.device !== replica.device.id) return
  if (record.merged()?.fields.has(numberField)) return
  await record.setField(numberField, await nextNumber(replica, record.type, field.pattern))
}

async function buildCommit(
  replica: Replica,
  shards: ShardSet,
  records: readonly StagedRecord[],
  time: HybridTime,
  touched: ShardId[],
): Promise<Commit> {
  const envelopes: Commit['envelopes'][number][] = []
  const history: (HistoryRow & { shard: ShardId })[] = []
  const rows: RecordRow[] = []
  const recordCounts = new Map<ShardId, number>()
  const author = replica.author(replica.device.id)

  for (const [id, group] of groupByShard(records)) {
    const shard = await shards.open(id)
    touched.push(id)
    let head = replica.heads.get(id, replica.device.id)
    for (const batch of batches(group)) {
      const sets = batch.flatMap((record) =>
        record.written().map(({ key, value }) => [formatKey(key), value] as const),
      )
      const update = shard.write(sets)
      const envelope = await sealChange(replica, id, head, update, time)
      const hash = await hashEnvelope(envelope)
      head = { shard: id, device: replica.device.id, sequence: envelope.header.sequence, hash, time }
      envelopes.push({
        envelope,
        hash,
        clock: { client: replica.device.client, clockEnd: shard.clockOf(replica.device.client) },
      })
      let from = 0
      for (const record of batch) {
        const written = record.written()
        history.push(
          ...(await projectHistory(replica, record.type, id, {
            id: record.id,
            before: record.before,
            written,
            author,
            envelope: hash,
            from,
          })),
        )
        from += written.length
      }
    }
    recordCounts.set(id, shard.recordCount())
    for (const record of group) rows.push(await rowOf(replica, record))
  }
  const events = await reviewedEvents(replica, rows)
  return {
    envelopes,
    history,
    records: [...rows, ...events],
    recordKeys: replica.vault.takeNewKeys(),
    recordCounts,
  }
}

function sealChange(
  replica: Replica,
  shard: ShardId,
  head: { readonly sequence: number; readonly hash: EnvelopeHash } | undefined,
  update: Uint8Array,
  time: HybridTime,
): Promise<Envelope> {
  const compartment = shardParts(shard).compartment as RecordType['compartment']
  const keyEpoch = replica.keyring.latestEpoch(compartment)
  const key = keyEpoch === undefined ? undefined : replica.keyring.key(compartment, keyEpoch)
  if (keyEpoch === undefined || !key) throw new Error(`no key for ${compartment}`)
  const draft = {
    workspace: replica.workspace,
    compartment,
    shard,
    keyEpoch,
    sequence: (head?.sequence ?? 0) + 1,
    previous: head?.hash ?? ('' as const),
    members: replica.log.heads(),
    time,
    kind: 'change' as const,
  }
  return sealEnvelope(replica.device, draft, update, key)
}

/** Records of one shard in runs that fit an envelope; a record is never split. */
function* batches(records: readonly StagedRecord[]): Iterable<readonly StagedRecord[]> {
  let batch: StagedRecord[] = []
  let size = 0
  for (const record of records) {
    const bytes = record.written().reduce((sum, { value }) => sum + JSON.stringify(value).length * 3, 0)
    if (batch.length > 0 && size + bytes > envelopeBudget) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(record)
    size += bytes
  }
  if (batch.length > 0) yield batch
}

function groupByShard(records: readonly StagedRecord[]): Map<ShardId, StagedRecord[]> {
  const groups = new Map<ShardId, StagedRecord[]>()
  for (const record of records) {
    const group = groups.get(record.shard)
    if (group) group.push(record)
    else groups.set(record.shard, [record])
  }
  return groups
}

async function rowOf(replica: Replica, record: StagedRecord): Promise<RecordRow> {
  const merged = record.merged()
  if (!merged) throw new Error(`nothing staged for ${record.type.key}, state ${currentState(record)}`)
  return projectRow(replica, record.type, record.shard, merged)
}

const personalFieldsOf = (type: RecordType): string[] =>
  Object.entries(type.fields)
    .filter(([, field]) => field.personal)
    .map(([key]) => key)

function fieldNaming(type: RecordType, row: RecordRow, id: RecordId): string {
  return (
    Object.keys(type.fields).find((field) => JSON.stringify(row.values[field] ?? null).includes(id)) ??
    type.title
  )
}
