import { until } from './actions.ts'
import type { Point, Tab } from './browser.ts'

/** Opens the form of a new piece of evidence and waits for its place for a file. */
export async function openNewEvidence(tab: Tab): Promise<void> {
  await tab.front()
  await tab.evaluate(() => {
    location.hash = '#/r/evidence/new'
  }, null)
  await until(tab, fileInputThere, null, 'the place for a file')
}

/** Chooses files by the browser's own dialog, as the button does. */
export const chooseAttachment = (tab: Tab, paths: readonly string[]): Promise<void> =>
  tab.chooseFiles(() => document.querySelector<HTMLInputElement>('[data-attach=file] input')!, paths)

/** The middle of an element, brought into sight. */
export const middleOf = (tab: Tab, selector: string): Promise<Point> =>
  until(tab, middle, selector, `the middle of ${selector}`)

/** Pastes bytes as a file, as an application that copied one would have them in the clipboard. */
export function pasteFile(
  tab: Tab,
  file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): Promise<void> {
  return tab.evaluate(
    ({ name, type, bytes }) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([Uint8Array.from(bytes)], name, { type }))
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
      // Firefox takes no files when the event is made.
      Object.defineProperty(paste, 'clipboardData', { value: clipboardData })
      document.body.dispatchEvent(paste)
    },
    { ...file, bytes: [...file.bytes] },
  )
}

/** Waits until the screen says this of the file on the record. */
export const seeDigest = (tab: Tab, digest: string): Promise<unknown> =>
  until(tab, digestIs, digest, `the digest ${digest}`)

/** Bytes of all chunks on this device, and how many there are. */
export const storedChunks = (tab: Tab): Promise<{ readonly count: number; readonly bytes: number }> =>
  tab.evaluate(async () => {
    const opened = indexedDB.open('countersign')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result)
      opened.onerror = () => reject(new Error('no database'))
    })
    const all = database.transaction('chunks').objectStore('chunks').getAll()
    const rows = await new Promise<{ bytes: Uint8Array }[]>((resolve) => {
      all.onsuccess = () => resolve(all.result as { bytes: Uint8Array }[])
    })
    database.close()
    return { count: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0) }
  }, null)

/** Flips one bit of the first chunk on the disk, as a failing one would. */
export const damageChunk = (tab: Tab): Promise<void> =>
  tab.evaluate(async () => {
    const opened = indexedDB.open('countersign')
    const database = await new Promise<IDBDatabase>((resolve) => {
      opened.onsuccess = () => resolve(opened.result)
    })
    const change = database.transaction('chunks', 'readwrite')
    const chunks = change.objectStore('chunks')
    const all = chunks.getAll()
    all.onsuccess = () => {
      const [row] = all.result as { bytes: Uint8Array }[]
      row!.bytes[20]! ^= 1
      chunks.put(row)
    }
    await new Promise<void>((resolve) => {
      change.oncomplete = () => resolve()
    })
    database.close()
  }, null)

const fileInputThere = (): true | undefined =>
  document.querySelector('[data-attach=file] input') !== null || undefined

function middle(selector: string): Point | undefined {
  const place = document.querySelector(selector)
  place?.scrollIntoView({ block: 'center' })
  const box = place?.getBoundingClientRect()
  return box && { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }
}

const digestIs = (digest: string): true | undefined =>
  document.querySelector('[data-attach=file] .digest')?.textContent === digest || undefined
