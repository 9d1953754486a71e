import type { Cell, Table } from '../model/readable.ts'
import { cellSpan } from './cell-span.ts'
import { columnsOf, type Columns } from './columns.ts'
import { detectors } from './detectors/index.ts'
import { isDocumentNumber } from './document-number.ts'
import { evidence, testBit } from './evidence.ts'
import { isForm } from './forms.ts'
import { addHit, createHits, type Hits } from './hits.ts'
import { linkNeighbours } from './neighbours.ts'
import { numberTypes } from './number-types.ts'
import { cellEvidence, readCell, readColumns, type ReadColumn } from './read-column.ts'
import type { Scanned } from './scan-state.ts'
import { typeBit } from './vocabulary.ts'

const neighbourReach = 120
const nameDetector = detectors.findIndex((detector) => detector.type === 'personName')
const bitOf = detectors.map((detector) => typeBit(detector.type))
const fromLabels = evidence.label | evidence.otherLabel | evidence.adjacent

/** Used again by every call, as the columns of `scan` are. */
const weighed = createHits(1024)

/** Hits with all their evidence and their row. Adds what only the surroundings tell: the column's header, what stands in a column, neighbours. */
export function weigh(text: string, tables: readonly Table[], scanned: Scanned): Hits {
  weighed.length = 0
  const walk: Walk = { text, scanned, hits: weighed, row: 0, hit: 0, label: 0 }
  for (const table of tables) {
    const first = table.rows.find((row) => row.length > 0)
    if (!first) continue
    const start = first[0]!.start
    while (walk.label < scanned.labels.length && scanned.labels.start[walk.label]! < start) walk.label++
    const from = hitAfter(walk, start)
    const columns = columnsOf(table, scanned.hits, from, scanned.labels, walk.label)
    if (isForm(table, columns.header, scanned.labels, walk.label)) continue
    walkProse(walk, start)
    walkTable(walk, table, columns)
  }
  walkProse(walk, text.length + 1)
  markTests(text, walk.hits)
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

function hitAfter({ hit, scanned: { hits } }: Walk, start: number): number {
  let at = hit
  while (at < hits.length && hits.start[at]! < start) at++
  return at
}

function walkProse(walk: Walk, until: number): void {
  const { hits: found } = walk.scanned
  const from = walk.hits.length
  while (walk.hit < found.length && found.start[walk.hit]! < until) {
    const at = walk.hit++
    addHit(walk.hits, found.start[at]!, found.end[at]!, found.detector[at]!, found.evidence[at]!, -1)
  }
  linkNeighbours(walk.hits, from, walk.hits.length, neighbourReach)
}

function walkTable(walk: Walk, table: Table, columns: Columns): void {
  const { hits: found } = walk.scanned
  const read = readColumns(columns.types)
  for (let row = 0; row < table.rows.length; row++) {
    const cells = table.rows[row]!
    if (cells.length === 0) continue
    const isData = row > columns.header
    const hasHits = walk.hit < found.length && found.start[walk.hit]! < cells.at(-1)!.end
    if (!hasHits && !(isData && read.length > 0)) continue
    const from = walk.hits.length
    walkRow(walk, cells, isData ? columns.types : noTypes, isData ? read : noColumns)
    linkNeighbours(walk.hits, from, walk.hits.length, Number.MAX_SAFE_INTEGER)
    walk.row++
  }
}

const noTypes = new Int32Array(0)
const noColumns: readonly ReadColumn[] = []

function walkRow(walk: Walk, cells: readonly Cell[], types: Int32Array, read: readonly ReadColumn[]): void {
  const { labels } = walk.scanned
  const end = cells.at(-1)!.end
  while (walk.label < labels.length && labels.end[walk.label]! <= cells[0]!.start) walk.label++
  // A header above must not speak twice, nor the last header cell for the first row: only labels of this row count.
  const hasLabel = walk.label < labels.length && labels.start[walk.label]! < end
  const place: Place = { cells, types, kept: hasLabel ? 0xffff : 0xffff & ~fromLabels, column: 0 }
  for (let one = 0; one < read.length; one++) {
    const column = read[one]!
    const cell = cells[column.column]
    if (!cell) break
    takeHits(walk, place, cell.start)
    place.column = column.column
    readOwn(walk, place, cell, column)
  }
  takeHits(walk, place, end)
}

interface Place {
  readonly cells: readonly Cell[]
  readonly types: Int32Array
  /** Evidence of the scan that holds for this row. */
  readonly kept: number
  column: number
}

/** Takes the scan's hits that begin before `until`, each with what its column's header says. */
function takeHits(walk: Walk, place: Place, until: number): void {
  const { hits: found } = walk.scanned
  const { cells, types } = place
  while (walk.hit < found.length && found.start[walk.hit]! < until) {
    const at = walk.hit++
    const start = found.start[at]!
    while (place.column < cells.length - 1 && cells[place.column]!.end <= start) place.column++
    const cell = cells[place.column]!
    const detector = found.detector[at]!
    const meaning = types[place.column] ?? 0
    let bits = found.evidence[at]!
    if (detector !== nameDetector) bits &= place.kept
    if (
      bits & evidence.documentNumber &&
      !isDocumentNumber(walk.text, start, found.end[at]!, cell.start, cell.end)
    ) {
      bits &= ~evidence.documentNumber
    }
    if (meaning & bitOf[detector]!) bits |= evidence.column
    else if (meaning & numberTypes) bits |= evidence.otherLabel
    addHit(walk.hits, start, found.end[at]!, detector, bits, walk.row)
  }
}

/** Reads a cell as its column's header says, unless the scan has read it so. What else the scan found in it stays, in order. */
function readOwn(walk: Walk, place: Place, cell: Cell, { types, readers }: ReadColumn): void {
  const { hits: found } = walk.scanned
  let at = walk.hit
  for (; at < found.length && found.start[at]! < cell.end; at++)
    if (types & bitOf[found.detector[at]!]!) return takeHits(walk, place, cell.end)
  if (at === walk.hit) return addOwn(walk, cell, readers)
  const whole = readCell(walk.text, cell, readers)
  if (whole !== -1 && whole !== nameDetector) {
    walk.hit = at
    addHit(walk.hits, cellSpan.start, cellSpan.end, whole, cellEvidence | evidence.column, walk.row)
    return
  }
  // 王小明 0912345678 in a column of names: the name first, or behind.
  const before = { start: cell.start, end: found.start[walk.hit]! }
  const after = { start: found.end[at - 1]!, end: cell.end }
  const count = walk.hits.length
  addOwn(walk, before, readers)
  const isRead = walk.hits.length > count
  takeHits(walk, place, cell.end)
  if (!isRead) addOwn(walk, after, readers)
}

function addOwn(walk: Walk, cell: Cell, readers: readonly number[]): void {
  if (cell.start >= cell.end) return
  const one = readCell(walk.text, cell, readers)
  if (one === -1) return
  addHit(walk.hits, cellSpan.start, cellSpan.end, one, cellEvidence | evidence.column, walk.row)
}

const testable = detectors.map((detector) => detector.isTest)
const mayBeTest = testable.some((isTest) => isTest !== undefined)

function markTests(text: string, hits: Hits): void {
  for (let at = 0; mayBeTest && at < hits.length; at++) {
    const isTest = testable[hits.detector[at]!]
    if (isTest?.(text.slice(hits.start[at], hits.end[at]))) hits.evidence[at]! |= testBit
  }
}
