import type { DeviceId, RecordId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import {
  isLater,
  type BaseValue,
  type Entry,
  type MoveValue,
  type RevisionValue,
  type Stamped,
} from './entries.ts'
import { orderColumn, removedColumn } from './record-keys.ts'

/** One device's latest word on a place. */
export interface Word {
  readonly device: DeviceId
  readonly time: HybridTime
  readonly value?: unknown
  readonly sealed?: string
  readonly seen?: Readonly<Record<string, HybridTime>>
}

/** A place's words, the one in force first, then those its writer had not seen. */
export interface Settled {
  readonly inForce: Word
  readonly contenders: readonly Word[]
}

export interface MergedRecord {
  readonly id: RecordId
  readonly base: BaseValue & { readonly device: DeviceId }
  readonly fields: ReadonlyMap<string, Settled>
  /** Field → rows in order, each column with the word in force. */
  readonly rows: ReadonlyMap<string, readonly MergedRow[]>
  readonly revisions: readonly (RevisionValue & { readonly id: string; readonly device: DeviceId })[]
  /** Every entry into a state, in order; the last is where the record is. */
  readonly moves: readonly (MoveValue & { readonly id: string; readonly device: DeviceId })[]
}

export interface MergedRow {
  readonly rowId: string
  readonly order: string
  readonly cells: ReadonlyMap<string, Settled>
}

/** What every replica reads from one record's entries, in whatever order they arrived. Undefined before its base. */
export function mergeRecord(entries: readonly Entry[]): MergedRecord | undefined {
  let base: MergedRecord['base'] | undefined
  const words = new Map<string, Word[]>()
  const cellWords = new Map<string, Map<string, Map<string, Word[]>>>()
  const revisions: MergedRecord['revisions'][number][] = []
  const moves: MergedRecord['moves'][number][] = []
  let id: RecordId | undefined

  for (const { key, value } of entries) {
    id = key.record
    const { device } = key
    if (key.part === 'base') {
      const candidate = { ...(value as BaseValue), device }
      if (!base || isLater(base, candidate)) base = candidate
    } else if (key.part === 'field') {
      push(words, key.field, { ...(value as Stamped), device } as Word)
    } else if (key.part === 'cell') {
      const rows = child(cellWords, key.field, () => new Map<string, Map<string, Word[]>>())
      push(
        child(rows, key.row, () => new Map<string, Word[]>()),
        key.column,
        { ...(value as Stamped), device } as Word,
      )
    } else if (key.part === 'move') {
      moves.push({ ...(value as MoveValue), id: key.id, device })
    } else {
      revisions.push({ ...(value as RevisionValue), id: key.id, device })
    }
  }
  if (!base || !id) return undefined

  const rows = new Map<string, readonly MergedRow[]>()
  for (const field of new Set([...cellWords.keys(), ...listFields(base)])) {
    rows.set(field, mergeRows(base, field, cellWords.get(field)))
  }
  const fields = new Map([...words].map(([field, all]) => [field, settle(all)]))
  return { id, base, fields, rows, revisions: revisions.sort(byTime), moves: moves.sort(byTime) }
}

export function settle(words: readonly Word[]): Settled {
  const inForce = words.reduce((best, word) => (isLater(word, best) ? word : best))
  const contenders = words.filter((word) => {
    if (word.device === inForce.device) return false
    const seen = inForce.seen?.[word.device]
    return (seen === undefined || seen < word.time) && !sameValue(word, inForce)
  })
  // Latest first: a document's keys stand in the order they arrived.
  return { inForce, contenders: contenders.sort((a, b) => (isLater(a, b) ? -1 : 1)) }
}

function mergeRows(
  base: MergedRecord['base'],
  field: string,
  cells: ReadonlyMap<string, ReadonlyMap<string, readonly Word[]>> | undefined,
): MergedRow[] {
  const merged = new Map<string, { order: string; cells: Map<string, Settled> }>()
  const original = base.values[field]
  if (Array.isArray(original)) {
    original.forEach((row, index) => {
      const { rowId, id, ...columns } = row as Record<string, unknown>
      const settled = Object.entries(columns).map(([column, value]): [string, Settled] => [
        column,
        { inForce: { device: base.device, time: base.time, value }, contenders: [] },
      ])
      // Rows given at creation stand before later ones, in their order.
      merged.set(String(rowId ?? id), {
        order: `4${String(index).padStart(6, '0')}`,
        cells: new Map(settled),
      })
    })
  }
  for (const [rowId, columns] of cells ?? []) {
    const row = child(merged, rowId, () => ({ order: `5${rowId}`, cells: new Map<string, Settled>() }))
    for (const [column, words] of columns) {
      const settled = settle(words)
      if (column === orderColumn) row.order = String(settled.inForce.value)
      else row.cells.set(column, settled)
    }
  }
  return [...merged]
    .filter(([, row]) => row.cells.get(removedColumn)?.inForce.value !== true)
    .map(([rowId, row]) => ({ rowId, order: row.order, cells: row.cells }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.rowId < b.rowId ? -1 : 1))
}

function listFields(base: BaseValue): string[] {
  return Object.entries(base.values)
    .filter(
      ([, value]) =>
        Array.isArray(value) &&
        value.some((row) => typeof row === 'object' && row !== null && ('rowId' in row || 'id' in row)),
    )
    .map(([field]) => field)
}

const sameValue = (a: Word, b: Word): boolean =>
  a.sealed === undefined && b.sealed === undefined && JSON.stringify(a.value) === JSON.stringify(b.value)

function child<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

const push = (map: Map<string, Word[]>, key: string, word: Word): void =>
  void child(map, key, () => []).push(word)

/** Steps of one command share its time; their ids keep the order in which they were made. */
function byTime(
  a: { readonly time: HybridTime; readonly device: DeviceId; readonly id: string },
  b: { readonly time: HybridTime; readonly device: DeviceId; readonly id: string },
): number {
  if (a.time === b.time && a.device === b.device) return a.id < b.id ? -1 : 1
  return isLater(a, b) ? 1 : -1
}
