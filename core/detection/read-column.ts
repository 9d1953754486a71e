import type { Cell } from '../model/readable.ts'
import { cellSpan } from './cell-span.ts'
import { isSpace } from './characters.ts'
import { detectors } from './detectors/index.ts'
import { typeBit } from './vocabulary.ts'

/** A column whose header says which detectors may read its cells whole. */
export interface ReadColumn {
  readonly column: number
  readonly types: number
  readonly readers: readonly number[]
}

/** Columns that mean something, from the type bits of their headers. */
export function readColumns(types: Int32Array): readonly ReadColumn[] {
  const read: ReadColumn[] = []
  types.forEach((bits, column) => {
    const readers = detectors.flatMap(({ type }, index) => (bits & typeBit(type) ? [index] : []))
    if (readers.length > 0) read.push({ column, types: bits, readers })
  })
  return read
}

/** Evidence of the last cell read by `readCell`. */
export let cellEvidence = 0

/** The detector that reads the whole of a cell, or -1; its evidence is in `cellEvidence`, its place in `cellSpan`. */
export function readCell(text: string, { start, end }: Cell, readers: readonly number[]): number {
  let from = start
  let to = end
  while (from < to && isSpace(text.charCodeAt(from))) from++
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--
  if (from === to) return -1
  for (const one of readers) {
    cellSpan.start = from
    cellSpan.end = to
    const bits = detectors[one]!.cell(text, from, to)
    if (bits === -1) continue
    cellEvidence = bits
    return one
  }
  return -1
}
