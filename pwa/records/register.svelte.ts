import { SvelteMap } from 'svelte/reactivity'
import type { RecordId } from '../../core/model/ids.ts'
import type { RecordType } from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import type { Queries } from '../../core/store/queries.ts'
import { live } from '../live/live.svelte.ts'
import { newestFirst, scanRegister, stateFilter, type Scanned, type View } from './scan.ts'

const pageSize = 60

export interface Register {
  readonly view: View
  /** Rows that match; undefined until the first count. */
  readonly total: number | undefined
  readonly all: number | undefined
  readonly stateCounts: Readonly<Record<string, number>>
  readonly facets: Scanned['facets'] | undefined
  readonly scanning: { readonly done: number; readonly all: number } | undefined
  readonly error: unknown
  readonly slow: boolean
  readonly rowAt: (index: number) => RecordRow | undefined
  /** The rows now in sight; pages around them are read. */
  readonly look: (from: number, to: number) => void
  readonly show: (change: Partial<View>) => void
  readonly toggle: (field: string, answer: string) => void
  /** Counts answers of every field, on demand: it reads the whole register. */
  readonly countAnswers: () => void
}

/**
 * A register that never reads more rows than are in sight, unless asked to search, filter by content or sort
 * otherwise; then it reads in chunks and keeps ids. Call while a component initialises.
 */
export function createRegister(type: RecordType, queries: Queries): Register {
  let view = $state.raw<View>(newestFirst)
  let range = $state.raw({ first: 0, last: 0 })
  let scanned = $state.raw<Scanned>()
  let scanning = $state.raw<{ readonly done: number; readonly all: number }>()
  let scanError = $state.raw<unknown>()
  let answersWanted = $state(false)
  const pages = new SvelteMap<number, readonly RecordRow[]>()

  const plan = $derived(planOf(view))
  const all = live(() => queries.count(type.key))
  const states = live(() => queries.countByState(type.key))
  /** Changes whenever a record of the type does, without reading more than one row. */
  const version = live(async () => {
    const [newest] = await queries.recordsOf(type.key, { limit: 1 })
    return newest ? `${newest.id} ${newest.updatedAt} ${newest.state}` : 'none'
  })
  const needsScan = $derived(plan === undefined || answersWanted)

  $effect(() => {
    if (!needsScan) {
      scanned = undefined
      return
    }
    // Read so that a changed record scans again.
    if (version.current === undefined) return
    const stop = new AbortController()
    void scanRegister(queries, type, view, {
      signal: stop.signal,
      onProgress: (done, of) => (scanning = { done, all: of }),
    }).then(
      (result) => {
        if (!result) return
        scanned = result
        scanning = undefined
      },
      (reason: unknown) => {
        scanError = reason
        scanning = undefined
      },
    )
    return () => stop.abort()
  })

  const seen = live(async () => {
    const { first, last } = range
    const ids = plan === undefined ? scanned?.ids : undefined
    const current = plan
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    return Promise.all(wanted.map(async (page) => [page, await readPage(page, current, ids)] as const))
  })

  async function readPage(
    page: number,
    { state, orderBy }: Plan = {},
    ids?: readonly RecordId[],
  ): Promise<readonly RecordRow[]> {
    const offset = page * pageSize
    if (ids)
      return inOrder(
        ids.slice(offset, offset + pageSize),
        await queries.recordsByIds(ids.slice(offset, offset + pageSize)),
      )
    return queries.recordsOf(type.key, {
      limit: pageSize,
      offset,
      ...(state !== undefined && { state }),
      ...(orderBy && { orderBy }),
    })
  }

  $effect(() => {
    for (const [page, rows] of seen.current ?? []) pages.set(page, rows)
  })

  return {
    get view() {
      return view
    },
    get total() {
      if (plan === undefined) return scanned?.ids.length
      return plan.state === undefined ? all.current : states.current?.[plan.state]
    },
    get all() {
      return all.current
    },
    get stateCounts() {
      return states.current ?? {}
    },
    get facets() {
      return scanned?.facets
    },
    get scanning() {
      return scanning
    },
    get error() {
      return scanError ?? seen.error ?? all.error
    },
    get slow() {
      return seen.slow
    },
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    look(from, to) {
      const first = Math.floor(from / pageSize)
      const last = Math.floor(to / pageSize)
      if (first !== range.first || last !== range.last) range = { first, last }
    },
    show(change) {
      view = { ...view, ...change }
      pages.clear()
      range = { first: 0, last: 0 }
    },
    toggle(field, answer) {
      const chosen = view.filters[field] ?? []
      const next = chosen.includes(answer) ? chosen.filter((one) => one !== answer) : [...chosen, answer]
      this.show({ filters: { ...view.filters, [field]: next } })
    },
    countAnswers() {
      answersWanted = true
    },
  }
}

interface Plan {
  readonly state?: string
  readonly orderBy?: 'title'
}

/** How an index of the store answers the view by itself; undefined where every row must be looked at. */
export function planOf({ search, filters, sort }: View): Plan | undefined {
  const active = Object.entries(filters).filter(([, answers]) => answers.length > 0)
  const [only] = active
  if (search.trim() !== '' || active.length > 1) return undefined
  if (only && (only[0] !== stateFilter || only[1].length > 1)) return undefined
  const state = only?.[1][0]
  if (sort.by === '#updated' && sort.descending) return state === undefined ? {} : { state }
  return sort.by === '#title' && !sort.descending && state === undefined ? { orderBy: 'title' } : undefined
}

function inOrder(ids: readonly RecordId[], rows: readonly RecordRow[]): readonly RecordRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
