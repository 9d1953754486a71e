import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Tab, TestBrowser } from './browser.ts'

/** Presses a link of the page that leads there, as a person does; one that downloads under a name where it has one. */
export async function pressLink(tab: Tab, href: string, download?: string): Promise<void> {
  await tab.front()
  const point = await tab.evaluate(
    ({ address, name }) => {
      const link = document.createElement('a')
      link.href = address
      if (name !== undefined) link.download = name
      link.textContent = '下載'
      link.style.cssText = 'position:fixed;top:8px;left:8px;padding:8px;background:#fff'
      document.querySelector('a[data-pressed]')?.remove()
      link.dataset['pressed'] = ''
      document.body.append(link)
      const { x, y, width, height } = link.getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2 }
    },
    { address: href, name: download },
  )
  await tab.clickAt(point)
}

/** SHA-256 of the arrived file of this name, once it is whole; the others in the folder are still on their way. */
export async function arrived(browser: TestBrowser, name: string, size: number): Promise<string> {
  const deadline = Date.now() + 15_000
  for (;;) {
    const bytes = filesIn(browser).includes(name) ? readFileSync(join(browser.downloads, name)) : undefined
    if (bytes?.length === size) return createHash('sha256').update(bytes).digest('hex')
    if (Date.now() > deadline) throw new Error(`${name} did not arrive, but: ${filesIn(browser).join(', ')}`)
    await wait(50)
  }
}

/** Path of the arrived file whose name ends so, once it is whole: browsers write beside it or into an empty one first. */
export async function arrivedEnding(browser: TestBrowser, ending: string): Promise<string> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const files = filesIn(browser)
    const name = files.find((file) => file.endsWith(ending))
    const path = name && join(browser.downloads, name)
    if (path && statSync(path).size > 0 && !files.some((file) => /\.(part|crdownload)$/.test(file)))
      return path
    if (Date.now() > deadline) throw new Error(`no ${ending} arrived, but: ${files.join(', ')}`)
    await wait(50)
  }
}

/** Everything in the downloads folder, also half files under other names. */
export const filesIn = ({ downloads }: TestBrowser): readonly string[] => {
  try {
    return readdirSync(downloads)
  } catch {
    // Firefox makes the folder with the first download.
    return []
  }
}

export async function folderIsEmpty(browser: TestBrowser, patience = 10_000): Promise<void> {
  const deadline = Date.now() + patience
  while (filesIn(browser).length > 0) {
    if (Date.now() > deadline) throw new Error(`left on the disk: ${filesIn(browser).join(', ')}`)
    await wait(50)
  }
}

/** Waits until the browser itself has no download under way, as its own list says to the extension. */
export async function nothingHeld(browser: TestBrowser): Promise<void> {
  const own = await browser.open(browser.extensionUrl('options.html#own'))
  const running = () =>
    own.evaluate(async () => (await chrome.downloads.search({ state: 'in_progress' })).length, null)
  const deadline = Date.now() + 20_000
  while ((await running()) > 0) {
    if (Date.now() > deadline) throw new Error('a download is still under way')
    await wait(100)
  }
  await own.close()
}
