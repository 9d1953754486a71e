import type { Table } from '../model/readable.ts'
import type { LabelHits } from './hits.ts'

const rowsLookedAt = 20
/** A longer cell is a sentence that ends in a label. */
const longestLabelCell = 24

/**
 * Whether a table is a form (姓名 | 王小明 | 電話 | …) and no list: most rows below `header` have a label in a cell of
 * its own. What a form says is read as prose, since its rows are one person's.
 */
export function isForm({ rows }: Table, header: number, labels: LabelHits, labelFrom: number): boolean {
  let label = labelFrom
  let filled = 0
  let labelled = 0
  for (let row = header + 1; row < rows.length && filled < rowsLookedAt; row++) {
    const cells = rows[row]!
    if (cells.length === 0) continue
    filled++
    let isLabelled = false
    for (const { start, end } of cells) {
      while (label < labels.length && labels.end[label]! <= start) label++
      if (end - start > longestLabelCell) continue
      // 聯絡電話 is met as 電話 too: one of them has to fill the cell.
      for (; label < labels.length && labels.start[label]! < end; label++)
        isLabelled ||= labels.end[label]! >= end - longestColon
    }
    if (isLabelled) labelled++
  }
  return labelled > 0 && labelled * 2 >= filled
}

/** A colon and a space may follow the label in its cell. */
const longestColon = 2
