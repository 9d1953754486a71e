import { sendMessage } from '../messaging.ts'
import { settleDownload } from './download-hold.ts'
import { closeTab, leavePage } from './leave-page.ts'
import type { PendingHold } from './pending-holds.ts'
import { tellToPressAgain } from './press-again.ts'

/** Carries a recorded answer out, wherever what is held stands: in a page, with the browser, or as the page itself. */
export async function settleHold(pending: PendingHold, release: boolean): Promise<void> {
  const { hold, tabId, frameId, direction, download, ownTab } = pending
  if (download) {
    const settled = await settleDownload(download, release)
    if (settled === 'pressAgain') await tellToPressAgain(tabId, ownTab === true)
    else if (ownTab) await closeTab(tabId)
  } else if (direction === 'navigate') {
    if (!release) await leavePage(tabId)
  } else {
    // The frame may have gone away meanwhile; the answer is recorded all the same.
    await sendMessage('settle', { hold, release }, { tabId, frameId }).catch(() => undefined)
  }
}
