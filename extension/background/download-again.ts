import { isSameFile, type SaidOfFile } from './same-file.ts'

/** Names of downloads this extension asks for again. */
const again = new Map<string, string>()

/** Whether this one is asked for again by us, with the name it had. */
export function nameAgain(item: chrome.downloads.DownloadItem): string | undefined {
  const name = again.get(item.url)
  again.delete(item.url)
  return name
}

/** How long a site may take to begin. Milliseconds. */
const patience = 10_000
const step = 100

/**
 * Asks for a download that could not be kept once more, as a plain request. False, with nothing left of it, where the
 * page made it itself (`blob:`), the site refuses, or gives something else than the first time: an extension can
 * repeat neither a form that was sent nor a link that works once.
 */
export async function askAgain(first: SaidOfFile & { readonly url: string; readonly name: string }) {
  const { url, name } = first
  if (!/^https?:/.test(url)) return false
  again.set(url, name)
  try {
    const id = await chrome.downloads.download({
      url,
      ...(name ? { filename: name } : {}),
      conflictAction: 'uniquify',
    })
    if (await begins(id, first)) return true
    // Each step fails where it has nothing to do.
    await chrome.downloads.cancel(id).catch(() => undefined)
    await chrome.downloads.removeFile(id).catch(() => undefined)
    await chrome.downloads.erase({ id }).catch(() => undefined)
    return false
  } catch {
    return false
  } finally {
    again.delete(url)
  }
}

/** Whether it is on its way, and the same file. A site that says nothing for long is left to the browser. */
async function begins(id: number, first: SaidOfFile): Promise<boolean> {
  for (const deadline = Date.now() + patience; Date.now() < deadline;) {
    const [item] = await chrome.downloads.search({ id })
    if (!item || item.state === 'interrupted') return false
    const whole = item.state === 'complete'
    const { mime, fileSize, totalBytes, bytesReceived } = item
    if (whole || bytesReceived > 0) {
      return isSameFile(first, { mime: mime || '', sizeBytes: whole ? fileSize : totalBytes })
    }
    await new Promise((later) => setTimeout(later, step))
  }
  return true
}
