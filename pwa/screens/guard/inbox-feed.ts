import type { RecordId } from '../../../core/model/ids.ts'
import { inboxItem, newestFirst, type InboxItem } from '../../../core/projections/inbox-item.ts'
import type { RowFollower } from '../../../core/store/follow-rows.ts'

export interface FeedListener {
  /** Every event, newest first; again whenever one came or was judged. */
  readonly items: (items: readonly InboxItem[]) => void
  /** While the first reading goes on. */
  readonly progress: (done: number, all: number) => void
  readonly failed: (error: unknown) => void
}

/** Rows read at a time: so few that decoding them never holds up a key press. */
const run = 250
/** Changes that come together are shown together. Milliseconds. */
const settle = 40

/**
 * Every event of the guard, read once in short runs and then kept in step row by row. Counts are true only when every
 * event was read, so nothing is handed out before. Returns how to stop.
 */
export function feedInbox(rows: RowFollower, listener: FeedListener): () => void {
  const known = new Map<RecordId, InboxItem>()
  const changed = new Set<RecordId>()
  let stopped = false
  let again = true
  let working = false
  let timer: ReturnType<typeof setTimeout> | undefined
  // Asked anew after each wait: both may have changed meanwhile.
  const goesOn = (): boolean => !stopped
  const isBehind = (): boolean => again

  const unfollow = rows.onChange((ids) => {
    if (ids === 'all') again = true
    else for (const id of ids) changed.add(id)
    timer ??= setTimeout(() => {
      timer = undefined
      void work()
    }, settle)
  })

  async function work(): Promise<void> {
    if (working) return
    working = true
    try {
      while (goesOn() && (again || changed.size > 0)) {
        if (again) await readAll()
        else await readChanged()
        if (goesOn() && !isBehind()) listener.items([...known.values()].sort(newestFirst))
      }
    } catch (error) {
      if (!stopped) listener.failed(error)
    } finally {
      working = false
    }
  }

  async function readAll(): Promise<void> {
    again = false
    changed.clear()
    known.clear()
    const ids = await rows.ids()
    for (let from = 0; from < ids.length && !stopped; from += run) {
      const last = Math.min(from + run, ids.length) - 1
      listener.progress(from, ids.length)
      for (const row of await rows.between(ids[from]!, ids[last]!)) known.set(row.id, inboxItem(row))
    }
  }

  async function readChanged(): Promise<void> {
    const ids = [...changed]
    changed.clear()
    const read = await rows.byIds(ids)
    ids.forEach((id, index) => {
      const row = read[index]
      if (row) known.set(id, inboxItem(row))
      else known.delete(id)
    })
  }

  void work()
  return () => {
    stopped = true
    clearTimeout(timer)
    unfollow()
  }
}
