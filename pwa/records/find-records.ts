import type { RecordRow } from '../../core/projections/rows.ts'
import { recordTypeKeys } from '../../core/records/index.ts'
import type { Queries } from '../../core/store/queries.ts'
import { recordLabel } from './record-label.ts'

const pageSize = 200
/** Enough to find a colleague in a large agency; the person types more letters beyond that. */
const mostRead = 4000
const mostShown = 20

/** Records of the given types (any, when none is given) whose label holds the text; read page by page. */
export async function findRecords(
  queries: Pick<Queries, 'recordsOf'>,
  to: readonly string[],
  text: string,
): Promise<readonly RecordRow[]> {
  const wanted = fold(text)
  const found: RecordRow[] = []
  for (const type of to.length > 0 ? to : recordTypeKeys) {
    for (let offset = 0; offset < mostRead; offset += pageSize) {
      const page = await queries.recordsOf(type, { limit: pageSize, offset })
      for (const row of page) {
        if (!row.voided && (wanted === '' || fold(`${recordLabel(row)} ${row.title}`).includes(wanted)))
          found.push(row)
        if (found.length >= mostShown) return found
      }
      if (page.length < pageSize) break
    }
  }
  return found
}

export const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
