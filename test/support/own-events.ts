import type { TestBrowser } from './browser.ts'

/** What the extension recorded, oldest first: exactly what was signed. */
export async function ownEvents(browser: TestBrowser): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const page = await browser.open(browser.extensionUrl('options.html#own'))
  try {
    return await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('countersign-outbox')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('not opened'))
      })
      const rows = await new Promise<{ at: number; content: Record<string, unknown> }[]>(
        (resolve, reject) => {
          const request = database.transaction('own').objectStore('own').getAll()
          request.onsuccess = () =>
            resolve(request.result as { at: number; content: Record<string, unknown> }[])
          request.onerror = () => reject(request.error ?? new Error('not read'))
        },
      )
      database.close()
      return rows.toSorted((a, b) => a.at - b.at).map(({ content }) => content)
    }, null)
  } finally {
    await page.close()
  }
}
