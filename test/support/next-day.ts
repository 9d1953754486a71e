import type { TestBrowser } from './browser.ts'

/** Lets a day pass for what the extension records once a day: its own records become yesterday's. */
export async function nextDay(browser: TestBrowser): Promise<void> {
  const page = await browser.open(browser.extensionUrl('options.html#own'))
  try {
    await page.evaluate(moveBack, 86_400_000)
  } finally {
    await page.close()
  }
}

async function moveBack(millis: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('countersign-outbox')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('own', 'readwrite')
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'))
    const cursor = transaction.objectStore('own').openCursor()
    cursor.onsuccess = () => {
      if (!cursor.result) return
      const row = cursor.result.value as { readonly at: number }
      cursor.result.update({ ...row, at: row.at - millis })
      cursor.result.continue()
    }
  })
  database.close()
}
