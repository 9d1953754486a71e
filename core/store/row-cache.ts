import type { RecordId } from '../model/ids.ts'
import type { RecordRow } from '../projections/rows.ts'
import type { Database } from './database.ts'

/** Rows of the projection as this host last wrote or read them. It is the only writer, so they cannot be stale. */
export interface RowCache {
  readonly get: (id: RecordId) => Promise<RecordRow | undefined>
  /** In the order asked for. */
  readonly getAll: (ids: readonly RecordId[]) => Promise<(RecordRow | undefined)[]>
  /** Call with rows that just became durable, and never before. */
  readonly put: (rows: readonly RecordRow[]) => void
  readonly clear: () => void
}

const mostRows = 2000

export function createRowCache(database: Pick<Database, 'records'>): RowCache {
  const rows = new Map<RecordId, RecordRow>()
  const keep = (row: RecordRow): void => {
    rows.delete(row.id)
    rows.set(row.id, row)
    // A map keeps the order of insertion: the first is the one untouched for longest.
    if (rows.size > mostRows) rows.delete(rows.keys().next().value!)
  }
  return {
    async get(id) {
      const known = rows.get(id)
      if (known) return known
      const read = await database.records.get(id)
      // A commit may have put a newer one while this was reading.
      const row = rows.get(id) ?? read
      if (row) keep(row)
      return row
    },
    async getAll(ids) {
      const missing = ids.filter((id) => !rows.has(id))
      const found = new Map<RecordId, RecordRow>()
      for (const row of missing.length > 0 ? await database.records.bulkGet(missing) : [])
        if (row) found.set(row.id, row)
      return ids.map((id) => rows.get(id) ?? found.get(id))
    },
    put: (written) => written.forEach(keep),
    clear: () => rows.clear(),
  }
}
