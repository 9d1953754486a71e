import type { TestBrowser } from './browser.ts'

/** Forms the rules now in the extension call listed; undefined while they do not say. */
export async function listedForms(browser: TestBrowser): Promise<readonly string[] | undefined> {
  const page = await browser.open(browser.extensionUrl('options.html#own'))
  try {
    return await page.evaluate(readBundle, null)
  } finally {
    await page.close()
  }
}

async function readBundle(): Promise<readonly string[] | undefined> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('countersign-outbox')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
  const row = await new Promise<unknown>((resolve, reject) => {
    const request = database.transaction('bundle').objectStore('bundle').get('current')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not read'))
  })
  database.close()
  const { bundle } = row as { bundle: { content: { policy: { listedForms?: readonly string[] } } } }
  return bundle.content.policy.listedForms
}
