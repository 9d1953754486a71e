import { addHit } from './hits.ts'
import type { ScanState } from './scan-state.ts'

/** Adds a hit behind all others. A value in words that reaches into it (診斷：… 0912345678) ends where it begins. */
export function putHit(state: ScanState, start: number, end: number, index: number, bits: number): void {
  const { hits } = state.found
  const last = hits.length - 1
  if (last >= 0 && hits.end[last]! > start) {
    if (hits.start[last]! >= start) hits.length = last
    else hits.end[last] = start
  }
  addHit(hits, start, end, index, bits, -1)
}
