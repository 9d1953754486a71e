import type { RecordType } from '../model/record-type.ts'
import { parse } from '../model/shape.ts'
import {
  baseShape,
  erasedShape,
  moveShape,
  revisionShape,
  stampedShape,
  type BaseValue,
  type RevisionValue,
  type Stamped,
} from '../projections/entries.ts'
import { erasedField, type RecordKey } from '../projections/record-keys.ts'

export type ValueFault = 'BadValue' | 'TimeAhead' | 'UnknownType' | 'NotSealed'

/** What is wrong with a value another device wrote; undefined if nothing is. */
export function valueFault(
  key: RecordKey,
  content: unknown,
  envelopeTime: string,
  type: RecordType,
): ValueFault | undefined {
  const shape = shapes[key.part]
  const value = parse(shape, content)
  if (!value.ok) return 'BadValue'
  // A value dated after its envelope would win every later edit.
  if (value.value.time > envelopeTime) return 'TimeAhead'
  switch (key.part) {
    case 'base': {
      const base = value.value as BaseValue
      if (base.type !== type.key) return 'UnknownType'
      if (base.state !== type.initialState) return 'BadValue'
      return holdsPersonal(type, base.values) ? 'NotSealed' : undefined
    }
    case 'revision':
      return holdsPersonal(type, withoutBareRows((value.value as RevisionValue).content))
        ? 'NotSealed'
        : undefined
    case 'field':
      if (key.field === erasedField)
        return parse(erasedShape, (value.value as Stamped).value).ok ? undefined : 'BadValue'
      return holdsPersonal(type, { [key.field]: (value.value as Stamped).value }) ? 'NotSealed' : undefined
    case 'move':
      return undefined
    case 'cell':
      return key.column.startsWith('#') ||
        !holdsPersonal(type, { [key.field]: (value.value as Stamped).value })
        ? undefined
        : 'NotSealed'
  }
}

/** A frozen personal list is a row of ids; its cells are ciphertext beside it. */
function withoutBareRows(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isBare = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.every(
      (row) => typeof row === 'object' && row !== null && Object.keys(row as object).join() === 'rowId',
    )
  return Object.fromEntries(Object.entries(content).filter(([, value]) => !isBare(value)))
}

/** Personal fields travel only as ciphertext under the record's own key, or they could not be erased. */
function holdsPersonal(type: RecordType, values: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).some(
    ([field, value]) => type.fields[field]?.personal === true && value !== undefined && value !== null,
  )
}

const shapes = {
  base: baseShape,
  field: stampedShape,
  cell: stampedShape,
  revision: revisionShape,
  move: moveShape,
}
