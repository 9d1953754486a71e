import type { Tab } from './browser.ts'

export interface Leak {
  readonly needle: string
  readonly place: string
}

/**
 * Looks for planted texts in everything the open page's origin keeps: every IndexedDB record, local and session
 * storage, caches and, in a page of the extension, all of its storage areas. Bytes are searched for the UTF-8 and
 * both UTF-16 forms, keys as well as values. A test that finds nothing must also plant a text it does find.
 */
export async function findLeaks(tab: Tab, needles: readonly string[]): Promise<readonly Leak[]> {
  return await tab.evaluate(searchOrigin, needles)
}

async function searchOrigin(needles: readonly string[]): Promise<Leak[]> {
  const leaks: Leak[] = []
  const encodings = needles.map((needle) => {
    const units = [...needle].flatMap((character) =>
      Array.from({ length: character.length }, (_, at) => character.charCodeAt(at)),
    )
    return [
      new TextEncoder().encode(needle),
      Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8])),
      Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 0xff])),
    ]
  })
  const contains = (hay: Uint8Array, pattern: Uint8Array) => {
    for (let at = hay.indexOf(pattern[0] ?? 0); at >= 0; at = hay.indexOf(pattern[0] ?? 0, at + 1)) {
      if (pattern.every((byte, offset) => hay[at + offset] === byte)) return true
    }
    return false
  }
  const searchText = (place: string, text: string) =>
    needles.filter((needle) => text.includes(needle)).forEach((needle) => leaks.push({ needle, place }))
  const searchBytes = (place: string, bytes: Uint8Array) =>
    needles.forEach((needle, at) => {
      if (encodings[at]?.some((pattern) => contains(bytes, pattern))) leaks.push({ needle, place })
    })
  const seen = new Set<object>()
  async function search(place: string, value: unknown): Promise<void> {
    if (typeof value === 'string') return searchText(place, value)
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (value instanceof Blob) return searchBytes(place, new Uint8Array(await value.arrayBuffer()))
    if (value instanceof ArrayBuffer) return searchBytes(place, new Uint8Array(value))
    if (ArrayBuffer.isView(value))
      return searchBytes(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    const entries =
      value instanceof Map
        ? [...value]
        : value instanceof Set
          ? [...value].map((one) => ['', one])
          : Object.entries(value)
    for (const [key, part] of entries as [unknown, unknown][]) {
      await search(`${place} key`, key)
      await search(typeof key === 'string' && key !== '' ? `${place}.${key}` : place, part)
    }
  }
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result)
      request.onerror = () => failed(request.error ?? new Error('IndexedDB'))
    })

  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ''))
    for (const store of database.objectStoreNames) {
      const content = database.transaction(store).objectStore(store)
      const [keys, values] = await Promise.all([
        settled(content.getAllKeys()),
        settled(content.getAll() as IDBRequest<unknown[]>),
      ])
      await search(`IndexedDB ${name}/${store} key`, keys)
      await search(`IndexedDB ${name}/${store}`, values)
    }
    database.close()
  }
  await search('localStorage', { ...localStorage })
  await search('sessionStorage', { ...sessionStorage })
  if ('caches' in globalThis) {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        await search(`cache ${name}`, request.url)
        const body = await (await cache.match(request))?.arrayBuffer()
        await search(`cache ${name} ${request.url}`, body)
      }
    }
  }
  const areas =
    (globalThis as { chrome?: { storage?: Record<string, { get?: () => Promise<unknown> }> } }).chrome
      ?.storage ?? {}
  for (const area of ['local', 'session', 'sync', 'managed']) {
    const content = await areas[area]?.get?.().catch(() => undefined)
    await search(`storage.${area}`, content)
  }
  return leaks
}
