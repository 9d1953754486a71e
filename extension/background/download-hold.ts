/** What is needed to go on with a download after an answer. */
export interface WaitingDownload {
  readonly id: number
  /** For asking again, where it could not be kept. Kept with the question only, in memory. */
  readonly url: string
  readonly name: string
}

/** Downloads whose name is not given yet, so that nothing of theirs is on the disk under it. */
const unnamed = new Map<number, () => void>()
/** Names of downloads this extension asks for again. */
const again = new Map<string, string>()

/** Names of downloads that were answered and must be pressed once more, until when. */
const passes = new Map<string, number>()
const passTime = 120_000

/** Whether this one was answered already and may pass, once. */
export function passesNow(name: string): boolean {
  const until = passes.get(name) ?? 0
  passes.delete(name)
  return until > Date.now()
}

/**
 * Chromium gives a listener fifteen seconds to name a download and then names it itself. Until shortly before, the
 * name is held back; what is still running then stays paused, and what has arrived is removed. Milliseconds.
 */
const mostUnnamed = 10_000

/** Resolves when the browser may have the name: once the download is settled, or stays paused, or is gone. */
export function holdName(id: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      unnamed.delete(id)
      resolve()
    }
    const timer = setTimeout(() => void keepPaused(id).then(end), mostUnnamed)
    unnamed.set(id, end)
  })
}

/** Whether this one is asked for again by us, with the name it had. */
export function nameAgain(item: chrome.downloads.DownloadItem): string | undefined {
  const name = again.get(item.url)
  again.delete(item.url)
  return name
}

/** After the event is recorded: the download goes on, or nothing of it stays. */
export async function settleDownload(download: WaitingDownload, release: boolean): Promise<void> {
  const { id, url, name } = download
  const running = await isRunning(id)
  if (!release) await removeDownload(id)
  else if (running) await chrome.downloads.resume(id).catch(() => undefined)
  else {
    again.set(url, name)
    try {
      await chrome.downloads.download({
        url,
        ...(name ? { filename: name } : {}),
        conflictAction: 'uniquify',
      })
    } catch {
      // Made by the page itself (`blob:`), so nobody but the page can give it again: the next press passes.
      again.delete(url)
      passes.set(name, Date.now() + passTime)
    }
  }
  unnamed.get(id)?.()
}

/** Ends a download with no file left, whether it is running or has just arrived. */
export async function removeDownload(id: number): Promise<void> {
  // Each step fails where it has nothing to do: one that ended cannot be cancelled, one that runs has no file yet.
  await chrome.downloads.cancel(id).catch(() => undefined)
  await chrome.downloads.removeFile(id).catch(() => undefined)
  await chrome.downloads.erase({ id }).catch(() => undefined)
}

/** It stays paused while something is still to come; what has all arrived is removed, and asked for again later. */
async function keepPaused(id: number): Promise<void> {
  const [item] = await chrome.downloads.search({ id })
  if (!item?.paused || item.totalBytes <= item.bytesReceived) await removeDownload(id)
}

async function isRunning(id: number): Promise<boolean> {
  const [item] = await chrome.downloads.search({ id })
  return item?.state === 'in_progress'
}
