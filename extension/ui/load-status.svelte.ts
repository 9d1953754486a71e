import { useLocale } from '../../core/i18n/index.ts'
import { sendMessage } from '../messaging.ts'
import type { ExtensionStatus } from '../status.ts'

/** The background's status, asked again whenever something it is made of changes. */
export function loadStatus(tabId?: () => Promise<number | undefined>) {
  let status = $state.raw<ExtensionStatus | undefined>()
  let failed = $state(false)

  const refresh = async () => {
    try {
      const tab = await tabId?.()
      const answer = await sendMessage('status', tab === undefined ? {} : { tabId: tab })
      useLocale(answer.locale)
      document.documentElement.lang = answer.locale === 'en' ? 'en' : 'zh-Hant-TW'
      status = answer
      failed = false
    } catch {
      failed = true
    }
  }
  void refresh()
  chrome.storage.onChanged.addListener(() => void refresh())

  return {
    get current() {
      return status
    },
    get failed() {
      return failed
    },
    refresh,
  }
}
