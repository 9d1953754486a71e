import { sendMessage } from '../messaging.ts'
import type { NoticeView } from '../notices/view.ts'

/**
 * Shows a notice in the tab's top frame, where there is room, or in the frame that asked when the top one takes
 * no script (a browser page around it). Resolves to the frame it stands in, undefined when none took it.
 */
export async function showIn(tabId: number, frameId: number, view: NoticeView): Promise<number | undefined> {
  for (const frame of frameId === 0 ? [0] : [0, frameId]) {
    try {
      await chrome.scripting.executeScript({
        target: { tabId, frameIds: [frame] },
        files: ['notice-content.js'],
        injectImmediately: true,
      })
      await sendMessage('showNotice', view, { tabId, frameId: frame })
      return frame
    } catch {
      // A frame that went away or allows no script; the next one may.
    }
  }
  return undefined
}

export async function hideIn(tabId: number, frameId: number, hold: string): Promise<void> {
  // The tab may be gone, and its notice with it.
  await sendMessage('hideNotice', { hold }, { tabId, frameId }).catch(() => undefined)
}
