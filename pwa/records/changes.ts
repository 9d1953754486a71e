import { canonicalJson } from '../../core/model/canonical-json.ts'
import { isFilled } from '../../core/model/conditions.ts'
import type { Field } from '../../core/model/fields.ts'
import type { RecordId, RowId } from '../../core/model/ids.ts'
import type { RecordType, Values } from '../../core/model/record-type.ts'
import type { Change } from '../../core/store/commands.ts'

/** What a person changed, field by field and cell by cell: whatever they left alone stays the other writer's. */
export function changesBetween(type: RecordType, id: RecordId, before: Values, after: Values): Change[] {
  return Object.entries(type.fields).flatMap(([field, declared]) =>
    isWritable(declared) && !sameValue(before[field], after[field])
      ? fieldChanges(declared, { id, field }, before[field], after[field])
      : [],
  )
}

export function creationChanges(type: RecordType, id: RecordId, values: Values): Change[] {
  const given = Object.entries(values).filter(([field, value]) => {
    const declared = type.fields[field]
    return declared !== undefined && isWritable(declared) && isFilled(value)
  })
  // Rows are written cell by cell even at first, so that each can be sealed and merged like a later one.
  const base = given.filter(([field]) => !hasRows(type.fields[field]))
  return [
    { type: 'create', id, recordType: type.key, values: Object.fromEntries(base) },
    ...changesBetween(
      type,
      id,
      {},
      Object.fromEntries(given.filter(([field]) => hasRows(type.fields[field]))),
    ),
  ]
}

/** Values that say the same; an empty answer equals none. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  isFilled(a) === isFilled(b) && (!isFilled(a) || canonicalJson(a) === canonicalJson(b))

export const isWritable = (field: Field): boolean =>
  field.kind !== 'computed' && field.kind !== 'autoNumber' && !field.derived

const hasRows = (field: Field | undefined): boolean => field?.kind === 'list' || field?.kind === 'richText'

type Place = { readonly id: RecordId; readonly field: string }
type Row = Readonly<Record<string, unknown>>

function fieldChanges(declared: Field, place: Place, before: unknown, after: unknown): Change[] {
  if (declared.kind === 'list')
    return rowChanges(place, 'rowId', Object.keys(declared.columns), before, after)
  if (declared.kind === 'richText') return rowChanges(place, 'id', ['text'], before, after)
  return [{ type: 'set', ...place, value: isFilled(after) || after === false || after === 0 ? after : null }]
}

function rowChanges(
  place: Place,
  key: string,
  columns: readonly string[],
  before: unknown,
  after: unknown,
): Change[] {
  const old = new Map(rowsOf(before).map((row) => [String(row[key]), row]))
  const kept = new Set(rowsOf(after).map((row) => String(row[key])))
  const changes: Change[] = []
  for (const row of rowsOf(after)) {
    const was = old.get(String(row[key]))
    for (const column of columns) {
      if (sameValue(was?.[column], row[column])) continue
      const value = isFilled(row[column]) ? row[column] : null
      changes.push({ type: 'setCell', ...place, row: String(row[key]) as RowId, column, value })
    }
  }
  for (const row of old.keys())
    if (!kept.has(row)) changes.push({ type: 'removeRow', ...place, row: row as RowId })
  return changes
}

const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : [])
