import { registerSW } from 'virtual:pwa-register'

export interface Update {
  readonly ready: boolean
  readonly apply: () => void
  readonly later: () => void
}

/** A newer build waits until the person says so; nothing reloads by itself. */
export function createUpdate(): Update {
  let ready = $state(false)
  const apply = registerSW({ onNeedRefresh: () => (ready = true) })
  return {
    get ready() {
      return ready
    },
    apply: () => void apply(true),
    later: () => (ready = false),
  }
}
