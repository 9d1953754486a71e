import { mayWrite } from '../members/access.ts'
import { rolesOf } from '../members/membership.ts'
import { prefixOf, type RecordId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { RecordType } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { numberField } from '../projections/record-keys.ts'
import { applyChange, type Check } from './apply-change.ts'
import type { Change, CommandFailure } from './commands.ts'
import { erasuresIn, type Erasure } from './erasure.ts'
import { nextNumber } from './numbering.ts'
import { stagedRow } from './project.ts'
import { recordIssues } from './record-issues.ts'
import type { Replica } from './replica.ts'
import { shardOf } from './shard-names.ts'
import { largestEntry, storedBytes } from './stored-value.ts'
import type { ShardSet } from './shard-set.ts'
import { stageRecord, type StagedRecord } from './stage.ts'
import { staysInUnit } from './unit-bound.ts'

export interface Staged {
  readonly records: readonly StagedRecord[]
  readonly erase: readonly Erasure[]
}

/** Applies a command's changes to copies of the records they touch, and checks the result. Writes nothing. */
export async function stageChanges(
  replica: Replica,
  shards: ShardSet,
  changes: readonly Change[],
  time: HybridTime,
): Promise<Result<Staged, CommandFailure>> {
  const membership = replica.log.now()
  const roles = membership ? rolesOf(membership, replica.device.id, replica.now()) : []
  const records = new Map<RecordId, StagedRecord>()
  const checks = new Map<RecordId, Check>()
  const minted: string[] = []
  const by = {
    roles,
    device: replica.device.id,
    member: replica.member,
    now: replica.now(),
    row: (record: StagedRecord) => stagedRow(replica, record),
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
    const earlier = checks.get(change.id)
    if (earlier === undefined || applied.value !== 'draft') checks.set(change.id, applied.value)
  }

  for (const record of records.values())
    if (!(await staysInUnit(replica, roles, record)))
      return problem('NotAllowed', { why: 'unit', type: record.type.key })

  for (const [id, check] of checks) {
    const record = records.get(id)!
    if (check === 'none') continue
    const issues = await recordIssues(replica, record, check, records)
    if (issues.length > 0) return { ok: false, error: { type: 'Invalid', id, issues } }
    if (check !== 'draft') await mintNumber(replica, record, minted, records)
  }
  for (const record of records.values()) {
    if (record.written().some((entry) => storedBytes(entry) > largestEntry))
      return {
        ok: false,
        error: {
          type: 'Invalid',
          id: record.id,
          issues: [{ field: record.type.title, code: 'recordTooLarge' }],
        },
      }
  }
  const erase = [...records.values()].flatMap((record) => erasuresIn(record.written()))
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
  const shard = known?.shard ?? shardOf(type, change.id, replica.member)
  const entries = known ? (await shards.open(shard)).entriesOf(change.id) : []
  const { device, vault } = replica
  return stageRecord({ id: change.id, type, shard }, entries, { device: device.id, time, vault })
}

async function mintNumber(
  replica: Replica,
  record: StagedRecord,
  minted: string[],
  staged: ReadonlyMap<RecordId, StagedRecord>,
): Promise<void> {
  const numbering = replica.log.now()?.numbering
  const field = Object.values(record.type.fields).find((declared) => declared.kind === 'autoNumber')
  if (field?.kind !== 'autoNumber' || numbering?.device !== replica.device.id) return
  if (record.merged()?.fields.has(numberField)) return
  const number = await nextNumber(replica, record.type, field, minted, {
    values: (await stagedRow(replica, record)).values,
    async related(id) {
      const other = staged.get(id as RecordId)
      return (other ? await stagedRow(replica, other) : await replica.rows.get(id as RecordId))?.values
    },
  })
  if (number === undefined) return
  minted.push(number)
  await record.setField(numberField, number)
}
