import { createContext } from 'svelte'
import { live } from '../../live/live.svelte.ts'
import { useStore } from '../../live/store.ts'
import { inboxOf, isPending, type InboxItem } from './inbox.ts'

export interface Inbox {
  readonly items: readonly InboxItem[] | undefined
  readonly pending: readonly InboxItem[]
  readonly slow: boolean
  readonly error: unknown
}

/** One inbox for the navigation, Today and the screen itself, so that their numbers cannot differ. */
export const [useInbox, provideInbox] = createContext<Inbox>()

/** Counts are true only when every event was read. */
const all = { limit: Infinity }

export function liveInbox(): Inbox {
  const { queries } = useStore()
  const rows = live(async () => {
    const [events, reviews] = await Promise.all([
      queries.recordsOf('webEvent', all),
      queries.recordsOf('webEventReview', all),
    ])
    return inboxOf(events, reviews)
  })
  const pending = $derived((rows.current ?? []).filter(isPending))
  return {
    get items() {
      return rows.current
    },
    get pending() {
      return pending
    },
    get slow() {
      return rows.slow
    },
    get error() {
      return rows.error
    },
  }
}
