import { messageFor } from '../../core/i18n/index.ts'
import { sendMessage } from '../messaging.ts'
import { composePressAgain } from './compose-notice.ts'
import { currentLocale } from './locale.ts'
import { newHold } from './new-hold.ts'
import { showIn } from './notice-frame.ts'

/**
 * Says that the answer counts and that the download has to be pressed once more: in the page, in the extension's own
 * question tab where it stood there, and where neither can show it as a notification.
 */
export async function tellToPressAgain(tabId: number, ownTab: boolean): Promise<void> {
  const locale = await currentLocale()
  const view = composePressAgain(newHold(), locale)
  try {
    if (!ownTab && (await showIn(tabId, 0, view)) !== undefined) return
    if (ownTab) {
      await sendMessage('showNotice', view, { tabId, frameId: 0 })
      return
    }
  } catch {
    // The person closed the tab meanwhile.
  }
  await chrome.notifications.create(`pressAgain.${view.hold}`, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: messageFor('pressAgain.title', {}, locale),
    message: messageFor('pressAgain.lead', {}, locale),
  })
}
