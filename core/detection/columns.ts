import type { Table } from '../model/readable.ts'
import { detectors } from './detectors/index.ts'
import { evidence } from './evidence.ts'
import type { Hits, LabelHits } from './hits.ts'

/** Titles and notes may stand above a header. */
export const headerSearch = 10

/** What each column of a table holds, as type bits (0: unknown), and where its rows begin. */
export interface Columns {
  readonly header: number
  readonly types: Int32Array
}

/**
 * Finds the header: the first of the top rows with a label in a cell of its own and no personal data in the row; two
 * labels are better than one, since a title may mention one. The head noun of a Chinese header comes last
 * (聯絡人電話 is a phone), so a cell means what its last label means.
 */
export function columnsOf(
  table: Table,
  hits: Hits,
  hitFrom: number,
  labels: LabelHits,
  labelFrom: number,
): Columns {
  let best: Columns = { header: -1, types: new Int32Array(0) }
  let fewest = 0
  let label = labelFrom
  let hit = hitFrom
  for (let row = 0; row < Math.min(headerSearch, table.rows.length); row++) {
    const cells = table.rows[row]!
    if (cells.length === 0) continue
    const end = cells.at(-1)!.end
    while (label < labels.length && labels.start[label]! < cells[0]!.start) label++
    while (hit < hits.length && hits.start[hit]! < cells[0]!.start) hit++
    while (hit < hits.length && isOnlyWords(hits, hit)) hit++
    if (hit < hits.length && hits.start[hit]! < end) continue
    const types = new Int32Array(cells.length)
    let named = 0
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]!
      while (label < labels.length && labels.end[label]! <= cell.end) {
        if (labels.start[label]! >= cell.start && cell.end - cell.start <= longestHeader)
          types[column] = labels.types[label]!
        label++
      }
      if (types[column] !== 0) named++
    }
    if (named > fewest) {
      best = { header: row, types }
      fewest = named
    }
    if (named > 1) break
  }
  return best
}

/** 姓名 before the next header cell reads it as a name, 診斷 as a diagnosis: without a surname or a figure they are none. */
export function isOnlyWords(hits: Hits, at: number): boolean {
  const detector = hits.detector[at]!
  return isName[detector] ? !(hits.evidence[at]! & evidence.strongForm) : isWords[detector]!
}

const isName = detectors.map(({ type }) => type === 'personName')
const isWords = detectors.map(({ type, needsPerson }) => needsPerson || type === 'confidentialMark')

/** A longer cell is a sentence that mentions a label. */
const longestHeader = 24
