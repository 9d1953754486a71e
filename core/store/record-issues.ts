import { Dexie } from 'dexie'
import { isFilled } from '../model/conditions.ts'
import type { RecordId } from '../model/ids.ts'
import type { RecordContext, RecordType } from '../model/record-type.ts'
import { taipeiDate } from '../model/roc-date.ts'
import { validate, type Issue } from '../model/validate.ts'
import type { RecordRow } from '../projections/rows.ts'
import type { Check } from './apply-change.ts'
import { stagedRow } from './project.ts'
import type { Replica } from './replica.ts'
import type { StagedRecord } from './stage.ts'

/** What is wrong with a staged record: by its declaration, and by what only the store knows about other records. */
export async function recordIssues(
  replica: Replica,
  record: StagedRecord,
  check: Exclude<Check, 'none'>,
  staged: ReadonlyMap<RecordId, StagedRecord>,
): Promise<Issue[]> {
  const row = await stagedRow(replica, record)
  const organization = await replica.rows.get(replica.organizationId)
  const related = new Map<string, RecordRow['values']>()
  const revisions = new Map<string, RecordRow>()
  const issues: Issue[] = []
  for (const id of row.refs) {
    const other = staged.get(id)
    const named = other ? await stagedRow(replica, other) : await replica.rows.get(id)
    if (named) {
      related.set(id, named.values)
      revisions.set(id, named)
    } else issues.push({ field: fieldNaming(record.type, row, id), code: 'noSuchRecord' })
  }
  for await (const above of ancestors(replica, record.type, row))
    if (!related.has(above.id)) related.set(above.id, above.values)
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
    preparers: (id) => preparersOf(replica, id === row.id ? row : revisions.get(id)),
    revisionOf: (id) => (id === row.id ? row : revisions.get(id))?.revision?.hash,
  }
  issues.push(...validate(record.type, row.values, context, check === 'draft' ? 'draft' : 'transition'))
  for (const [field, declared] of Object.entries(record.type.fields)) {
    if (declared.kind !== 'string' || !declared.unique || !isFilled(row.values[field])) continue
    if (await isTaken(replica, record, field, row.values[field])) issues.push({ field, code: 'notUnique' })
  }
  return issues
}

/** Whose `person` record stands behind a row's content, as far as this device knows. */
function preparersOf(replica: Replica, row: RecordRow | undefined): readonly string[] {
  const mine = row && [row.createdBy, row.updatedBy].some(({ member }) => member === replica.member)
  return mine ? [replica.personId] : []
}

/** Everything above a record in its hierarchies, so that a circle shows over any number of steps. */
async function* ancestors(replica: Replica, type: RecordType, row: RecordRow): AsyncIterable<RecordRow> {
  for (const [field, declared] of Object.entries(type.fields)) {
    if (declared.kind !== 'ref' || !declared.acyclic) continue
    const seen = new Set<unknown>([row.id])
    for (let above = row.values[field]; above !== undefined && !seen.has(above);) {
      seen.add(above)
      const named = await replica.rows.get(above as RecordId)
      if (named) yield named
      above = named?.values[field]
    }
  }
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

function fieldNaming(type: RecordType, row: RecordRow, id: RecordId): string {
  return (
    Object.keys(type.fields).find((field) => JSON.stringify(row.values[field] ?? null).includes(id)) ??
    type.title
  )
}
