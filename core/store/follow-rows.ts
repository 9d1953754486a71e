import { Dexie, mergeRanges, RangeSet, type IntervalTree } from 'dexie'
import type { RecordId } from '../model/ids.ts'
import type { RecordRow } from '../projections/rows.ts'
import type { Database } from './database.ts'

/** All rows of one kind kept in step without reading them again: ids once, rows in runs, then only what changed. */
export interface RowFollower {
  /** In the order of their ids, which is the order they were made in. */
  readonly ids: () => Promise<RecordId[]>
  /** Rows from one id to another, both included. */
  readonly between: (first: RecordId, last: RecordId) => Promise<RecordRow[]>
  readonly byIds: (ids: readonly RecordId[]) => Promise<(RecordRow | undefined)[]>
  /** Calls with the ids written by any tab or worker, or with `all` when that cannot be told; returns how to stop. */
  readonly onChange: (listener: (ids: readonly RecordId[] | 'all') => void) => () => void
}

/** `prefix` is that of the ids, `WEB-` for events. A live query would read every row again with every change. */
export function followRows(database: Database, prefix: string): RowFollower {
  const { records } = database
  const rows = `idb://${database.name}/records/`
  return {
    ids: () => records.where('id').startsWith(prefix).primaryKeys(),
    between: (first, last) => records.where('id').between(first, last, true, true).toArray(),
    byIds: (ids) => records.bulkGet([...ids]),
    onChange(listener) {
      const heard = (parts: Readonly<Record<string, IntervalTree>>): void => {
        const changed = changedIds([parts[rows], parts[`${rows}:dels`]], prefix)
        if ('all' in parts || changed === 'all') listener('all')
        else if (changed.length > 0) listener(changed)
      }
      Dexie.on.storagemutated.subscribe(heard)
      return () => Dexie.on.storagemutated.unsubscribe(heard)
    },
  }
}

function changedIds(
  parts: readonly (IntervalTree | undefined)[],
  prefix: string,
): readonly RecordId[] | 'all' {
  const ranges = new RangeSet()
  // What another tab wrote comes as a plain copy of its tree.
  for (const part of parts) if (part) mergeRanges(ranges, part)
  const ids = new Set<RecordId>()
  for (const { from, to } of ranges) {
    if (typeof from === 'string' && from === to) {
      if (from.startsWith(prefix)) ids.add(from as RecordId)
    } else if (
      !(typeof from === 'string' && from > `${prefix}\uffff`) &&
      !(typeof to === 'string' && to < prefix)
    )
      return 'all'
  }
  return [...ids]
}
