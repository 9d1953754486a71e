import { Workbox } from 'workbox-window'

export interface Update {
  readonly ready: boolean
  readonly apply: () => void
  readonly later: () => void
}

/**
 * A newer build waits until the person says so. Only the tab where that was said reloads: the others may hold
 * unfinished forms, and learn from the store host that they are out of date.
 */
export function createUpdate(): Update {
  let ready = $state(false)
  let asked = false
  // The development server has no worker to offer.
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    const worker = new Workbox('./service-worker.js')
    worker.addEventListener('waiting', () => (ready = true))
    worker.addEventListener('controlling', () => {
      if (asked) location.reload()
    })
    // Without a worker (private mode, storage refused) the page still works, only not from a cold start offline.
    worker.register().catch(() => undefined)
    return {
      get ready() {
        return ready
      },
      apply() {
        asked = true
        worker.messageSkipWaiting()
      },
      later: () => (ready = false),
    }
  }
  return { ready: false, apply() {}, later() {} }
}
