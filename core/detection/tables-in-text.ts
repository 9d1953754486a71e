import type { Cell, Table } from '../model/readable.ts'
import { isOnlyWords } from './columns.ts'
import type { Scanned } from './scan-state.ts'

const delimiters = ['\t', ',', '|', ';']
const isDelimiter = new Uint8Array(0x10000)
for (const one of delimiters) isDelimiter[one.charCodeAt(0)] = 1
/** Two labels of one header stand no farther apart: at most two unnamed columns between them. */
const headerReach = 60
/** A longer cell makes the line a sentence. */
const longestHeader = 24

/**
 * Tables pasted as text: a line with two labels and no personal data, split by one delimiter, over lines split into
 * as many cells. Whatever is not one is left to be read as prose.
 */
export function tablesInText(text: string, { hits, labels }: Scanned): readonly Table[] {
  const tables: Table[] = []
  let hit = 0
  let done = 0
  for (let label = 0; label + 1 < labels.length; label++) {
    // Most labels of a prose are alone, or with a sentence between them and the next.
    if (!isSplit(text, labels.end[label]!, labels.start[label + 1]!)) continue
    const start = text.lastIndexOf('\n', labels.start[label]) + 1
    const end = lineEnd(text, start)
    if (start < done || labels.start[label + 1]! >= end) continue
    while (hit < hits.length && hits.start[hit]! < start) hit++
    while (hit < hits.length && hits.start[hit]! < end && isOnlyWords(hits, hit)) hit++
    if (hit < hits.length && hits.start[hit]! < end) continue
    const table = tableAt(text, start)
    if (!table) continue
    tables.push(table)
    done = table.rows.at(-1)!.at(-1)!.end
  }
  return tables
}

/** Whether two labels are near, with a delimiter between them. */
function isSplit(text: string, from: number, to: number): boolean {
  if (to - from > headerReach) return false
  for (let at = from; at < to; at++) if (isDelimiter[text.charCodeAt(at)] === 1) return true
  return false
}

function tableAt(text: string, start: number): Table | undefined {
  const header = text.slice(start, lineEnd(text, start))
  const [delimiter, columns] = delimiters
    .map((one) => [one, header.split(one).length] as const)
    .reduce((best, next) => (next[1] > best[1] ? next : best))
  if (columns < 2 || header.split(delimiter).some((cell) => cell.length > longestHeader)) return undefined
  const rows: Cell[][] = []
  for (let at = start; at < text.length;) {
    const end = lineEnd(text, at)
    const cells = cellsOf(text, at, end, delimiter)
    if (cells.length !== columns) break
    rows.push(cells)
    at = end + 1
  }
  return rows.length > 1 ? { rows } : undefined
}

function cellsOf(text: string, start: number, end: number, delimiter: string): Cell[] {
  const cells: Cell[] = []
  let at = start
  while (at <= end) {
    const quoted = text[at] === '"'
    const closing = quoted ? text.indexOf('"', at + 1) : -1
    if (
      quoted &&
      closing !== -1 &&
      closing < end &&
      (closing + 1 === end || text[closing + 1] === delimiter)
    ) {
      cells.push({ start: at + 1, end: closing })
      at = closing + 2
      continue
    }
    const found = text.indexOf(delimiter, at)
    const cellEnd = found === -1 || found > end ? end : found
    cells.push({ start: at, end: cellEnd })
    at = cellEnd + 1
    if (cellEnd === end) break
  }
  return cells
}

/** End of the line; a carriage return before it stays with the last cell, whose readers trim. */
function lineEnd(text: string, start: number): number {
  const feed = text.indexOf('\n', start)
  return feed === -1 ? text.length : feed
}
