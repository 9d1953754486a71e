import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { onMessage, sendMessage } from '../messaging.ts'
import { createNotices } from '../notices/notice.ts'
import { raiseShield } from '../page/event-shield.ts'

// Injected by the background when there is something to say, into the top frame where there is room to say it.
export default defineUnlistedScript(() => {
  const page = globalThis as typeof globalThis & { countersignNotice?: true }
  if (page.countersignNotice) return
  page.countersignNotice = true

  raiseShield(window)
  const notices = createNotices({
    screen: (hold, text) => sendMessage('screenReason', { hold, text }),
    decide: (hold, decision) => sendMessage('decide', { hold, decision }),
  })
  onMessage('showNotice', async ({ data }) => {
    await documentElement()
    notices.show(data)
    return null
  })
  onMessage('showProgress', ({ data }) => {
    notices.progress(data.hold, data.percent)
    return null
  })
  onMessage('hideNotice', ({ data }) => {
    notices.hide(data.hold)
    return null
  })
})

/** A page that was only just committed may have no element yet to hang anything on. */
function documentElement(): Promise<void> {
  return new Promise((there) => {
    const look = () => {
      // The types say it is always there.
      if (!(document.documentElement as Element | null)) return
      observer.disconnect()
      there()
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true })
    look()
  })
}
