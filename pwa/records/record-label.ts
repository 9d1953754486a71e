import type { RecordRow } from '../../core/projections/rows.ts'
import { recordType, typeOfPrefix } from '../../core/records/index.ts'
import { optionLabel, typeName } from '../../core/records/labels.ts'
import { libraryLabel } from '../../core/records/library-entries.ts'

/** The name people know a record by: the person's name while it exists, else number and title. */
export function recordLabel(row: Pick<RecordRow, 'type' | 'title' | 'number' | 'values' | 'id'>): string {
  const type = recordType(row.type)
  const known = type?.knownBy === undefined ? undefined : row.values[type.knownBy]
  if (typeof known === 'string' && known !== '') return known
  const titled = titleText(row)
  return [row.number, titled].filter(Boolean).join(' ') || provisionalNumber(row.id)
}

/** The title in the reader's language, where it is an option or an entry of shipped data. */
export function titleText(row: Pick<RecordRow, 'type' | 'title'>): string {
  const type = recordType(row.type)
  const field = type?.fields[type.title]
  if (type && field?.kind === 'choice' && row.title !== '')
    return optionLabel(type.key, type.title, row.title)
  if (field?.kind === 'libraryRef') return libraryLabel(field.library, row.title)
  return row.title
}

/** Until the numbering device mints the number: 暫 and the end of the id, which is unique enough to point at. */
export const provisionalNumber = (id: string): string => `暫-${id.slice(-6)}`

export function typeNameOfId(id: string): string {
  const type = typeOfPrefix(id.slice(0, id.indexOf('-')))
  return type ? typeName(type.key) : id
}
