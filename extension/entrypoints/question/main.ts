import { localeFor, messageFor } from '../../../core/i18n/index.ts'
import { onMessage, sendMessage } from '../../messaging.ts'
import { createNotices } from '../../notices/notice.ts'
import { raiseShield } from '../../page/event-shield.ts'

// The same notice as in a page, for a download whose own page is gone or takes no script.
raiseShield(window)
const notices = createNotices({
  screen: (hold, text) => sendMessage('screenReason', { hold, text }),
  decide: (hold, decision) => sendMessage('decide', { hold, decision }),
  // The extension's own pages take no inline styles (`style-src 'self'`).
  style(root, css) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets.push(sheet)
  },
})
const gone = document.querySelector('#gone')
const locale = localeFor(navigator.languages)
document.title = messageFor('question.title', {}, locale)

// After the answer: what is still to be done.
onMessage('showNotice', ({ data }) => {
  notices.show(data)
  return null
})
onMessage('hideNotice', ({ data }) => {
  notices.hide(data.hold)
  return null
})
const view = await sendMessage('question', undefined)
if (view) notices.show(view)
else if (gone instanceof HTMLElement) {
  gone.textContent = messageFor('question.gone', {}, locale)
  gone.hidden = false
}
