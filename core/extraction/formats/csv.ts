import type { Bytes } from '../../model/bytes.ts'
import type { Cell, Table } from '../../model/readable.ts'
import { decodeText } from '../decode.ts'
import type { Budget, Format, Reading } from '../extraction.ts'

/** Comma, semicolon, tab or bar separated values (RFC 4180), in any encoding. */
export const csv: Format = {
  id: 'csv',
  extensions: ['csv', 'tab'],
  read: readSeparated,
}
export const tsv: Format = { id: 'tsv', extensions: ['tsv'], read: readSeparated }

function readSeparated(bytes: Bytes, { out, budget }: Reading): void {
  const text = decodeText(bytes, budget)
  const base = out.length()
  out.add(text)
  out.table(parseCsv(text, budget, base))
}

const quote = 34
const feed = 10
const carriage = 13
const rowsPerCheck = 4096

/**
 * Cells as places in the text: quotes around a cell are left out, doubled quotes inside stay as written. A quote that
 * is never closed ends with the file, as spreadsheets read it. `base`: where the text begins in what is built.
 */
export function parseCsv(text: string, budget: Budget, base = 0): Table {
  const delimiter = delimiterOf(text)
  const rows: Cell[][] = []
  let row: Cell[] = []
  let at = 0
  const length = text.length
  while (at < length) {
    let start = at
    let end: number
    if (text.charCodeAt(at) === quote) {
      start = at + 1
      end = closingQuote(text, start)
      at = Math.min(length, end + 1)
      while (at < length && !endsCell(text.charCodeAt(at), delimiter)) at++
    } else {
      while (at < length && !endsCell(text.charCodeAt(at), delimiter)) at++
      end = at
    }
    row.push({ start: base + start, end: base + end })
    const unit = text.charCodeAt(at)
    at++
    if (unit === delimiter && at < length) continue
    if (unit === delimiter) row.push({ start: base + at, end: base + at })
    if (unit === carriage && text.charCodeAt(at) === feed) at++
    budget.spendCells(row.length)
    if (rows.length % rowsPerCheck === 0) budget.checkTime()
    rows.push(row)
    row = []
  }
  return { rows }
}

const endsCell = (unit: number, delimiter: number): boolean =>
  unit === delimiter || unit === feed || unit === carriage

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== quote) return at
  }
  return text.length
}

/** The delimiter that splits the first lines most evenly; a comma where none does. */
function delimiterOf(text: string): number {
  const lines = text
    .slice(0, 64 * 1024)
    .split(/\r\n|\n|\r/, 20)
    .filter((line) => line !== '')
  let best = ','
  let most = 0
  for (const candidate of [',', '\t', ';', '|']) {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(candidate).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0
    const even = counts.filter((count) => count === usual).length / Math.max(1, counts.length)
    if (usual * even > most) {
      best = candidate
      most = usual * even
    }
  }
  return best.charCodeAt(0)
}
