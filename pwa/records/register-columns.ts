import type { RecordType } from '../../core/model/record-type.ts'
import { parse, shape } from '../../core/model/shape.ts'

const declaration = shape.array(shape.string().max(60)).max(60)
const keyOf = (type: RecordType): string => `countersign.columns.${type.key}`

/** The columns this device shows for a register; what another version stored and no field has is left out. */
export function storedColumns(type: RecordType): readonly string[] {
  try {
    const stored = parse(declaration, JSON.parse(localStorage.getItem(keyOf(type)) ?? 'null'))
    const known = stored.ok ? stored.value.filter((name) => name in type.fields) : []
    return known.length > 0 ? known : type.form.columns
  } catch {
    // Not JSON, so not ours: the declared columns.
    return type.form.columns
  }
}

export const storeColumns = (type: RecordType, columns: readonly string[]): void =>
  localStorage.setItem(keyOf(type), JSON.stringify(columns))
