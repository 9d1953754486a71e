import type { Cell, Table } from '../model/readable.ts'
import { columnsOf, type Columns } from './columns.ts'
import { detectors } from './detectors/index.ts'
import { isDocumentNumber } from './document-number.ts'
import { evidence } from './evidence.ts'
import { addHit, createHits, type Hits } from './hits.ts'
import { cellName, nameInCell } from './read-name.ts'
import type { Scanned } from './scan-state.ts'
import { typeBit } from './vocabulary.ts'

const neighbourReach = 120
const nameDetector = detectors.findIndex((detector) => detector.type === 'personName')
const nameBit = typeBit('personName')
const otherNumberBit = typeBit('otherNumber')
const bitOf = detectors.map((detector) => typeBit(detector.type))

/** Used again by every call, as the columns of `scan` are. */
const weighed = createHits(1024)

/** Hits with all their evidence and their row. Adds what only the surroundings tell: the column's header, names that stand in a column, neighbours. */
export function weigh(text: string, tables: readonly Table[], scanned: Scanned): Hits {
  weighed.length = 0
  const walk: Walk = { text, scanned, hits: weighed, row: 0, hit: 0, label: 0 }
  for (const table of tables) {
    const first = table.rows.find((row) => row.length > 0)
    if (!first) continue
    walkProse(walk, first[0]!.start)
    while (walk.label < scanned.labels.length && scanned.labels.start[walk.label]! < first[0]!.start)
      walk.label++
    walkTable(walk, table, columnsOf(table, scanned.hits, walk.hit, scanned.labels, walk.label))
  }
  walkProse(walk, text.length + 1)
  return walk.hits
}

interface Walk {
  readonly text: string
  readonly scanned: Scanned
  readonly hits: Hits
  row: number
  /** Next hit and label of the scan to be looked at. */
  hit: number
  label: number
}

function walkProse(walk: Walk, until: number): void {
  const { hits: found } = walk.scanned
  const from = walk.hits.length
  while (walk.hit < found.length && found.start[walk.hit]! < until) {
    const at = walk.hit++
    addHit(walk.hits, found.start[at]!, found.end[at]!, found.detector[at]!, found.evidence[at]!, -1)
  }
  const to = walk.hits.length
  for (let at = from + 1; at < to; at++) {
    if (walk.hits.start[at]! - walk.hits.end[at - 1]! <= neighbourReach) makeNeighbours(walk.hits, at - 1, at)
  }
}

function walkTable(walk: Walk, table: Table, columns: Columns): void {
  const { hits: found } = walk.scanned
  const nameColumns: number[] = []
  columns.types.forEach((types, column) => types & nameBit && nameColumns.push(column))
  for (let row = 0; row < table.rows.length; row++) {
    const cells = table.rows[row]!
    if (cells.length === 0) continue
    const end = cells.at(-1)!.end
    const isData = row > columns.header
    const hasHits = walk.hit < found.length && found.start[walk.hit]! < end
    if (!hasHits && !(isData && nameColumns.length > 0)) continue
    const from = walk.hits.length
    walkRow(walk, cells, isData ? columns.types : noTypes, isData ? nameColumns : noColumns)
    const to = walk.hits.length
    for (let at = from + 1; at < to; at++) makeNeighbours(walk.hits, at - 1, at)
    walk.row++
  }
}

const noTypes = new Int32Array(0)
const noColumns: readonly number[] = []

function walkRow(
  walk: Walk,
  cells: readonly Cell[],
  types: Int32Array,
  nameColumns: readonly number[],
): void {
  const { hits: found, labels } = walk.scanned
  const start = cells[0]!.start
  const end = cells.at(-1)!.end
  while (walk.label < labels.length && labels.end[walk.label]! <= start) walk.label++
  // A header above must not speak twice, nor the last header cell for the first row: only labels of this row count.
  const hasLabel = walk.label < labels.length && labels.start[walk.label]! < end
  const kept = hasLabel ? 0xffff : 0xffff & ~(evidence.label | evidence.otherLabel)
  let column = 0
  let nextName = 0
  while (walk.hit < found.length && found.start[walk.hit]! < end) {
    const at = walk.hit++
    const hitStart = found.start[at]!
    while (column < cells.length - 1 && cells[column]!.end <= hitStart) column++
    while (nextName < nameColumns.length && nameColumns[nextName]! < column)
      addName(walk, cells[nameColumns[nextName++]!])
    const detector = found.detector[at]!
    const meaning = types[column] ?? 0
    let bits = found.evidence[at]!
    if (detector !== nameDetector) bits &= kept
    if (
      bits & evidence.documentNumber &&
      !isDocumentNumber(walk.text, hitStart, found.end[at]!, cells[column]!.start, cells[column]!.end)
    ) {
      bits &= ~evidence.documentNumber
    }
    if (meaning & bitOf[detector]!) bits |= evidence.column
    else if (meaning & otherNumberBit) bits |= evidence.otherLabel
    if (detector === nameDetector && nameColumns[nextName] === column) nextName++
    addHit(walk.hits, hitStart, found.end[at]!, detector, bits, walk.row)
  }
  while (nextName < nameColumns.length) addName(walk, cells[nameColumns[nextName++]!])
}

function addName(walk: Walk, cell: Cell | undefined): void {
  if (!cell || cell.start === cell.end) return
  const bits = nameInCell(walk.text, cell.start, cell.end)
  if (bits >= 0)
    addHit(walk.hits, cellName.start, cellName.end, nameDetector, bits | evidence.column, walk.row)
}

function makeNeighbours(hits: Hits, one: number, other: number): void {
  if (hits.detector[one] === hits.detector[other]) return
  if ((hits.evidence[one]! | hits.evidence[other]!) & evidence.documentNumber) return
  hits.evidence[one]! |= evidence.neighbour
  hits.evidence[other]! |= evidence.neighbour
}
