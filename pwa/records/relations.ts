import type { Field } from '../../core/model/fields.ts'
import { isRecordId, type RecordId } from '../../core/model/ids.ts'
import type { RecordType, Values } from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import { recordType } from '../../core/records/index.ts'

/** One line of the relations tab: by which field one record names another. */
export interface Relation {
  readonly id: RecordId
  readonly type: string
  readonly field: string
}

/** Records this one names, each with the field that does; one named by two fields stands twice. */
export function namedBy(type: RecordType, values: Values): readonly Relation[] {
  return Object.entries(type.fields).flatMap(([field, declared]) =>
    [...new Set(idsIn(declared, values[field]))].map((id) => ({ id, type: type.key, field })),
  )
}

/** How other records name this one. */
export function naming(
  id: RecordId,
  rows: readonly RecordRow[],
): readonly (Relation & { readonly row: RecordRow })[] {
  return rows.flatMap((row) => {
    const type = recordType(row.type)
    if (!type) return []
    return namedBy(type, row.values)
      .filter((relation) => relation.id === id)
      .map((relation) => ({ ...relation, id: row.id, row }))
  })
}

function idsIn(field: Field, value: unknown): RecordId[] {
  if (field.kind === 'list') {
    if (!Array.isArray(value)) return []
    return value.flatMap((row: Readonly<Record<string, unknown>>) =>
      Object.entries(field.columns).flatMap(([column, declared]) => idsIn(declared, row[column])),
    )
  }
  if (field.kind !== 'ref' && field.kind !== 'refs' && field.kind !== 'refsWithText') return []
  if (isRecordId(value)) return [value]
  if (Array.isArray(value)) return value.filter(isRecordId)
  return typeof value === 'object' && value !== null && 'ids' in value
    ? idsIn({ kind: 'refs', to: [] }, value.ids)
    : []
}
