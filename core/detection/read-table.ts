import type { Cell, Table } from '../model/readable.ts'
import { isDigit, isLetter } from './characters.ts'
import { columnsOf, headerSearch } from './columns.ts'
import { mailboxEnd } from './detectors/email.ts'
import { readShape } from './read-shape.ts'
import { readText } from './read-text.ts'
import { wokenBy, type ScanState, type Woken } from './scan-state.ts'
import { typeBit } from './vocabulary.ts'

/** Detectors that can read a cell from its beginning, each with where in the cell it would have been woken, or -1. */
const cellReaders = [
  ...wokenBy('letter+digits').map((woken) => ({ woken, wakesAt: letterAt })),
  ...wokenBy('digits').map((woken) => ({ woken, wakesAt: digitAt })),
  ...wokenBy('at').map((woken) => ({ woken, wakesAt: mailboxEnd })),
]
type CellReader = (typeof cellReaders)[number]

/**
 * Reads a table whose header says what its columns hold: their cells are tried as a whole before the automaton is, so
 * that a file full of people costs little more than one without. Finds what `readText` finds. `false` as it does.
 */
export function readTable(state: ScanState, { rows }: Table): boolean {
  if (rows.length <= headerSearch) return true
  const { hits, labels } = state.found
  const first = rows.find((row) => row.length > 0)?.[0]
  if (!first || !readText(state, first.start)) return first === undefined
  const hitFrom = hits.length
  const labelFrom = labels.length
  if (!readText(state, endOfRows(rows))) return false
  const typed = typedColumns(columnsOf({ rows }, hits, hitFrom, labels, labelFrom).types)
  if (typed.length === 0) return true
  for (let row = headerSearch; row < rows.length; row++) {
    const cells = rows[row]!
    for (let one = 0; one < typed.length; one++) {
      const { column, woken, wakesAt } = typed[one]!
      if (column >= cells.length) break
      const cell = cells[column]!
      if (cell.start === cell.end) continue
      if (!readText(state, cell.start)) return false
      if (state.at === cell.start) readCell(state, cell, woken, wakesAt(state.text, cell.start))
    }
  }
  return true
}

interface TypedColumn extends CellReader {
  readonly column: number
}

function typedColumns(types: Int32Array): readonly TypedColumn[] {
  const typed: TypedColumn[] = []
  types.forEach((bits, column) => {
    const reader = cellReaders.find(({ woken }) => bits & typeBit(woken.detector.type))
    if (reader) typed.push({ column, ...reader })
  })
  return typed
}

/** End of the rows among which the header is. */
function endOfRows(rows: Table['rows']): number {
  for (let row = headerSearch - 1; row >= 0; row--) {
    const last = rows[row]!.at(-1)
    if (last) return last.end
  }
  return 0
}

function readCell(state: ScanState, { start }: Cell, woken: Woken, at: number): void {
  if (at === -1 || !readShape(state, woken, start, at)) return
  state.at = state.lastEnd
  state.row = 0
}

function letterAt(text: string, start: number): number {
  return isLetter(text.charCodeAt(start)) ? start : -1
}

function digitAt(text: string, start: number): number {
  return isDigit(text.charCodeAt(start)) ? start : -1
}
