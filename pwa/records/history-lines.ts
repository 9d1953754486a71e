import type { Author, HistoryRow } from '../../core/projections/rows.ts'

/** What one person did in one commit, or within the same minute on the same device. */
export interface HistoryGroup {
  readonly id: string
  readonly at: number
  readonly by: Author
  readonly rows: readonly HistoryRow[]
}

const sameSittingMs = 60_000

/** History as people tell it: newest first, changes of one sitting together. `rows` come newest first. */
export function historyGroups(rows: readonly HistoryRow[]): readonly HistoryGroup[] {
  const groups: { id: string; at: number; by: Author; rows: HistoryRow[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    const together = last && last.by.device === row.by.device && last.at - row.at <= sameSittingMs
    if (together) last.rows.push(row)
    else groups.push({ id: row.id, at: row.at, by: row.by, rows: [row] })
  }
  return groups
}
