import { isDeviceId, isRecordId, type DeviceId, type RecordId } from '../model/ids.ts'

/**
 * Keys of a shard's map. The last part is the one device that may ever write the key, so that merging never
 * depends on Yjs's choice between writers, and "who may write this" can be checked before a change is applied.
 *
 *   base      record␟␟device                     written once, at creation
 *   field     record␟field␟device
 *   cell      record␟field␟row␟column␟device     of a list, or a block of rich text
 *   revision  record␟#revision␟id␟device         written once, at submission
 *   move      record␟#move␟id␟device             written once, when a record enters a state
 */
export const separator = '\u241f'

/** Reserved fields; a declared field never begins with `#`. */
export const numberField = '#number'
export const erasedField = '#erased'
const revisionField = '#revision'
const moveField = '#move'

/** Reserved columns of a list row. */
export const orderColumn = '#order'
export const removedColumn = '#removed'

export type RecordKey =
  | { readonly part: 'base'; readonly record: RecordId; readonly device: DeviceId }
  | { readonly part: 'field'; readonly record: RecordId; readonly field: string; readonly device: DeviceId }
  | {
      readonly part: 'cell'
      readonly record: RecordId
      readonly field: string
      readonly row: string
      readonly column: string
      readonly device: DeviceId
    }
  | { readonly part: 'revision'; readonly record: RecordId; readonly id: string; readonly device: DeviceId }
  | { readonly part: 'move'; readonly record: RecordId; readonly id: string; readonly device: DeviceId }

export function formatKey(key: RecordKey): string {
  const parts =
    key.part === 'base'
      ? [key.record, '', key.device]
      : key.part === 'field'
        ? [key.record, key.field, key.device]
        : key.part === 'cell'
          ? [key.record, key.field, key.row, key.column, key.device]
          : [key.record, key.part === 'revision' ? revisionField : moveField, key.id, key.device]
  return parts.join(separator)
}

/** Undefined for anything that is not a key of ours. */
export function parseKey(text: string): RecordKey | undefined {
  const parts = text.split(separator)
  const [record, field = '', third = '', column = ''] = parts
  const device = parts.at(-1)
  if (!isRecordId(record) || !isDeviceId(device)) return undefined
  switch (parts.length) {
    case 3:
      return field === '' ? { part: 'base', record, device } : { part: 'field', record, field, device }
    case 4:
      if (third === '') return undefined
      if (field === revisionField) return { part: 'revision', record, id: third, device }
      return field === moveField ? { part: 'move', record, id: third, device } : undefined
    case 5:
      return field !== '' && third !== '' && column !== ''
        ? { part: 'cell', record, field, row: third, column, device }
        : undefined
    default:
      return undefined
  }
}

export const recordOfKey = (text: string): string => text.slice(0, text.indexOf(separator))

/** Keys that may be written once and never again. */
export const isImmutable = (key: RecordKey): boolean =>
  key.part === 'base' || key.part === 'revision' || key.part === 'move'

/** Names a cell where only a field's name is expected: in ciphertexts and in frozen revisions. */
export const cellPlace = (field: string, row: string, column: string): string =>
  [field, row, column].join(separator)
