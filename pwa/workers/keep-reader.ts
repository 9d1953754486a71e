import { pdfFolder } from './pdf-folder.ts'

const name = 'pdf-reader'

/** The reader's file from the cache, or fetched once and kept; undefined for any other request. */
export function keepReader(request: Request): Promise<Response> | undefined {
  return isReader(request.url) ? kept(request) : undefined
}

/** A newer build brings a newer reader. */
export async function forgetOldReaders(): Promise<void> {
  const cache = await caches.open(name)
  for (const request of await cache.keys()) if (!isReader(request.url)) await cache.delete(request)
}

const isReader = (address: string): boolean => {
  const { origin, pathname } = new URL(address)
  return origin === location.origin && pathname.includes(`/${pdfFolder}/`)
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(name)
  const found = await cache.match(request.url)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request.url, answer.clone())
  return answer
}
