import type { RecordId } from '../../core/model/ids.ts'
import type { RecordType } from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import type { Queries } from '../../core/store/queries.ts'
import { fold } from './find-records.ts'
import { recordLabel } from './record-label.ts'

/** Which rows of a register are wanted, in which order. */
export interface View {
  readonly search: string
  /** Field (or `#state`) → the answers wanted; a row needs one of them in each. */
  readonly filters: Readonly<Record<string, readonly string[]>>
  readonly sort: { readonly by: string; readonly descending: boolean }
}

export const stateFilter = '#state'
export const newestFirst: View = { search: '', filters: {}, sort: { by: '#updated', descending: true } }

export interface Scanned {
  readonly ids: readonly RecordId[]
  readonly all: number
  /** Field → answer → rows of the register with it, counted before filters: a filter's number equals its rows. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Rows held in memory at a time: only ids and sort keys of the rest are kept. */
const chunk = 500

/**
 * Reads a whole register in chunks, yielding between them, and keeps the ids wanted in order. `onProgress`
 * hears rows read of all; a signal stops it.
 */
export async function scanRegister(
  queries: Pick<Queries, 'idsOf' | 'recordsByIds'>,
  type: RecordType,
  view: View,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (done: number, all: number) => void },
): Promise<Scanned | undefined> {
  const all = await queries.idsOf(type.key)
  const facets: Record<string, Record<string, number>> = {}
  const kept: { readonly id: RecordId; readonly key: string | number }[] = []
  for (let at = 0; at < all.length; at += chunk) {
    if (signal.aborted) return undefined
    for (const row of await queries.recordsByIds(all.slice(at, at + chunk))) {
      count(facets, type, row)
      if (isWanted(type, row, view)) kept.push({ id: row.id, key: sortKey(row, view.sort.by) })
    }
    onProgress(Math.min(at + chunk, all.length), all.length)
    await new Promise((resolve) => setTimeout(resolve))
  }
  const sign = view.sort.descending ? -1 : 1
  kept.sort((a, b) => sign * compare(a.key, b.key))
  return { ids: kept.map(({ id }) => id), all: all.length, facets }
}

/** Fields whose answers can be filtered by. */
export const facetFields = (type: RecordType): readonly string[] =>
  Object.entries(type.fields).flatMap(([name, field]) =>
    (field.kind === 'choice' || field.kind === 'choices' || field.kind === 'bool') && !field.personal
      ? [name]
      : [],
  )

export function isWanted(type: RecordType, row: RecordRow, { search, filters }: View): boolean {
  for (const [field, answers] of Object.entries(filters)) {
    if (answers.length > 0 && !answersOf(row, field).some((answer) => answers.includes(answer))) return false
  }
  const wanted = fold(search)
  if (wanted === '') return true
  return fold(searchable(type, row)).includes(wanted)
}

/** What the search box looks at: name, number and every short text. */
function searchable(type: RecordType, row: RecordRow): string {
  const texts = Object.entries(type.fields).flatMap(([name, field]) =>
    field.kind === 'string' || field.kind === 'text' || field.kind === 'libraryRef' ? [row.values[name]] : [],
  )
  return [row.number, recordLabel(row), ...texts].filter((text) => typeof text === 'string').join('\n')
}

function answersOf(row: RecordRow, field: string): readonly string[] {
  if (field === stateFilter) return [row.state]
  const value = row.values[field]
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]).map(String)
}

function count(facets: Record<string, Record<string, number>>, type: RecordType, row: RecordRow): void {
  for (const field of [stateFilter, ...facetFields(type)]) {
    const counts = (facets[field] ??= {})
    for (const answer of answersOf(row, field)) counts[answer] = (counts[answer] ?? 0) + 1
  }
}

function sortKey(row: RecordRow, by: string): string | number {
  if (by === '#updated') return row.updatedAt
  if (by === stateFilter) return row.state
  if (by === '#label') return recordLabel(row)
  const value = row.values[by]
  if (typeof value === 'number') return value
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const collator = new Intl.Collator('zh-Hant-TW-u-co-stroke', { numeric: true })

/** Numbers by size, words as a Taiwanese index orders them, nothing at the end of an ascending list. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
  return collator.compare(String(a), String(b))
}
