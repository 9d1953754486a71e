import type { Bytes } from '../../model/bytes.ts'
import type { Cell } from '../../model/readable.ts'
import { decodeText } from '../decode.ts'
import type { Format, Reading } from '../extraction.ts'

/** Markdown: the text as it is written, its pipe tables (GFM 4.10) as tables. */
export const md: Format = { id: 'md', extensions: ['md', 'markdown'], read: readMarkdown }

const ruleLine = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
/** A longer line is no row. */
const longestRow = 10_000

function readMarkdown(bytes: Bytes, { out, budget }: Reading): void {
  const text = decodeText(bytes, budget)
  const base = out.length()
  out.add(text)
  let before: readonly Cell[] | undefined
  let rows: (readonly Cell[])[] | undefined
  let lines = 0
  for (let at = 0; at < text.length;) {
    if ((lines++ & 0xff) === 0) budget.checkTime()
    const feed = text.indexOf('\n', at)
    const end = feed === -1 ? text.length : feed
    const isRow = end - at < longestRow && text.slice(at, end).includes('|')
    const cells = isRow ? cellsOf(text, at, end, base) : undefined
    if (rows && cells) {
      budget.spendCells(cells.length)
      rows.push(cells)
    } else if (rows) {
      out.table({ rows })
      rows = undefined
    } else if (before && cells && ruleLine.test(text.slice(at, end))) rows = [before]
    before = rows ? undefined : cells
    at = end + 1
  }
  if (rows) out.table({ rows })
}

function cellsOf(text: string, start: number, end: number, base: number): readonly Cell[] {
  const cells: Cell[] = []
  let from = start
  for (let at = start; at <= end; at++) {
    if (at < end && (text[at] !== '|' || text[at - 1] === '\\')) continue
    const written = text.slice(from, at)
    const cellStart = from + (written.length - written.trimStart().length)
    const isEdge = written.trim() === '' && (from === start || at === end)
    if (!isEdge) cells.push({ start: base + cellStart, end: base + cellStart + written.trim().length })
    from = at + 1
  }
  return cells
}
