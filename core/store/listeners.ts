import type { DeviceId } from '../model/ids.ts'
import type { HeadRow } from './database.ts'
import { isPolicyNews } from './policy-news.ts'

/** Who is told of what became durable. They listen to one workspace: when it is forgotten, so are they. */
export interface Listeners {
  readonly onDurable: (listener: (heads: readonly HeadRow[]) => void) => () => void
  readonly onPolicyChange: (listener: () => void) => () => void
  readonly heard: (heads: readonly HeadRow[]) => void
  /** Tells what was heard, at the end of a turn, when memory knows all that the disk does. */
  readonly tell: (own: DeviceId | undefined) => void
  readonly tellPolicy: () => void
  readonly clear: () => void
}

export function createListeners(): Listeners {
  const policy = new Set<() => void>()
  const durable = new Set<(heads: readonly HeadRow[]) => void>()
  let news: HeadRow[] = []
  const tellPolicy = (): void => policy.forEach((listener) => listener())
  return {
    onDurable(listener) {
      durable.add(listener)
      return () => durable.delete(listener)
    },
    onPolicyChange(listener) {
      policy.add(listener)
      return () => policy.delete(listener)
    },
    heard: (heads) => void news.push(...heads),
    tell(own) {
      const told = news
      news = []
      if (told.length > 0) durable.forEach((listener) => listener(told))
      // Which of our own commits decide something is known where they are made.
      if (told.some((head) => isPolicyNews(head, own))) tellPolicy()
    },
    tellPolicy,
    clear() {
      policy.clear()
      durable.clear()
    },
  }
}
