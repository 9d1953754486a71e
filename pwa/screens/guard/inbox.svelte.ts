import { createContext } from 'svelte'
import { isPending, type InboxItem } from '../../../core/projections/inbox-item.ts'
import { useStore } from '../../live/store.ts'
import { showBadge } from './app-badge.ts'
import { feedInbox } from './inbox-feed.ts'

export interface Inbox {
  /** Every event, newest first; undefined until all were read. */
  readonly items: readonly InboxItem[] | undefined
  readonly pending: readonly InboxItem[]
  readonly byId: ReadonlyMap<string, InboxItem>
  /** Events read of all, while the first reading takes longer than a second. */
  readonly progress: { readonly done: number; readonly all: number } | undefined
  readonly slow: boolean
  readonly error: unknown
}

/** One inbox for the navigation, Today and the screen itself, so that their numbers cannot differ. */
export const [useInbox, provideInbox] = createContext<Inbox>()

const skeletonDelayMs = 200
const progressDelayMs = 1000

/** Call while a component initialises. */
export function liveInbox(): Inbox {
  const { queries } = useStore()
  let items = $state.raw<readonly InboxItem[]>()
  let progress = $state.raw<Inbox['progress']>()
  let error = $state.raw<unknown>()
  let waited = $state(0)
  const pending = $derived((items ?? []).filter(isPending))
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew with the items, never changed
  const byId = $derived(new Map((items ?? []).map((item) => [item.id as string, item])))

  $effect(() => {
    const timers = [skeletonDelayMs, progressDelayMs].map((delay) =>
      setTimeout(() => (waited = delay), delay),
    )
    const stop = feedInbox(queries.follow('WEB-'), {
      items: (read) => (items = read),
      progress: (done, all) => (progress = { done, all }),
      failed(reason) {
        error = reason
        reportError(reason)
      },
    })
    return () => {
      timers.forEach(clearTimeout)
      stop()
    }
  })

  // What the icon of the installed application says equals what the navigation says.
  $effect(() => showBadge(pending.length))

  return {
    get items() {
      return items
    },
    get pending() {
      return pending
    },
    get byId() {
      return byId
    },
    get progress() {
      return items === undefined && waited >= progressDelayMs ? progress : undefined
    },
    get slow() {
      return items === undefined && waited >= skeletonDelayMs
    },
    get error() {
      return error
    },
  }
}
