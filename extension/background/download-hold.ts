import { askAgain } from './download-again.ts'
import { letPass, passOf } from './download-passes.ts'
import type { SaidOfFile } from './same-file.ts'

/** What is needed to go on with a download after an answer. Kept with the question only, in memory. */
export interface WaitingDownload extends SaidOfFile {
  readonly id: number
  /** For asking again, where it could not be kept. */
  readonly url: string
  readonly name: string
  /** Where it came from. */
  readonly host: string
}

/** Downloads whose name is not given yet, so that nothing of theirs is on the disk under it. */
const unnamed = new Map<number, () => void>()
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

/**
 * After the event is recorded: the download goes on, or nothing of it stays. What still runs is resumed as it is, and
 * no second request is made; only what had to be ended is asked for again. `pressAgain`: nobody but its page can give
 * it, so the next press of it passes, and the person is to be told.
 */
export async function settleDownload(
  download: WaitingDownload,
  release: boolean,
): Promise<'settled' | 'pressAgain'> {
  const { id } = download
  const running = await isRunning(id)
  let again = false
  if (!release) await removeDownload(id)
  else if (running) await chrome.downloads.resume(id).catch(() => undefined)
  else again = !(await askAgain(download))
  unnamed.get(id)?.()
  if (!again) return 'settled'
  await letPass(passOf(download), Date.now())
  return 'pressAgain'
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
