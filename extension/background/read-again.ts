import type { InspectionHost } from './inspection-host.ts'
import type { FileInspection } from '../inspection.ts'
import { sendMessage } from '../messaging.ts'
import type { DownloadFacts } from './download-facts.ts'
import type { TabPage } from './download-tab.ts'

/** Beyond it the browser would fetch a second copy for longer than anybody waits. Bytes. */
const most = 50 * 1024 * 1024

/**
 * Reads the very download the person asked for once more, from the page it was asked on and with that page's own
 * rights, and inspects it (PD-11). Undefined where that is not possible: another origin, too large, no page.
 */
export async function readAgain(
  host: InspectionHost,
  { url, name, fileExtension, sizeBytes }: DownloadFacts,
  tab: TabPage,
): Promise<FileInspection | undefined> {
  if (sizeBytes > most || !URL.canParse(url) || new URL(url).origin !== new URL(tab.url).origin)
    return undefined
  try {
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, frameIds: [0] },
      files: ['read-download-content.js'],
      injectImmediately: true,
    })
    const file = await sendMessage('readDownload', { url }, { tabId: tab.id, frameId: 0 })
    if (!(file instanceof File)) return undefined
    return await host.inspect({
      job: name,
      file,
      fileExtension: fileExtension ?? '',
    })
  } catch {
    // The tab went away, or takes no script.
    return undefined
  }
}
