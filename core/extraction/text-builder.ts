import type { Cell, Table } from '../model/readable.ts'

/** Builds a text piece by piece and knows where each piece stands, and which pieces are tables. */
export interface TextBuilder {
  readonly length: () => number
  readonly add: (piece: string) => void
  readonly line: (piece: string) => void
  /** Rows already added to the text, in its order. */
  readonly table: (table: Table) => void
  /** Adds rows of texts: a line each, tabs between cells. */
  readonly rows: (rows: readonly (readonly string[])[]) => void
  readonly text: () => string
  readonly tables: () => readonly Table[]
}

export function createTextBuilder(): TextBuilder {
  const pieces: string[] = []
  const tables: Table[] = []
  let length = 0
  const add = (piece: string): void => {
    if (piece === '') return
    pieces.push(piece)
    length += piece.length
  }
  const table = (one: Table): void => {
    if (one.rows.length > 0) tables.push(one)
  }
  return {
    length: () => length,
    add,
    line: (piece) => {
      add(piece)
      add('\n')
    },
    table,
    rows: (rows) => {
      const written: Cell[][] = []
      for (const row of rows) {
        const cells: Cell[] = []
        for (const text of row) {
          cells.push({ start: length, end: length + text.length })
          add(text)
          add('\t')
        }
        add('\n')
        if (cells.length > 0) written.push(cells)
      }
      table({ rows: written })
    },
    text: () => pieces.join(''),
    tables: () => tables,
  }
}
