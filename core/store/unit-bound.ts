import { Dexie } from 'dexie'
import { mayRead } from '../members/access.ts'
import type { Field } from '../model/fields.ts'
import type { RecordType, Role } from '../model/record-type.ts'
import type { RecordRow } from '../projections/rows.ts'
import { stagedRow } from './project.ts'
import type { Replica } from './replica.ts'
import type { StagedRecord } from './stage.ts'

/** Roles that write for their own unit or in their own name only. */
const unitBound: readonly string[] = ['unitContact', 'unitHead', 'assetOwner', 'riskOwner']

/**
 * Whether one who may write the type only for their own unit keeps to it: the record names their unit or themselves,
 * before the change and after it. Judged where the change is made and not in the gate: a unit is a record that changes,
 * and what it said when an envelope was written no replica can know for certain.
 */
export async function staysInUnit(
  replica: Replica,
  roles: readonly Role[],
  record: StagedRecord,
): Promise<boolean> {
  if (!isBound(record.type, roles)) return true
  const own = await ownRecords(replica)
  const before = await replica.rows.get(record.id)
  const after = await stagedRow(replica, record)
  return [before, after].every((row) => !row || isOwn(replica, record.type, row, own))
}

function isBound(type: RecordType, roles: readonly Role[]): boolean {
  return !type.writers.some((writer) => {
    if (writer === 'everyMember') return true
    if (writer === 'everyReader') return mayRead(roles, type.compartment)
    return roles.includes(writer) && !unitBound.includes(writer)
  })
}

/** The person, their unit, and units they head or speak for. */
async function ownRecords({ database, rows, personId }: Replica): Promise<ReadonlySet<string>> {
  const own = new Set<string>([personId])
  const unit = (await rows.get(personId))?.values['unitId']
  if (typeof unit === 'string') own.add(unit)
  await database.records
    .where('[type+state]')
    .between(['orgUnit', Dexie.minKey], ['orgUnit', Dexie.maxKey])
    .each(({ id, values, voided }) => {
      if (!voided && (values['headPersonId'] === personId || values['securityContactId'] === personId))
        own.add(id)
    })
  return own
}

function isOwn(replica: Replica, type: RecordType, row: RecordRow, own: ReadonlySet<string>): boolean {
  if (own.has(row.id)) return true
  const naming = Object.entries(type.fields).filter(([, field]) => namesSomebody(field))
  const named = naming.flatMap(([field]) => row.values[field] ?? []).filter((id) => typeof id === 'string')
  if (named.length > 0) return named.some((id) => own.has(id))
  // A type that names nobody belongs to no unit; a draft that names nobody yet belongs to who began it.
  return naming.length === 0 || row.createdBy.member === replica.member
}

const namesSomebody = (field: Field): boolean =>
  (field.kind === 'ref' || field.kind === 'refs') &&
  field.to.some((type) => type === 'orgUnit' || type === 'person')
