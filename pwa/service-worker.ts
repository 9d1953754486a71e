/// <reference lib="webworker" />
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import { forgetOldReaders, keepReader } from './workers/keep-reader.ts'

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0]
}

// The reader of PDFs apart, everything is precached; the router lives in the hash, so `/` is the only page there is.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const data: unknown = event.data
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING')
    void self.skipWaiting()
})

// The first visit is served by this worker at once, so that what loads lazily is there when the network goes.
self.addEventListener('activate', (event: ExtendableEvent) =>
  event.waitUntil(Promise.all([self.clients.claim(), forgetOldReaders()])),
)

// Fetched by the first who tries a rule on a PDF, and kept.
self.addEventListener('fetch', (event: FetchEvent) => {
  const answer = keepReader(event.request)
  if (answer) event.respondWith(answer)
})
