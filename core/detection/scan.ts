import type { Table } from '../model/readable.ts'
import { createHits, createLabelHits } from './hits.ts'
import { readTable } from './read-table.ts'
import { readText } from './read-text.ts'
import { labelReach, type Scanned, type ScanState } from './scan-state.ts'
import { detectedTypes } from './types.ts'

/**
 * The one pass. Returns `undefined` as soon as it meets something that must be folded first, unless the text is already
 * normalised. `tables` ascend. The result is overwritten by the next scan.
 */
export function scan(text: string, isNormal: boolean, tables: readonly Table[]): Scanned | undefined {
  found.hits.length = 0
  found.labels.length = 0
  const state: ScanState = {
    text,
    isNormal,
    found,
    labelEnd: labelEnd.fill(-2 * labelReach),
    otherEnd: -2 * labelReach,
    numberLabelEnd: -2 * labelReach,
    weakLabelEnd: -2 * labelReach,
    lastEnd: 0,
    at: 0,
    row: 0,
  }
  for (const table of tables) if (!readTable(state, table)) return undefined
  return readText(state, text.length) ? found : undefined
}

/** Used again by every scan: one file is judged at a time, and fresh columns would cost small texts more than the pass. */
const found: Scanned = { hits: createHits(1024), labels: createLabelHits(256) }
const labelEnd = new Int32Array(detectedTypes.length)
