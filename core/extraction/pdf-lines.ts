import type { TextBuilder } from './text-builder.ts'

/** A run of text on a page. Lengths are points; `x`, `y` its beginning, y growing upwards. */
export interface Run {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
interface Piece {
  text: string
  readonly x: number
  end: number
}

/**
 * Writes a page's runs as lines. Runs far apart on one line are cells, and lines of cells below each other a table,
 * whose columns are where its fullest line has them: a PDF knows only places.
 */
export function writePage(runs: readonly Run[], out: TextBuilder): void {
  let block: Piece[][] = []
  const endBlock = (): void => {
    const columns = block.reduce<Piece[]>((most, line) => (line.length > most.length ? line : most), [])
    if (block.length > 1 && columns.length > 1) out.rows(block.map((line) => inColumns(line, columns)))
    else for (const line of block) out.line(line.map(({ text }) => text).join('\t'))
    block = []
  }
  for (const line of linesOf(runs)) {
    const pieces = piecesOf(line)
    if (pieces.length > 1) block.push(pieces)
    else {
      endBlock()
      out.line(pieces.map(({ text }) => text).join(''))
    }
  }
  endBlock()
}

/** Runs that stand at one height are one line, from left to right, whatever order they were drawn in. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = []
  let line: Run[] = []
  const sorted = runs.filter(({ text }) => text.trim() !== '').toSorted((a, b) => b.y - a.y || a.x - b.x)
  for (const run of sorted) {
    const first = line[0]
    if (first && first.y - run.y > Math.max(first.height, run.height, 2) / 2) {
      lines.push(line)
      line = []
    }
    line.push(run)
  }
  if (line.length > 0) lines.push(line)
  return lines.map((one) => one.toSorted((a, b) => a.x - b.x))
}

function piecesOf(line: readonly Run[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, x, width, height } of line) {
    const last = pieces.at(-1)
    const gap = last ? x - last.end : Infinity
    if (last && gap < height * cellGap) {
      last.text += gap > height * wordGap && !/\s$/.test(last.text) ? ` ${text}` : text
      last.end = Math.max(last.end, x + width)
    } else pieces.push({ text, x, end: x + width })
  }
  return pieces
}
/** In heights of the text: from where a gap parts words, and from where it parts cells. */
const wordGap = 0.2
const cellGap = 0.9

function inColumns(line: readonly Piece[], columns: readonly Piece[]): string[] {
  const cells = columns.map(() => '')
  let column = 0
  for (const piece of line) {
    while (
      column < columns.length - 1 &&
      distance(piece, columns[column + 1]!) < distance(piece, columns[column]!)
    )
      column++
    cells[column] = cells[column] ? `${cells[column]} ${piece.text}` : piece.text
  }
  return cells
}

const distance = (piece: Piece, column: Piece): number => Math.abs(piece.x - column.x)
