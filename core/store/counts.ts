import type { RecordRow } from '../projections/rows.ts'
import type { CountRow, Database } from './database.ts'

/** The counts as the journal has them; `after` says what rows about to be stored would make of them. */
export interface CountIndex {
  readonly after: (before: readonly (RecordRow | undefined)[], rows: readonly RecordRow[]) => CountRow[]
  /** Call once the rows are durable. */
  readonly put: (counts: readonly CountRow[]) => void
  /** Forgets everything else: a register was counted anew. */
  readonly reset: (counts: readonly CountRow[]) => void
}

export function createCountIndex(rows: Iterable<CountRow>): CountIndex {
  const counts = new Map<string, CountRow>()
  const put = (changed: Iterable<CountRow>): void => {
    for (const row of changed) counts.set(keyOf(row), row)
  }
  put(rows)
  return {
    put,
    reset(counted) {
      counts.clear()
      put(counted)
    },
    after(before, now) {
      const changed = new Map<string, CountRow>()
      const add = ({ type, state }: Pick<RecordRow, 'type' | 'state'>, by: number): void => {
        const key = keyOf({ type, state })
        const count = (changed.get(key) ?? counts.get(key))?.count ?? 0
        changed.set(key, { type, state, count: count + by })
      }
      now.forEach((row, index) => {
        const earlier = before[index]
        if (earlier?.state === row.state) return
        if (earlier) add(earlier, -1)
        add(row, 1)
      })
      return [...changed.values()]
    },
  }
}

/** Counts every row again, from the index alone; for rebuilt shards. */
export async function recount(database: Database): Promise<CountRow[]> {
  const tally = new Map<string, CountRow>()
  await database.records.orderBy('[type+state+updatedAt]').eachKey((key) => {
    const [type, state] = key as unknown as [string, string, number]
    tally.set(keyOf({ type, state }), {
      type,
      state,
      count: (tally.get(keyOf({ type, state }))?.count ?? 0) + 1,
    })
  })
  return [...tally.values()]
}

const keyOf = ({ type, state }: Pick<CountRow, 'type' | 'state'>): string => `${type} ${state}`
