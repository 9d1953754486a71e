import { messageFor, type Locale } from '../../../core/i18n/index.ts'
import { newRowId, type RecordId } from '../../../core/model/ids.ts'
import { taipeiDate } from '../../../core/model/roc-date.ts'
import { fileSignsOf } from '../../../core/policy/file-signs.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { buildStatement } from '../../../core/rights/build-statement.ts'
import {
  licenceBases,
  recordsOfDownload,
  type DownloadRecords,
  type MaterialKind,
} from '../../../core/rights/download-answers.ts'
import { named } from '../../../core/rights/recognise.ts'
import type { Statement } from '../../../core/rights/statement.ts'
import { uses } from '../../../core/rights/use.ts'
import type { Change } from '../../../core/store/commands.ts'
import type { NewId } from '../../live/new-id.ts'
import type { AnsweredLicence } from './event-view.ts'

export interface AnsweredDownload {
  readonly eventId: RecordId
  readonly licence: AnsweredLicence
  /** `.jpg`, or empty. */
  readonly extension: string
  /** When it was downloaded, milliseconds. */
  readonly at: number
  readonly unitId: string | undefined
}

/** The records that follow from a download's answers; undefined where an answer is none this version knows. */
export function licenceRecords(download: AnsweredDownload, locale: Locale): DownloadRecords | undefined {
  const { licence, extension, at, unitId, eventId } = download
  const use = uses.find((one) => one === licence.use)
  const basis = licenceBases.find((one) => one === licence.basis)
  if (!use || !basis) return undefined
  const kind = kindOf(extension)
  const statement = statementOf(licence)
  return recordsOfDownload(
    {
      kind,
      name: messageFor(
        'licenceAnswered.itemName',
        { kind: messageFor(`rights.kinds.${kind}`, {}, locale), host: licence.source },
        locale,
      ),
      host: licence.source,
      use,
      basis,
      // A contract or letter comes later; until then the record says that it is missing.
      ...(basis === 'purchased' || basis === 'officialLicence'
        ? { licenceRef: messageFor('licenceAnswered.pending', {}, locale) }
        : {}),
      ...(statement ? { statement } : {}),
      on: taipeiDate(at),
      ...(unitId === undefined ? {} : { unitId }),
      webEventId: eventId,
    },
    locale,
  )
}

/** A licence item, and a row in the unit's open check of that year or in a new one. */
export function licenceChanges(
  records: DownloadRecords,
  checks: readonly RecordRow[],
  newId: NewId,
): readonly Change[] {
  const item = records.licenseItem && newId('LIC')
  const row = { ...records.ipCheckItem, ...(item ? { licenseItemId: item } : {}) }
  const { period, unitId, webEvents } = records.ipCheck
  const open = checks.find(
    ({ values, state, voided }) =>
      !voided &&
      (state === 'planned' || state === 'inProgress') &&
      values['unitId'] === unitId &&
      values['period'] === period,
  )
  const rowId = newRowId()
  return [
    ...(records.licenseItem && item
      ? [{ type: 'create', id: item, recordType: 'licenseItem', values: records.licenseItem } as const]
      : []),
    ...(open
      ? [
          ...Object.entries(row).map(
            ([column, value]) =>
              ({ type: 'setCell', id: open.id, field: 'items', row: rowId, column, value }) as const,
          ),
          { type: 'set', id: open.id, field: 'webEvents', value: [...listOf(open.values['webEvents']), ...listOf(webEvents)] } as const, // prettier-ignore
        ]
      : [
          {
            type: 'create',
            id: newId('IPC'),
            recordType: 'ipCheck',
            values: { ...records.ipCheck, items: [{ rowId, ...row }] },
          } as const,
        ]),
  ]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The event kept the licence's name and no address, so the credit line names the site. */
function statementOf({ source, statement }: AnsweredLicence): Statement | undefined {
  const terms = statement === 'unknown' ? undefined : named(statement)
  if (!terms) return undefined
  return buildStatement(source, [
    { from: 'page', scope: 'page', authority: 'D', distance: 2, says: statement, terms, credit: { source } },
  ])
}

function kindOf(extension: string): MaterialKind {
  if (/^\.(mp3|wav|flac|aac|m4a|ogg|opus|wma)$/.test(extension)) return 'music'
  if (/^\.(mp4|m4v|mov|avi|mkv|webm|wmv|mpg|mpeg)$/.test(extension)) return 'video'
  const { kind } = fileSignsOf(`x${extension}`)
  return kind === 'media' ? 'image' : kind === 'font' ? 'font' : kind === 'executable' ? 'software' : 'data'
}
