import { until } from './actions.ts'
import type { Tab } from './browser.ts'

/** Waits until the service worker can serve the application without its server. */
export async function worksOffline(tab: Tab): Promise<void> {
  await until(
    tab,
    () => navigator.serviceWorker.controller?.state === 'activated' || undefined,
    null,
    'the service worker',
  )
}
