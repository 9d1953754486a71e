import { createContext } from 'svelte'
import type { RecordId } from '../../core/model/ids.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import { live } from '../live/live.svelte.ts'
import { useStore } from '../live/store.ts'
import { provisionalNumber, recordLabel, typeNameOfId } from './record-label.ts'

/** Labels of the records a screen mentions, read in one query instead of one per link. */
export interface Names {
  readonly rowOf: (id: string) => RecordRow | undefined
  readonly nameOf: (id: string) => string
}

export const [useNames, provideNames] = createContext<Names>()

/** Call while a component initialises. A record this device does not hold is named by its kind and number. */
export function liveNames(ids: () => readonly RecordId[]): Names {
  const { queries } = useStore()
  const rows = live(async () => {
    const wanted = ids().filter((id, at, all) => all.indexOf(id) === at)
    return Object.fromEntries((await queries.recordsByIds(wanted)).map((row) => [row.id as string, row]))
  })
  const rowOf = (id: string): RecordRow | undefined => rows.current?.[id]
  return {
    rowOf,
    nameOf(id) {
      const row = rowOf(id)
      return row ? recordLabel(row) : `${typeNameOfId(id)} ${provisionalNumber(id)}`
    },
  }
}
