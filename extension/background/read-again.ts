import type { DownloadPart, ReadPart } from '../messaging.ts'
import { sendMessage } from '../messaging.ts'
import type { DownloadFacts } from './download-facts.ts'
import type { TabPage } from './download-tab.ts'
import { isSameFile } from './same-file.ts'

/** A little longer than the page itself takes (`channels/download-read.ts`). Milliseconds. */
const patience = 5500

/**
 * Reads the very download the person asked for once more, from the page it was asked on and with that page's own
 * rights. Undefined where that is not possible, or where the address now gives something else: what a form was sent
 * for, or a link that works once.
 */
export async function readAgain(
  { url, mime, sizeBytes }: DownloadFacts,
  tab: TabPage,
  part: DownloadPart,
): Promise<ReadPart | undefined> {
  try {
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, frameIds: [0] },
      files: ['read-download-content.js'],
      injectImmediately: true,
    })
    const read = await Promise.race([
      sendMessage('readDownload', { url, part }, { tabId: tab.id, frameId: 0 }),
      // A page that goes away meanwhile does not always say so.
      new Promise<null>((resolve) => setTimeout(() => resolve(null), patience)),
    ])
    if (!(read?.file instanceof File)) return undefined
    const now = { mime: read.type, sizeBytes: read.size ?? -1 }
    return isSameFile({ mime, sizeBytes }, now) ? read : undefined
  } catch {
    // The tab went away, or takes no script.
    return undefined
  }
}
