import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { watchMagnets } from '../channels/download.ts'
import { watchDrops } from '../channels/drop.ts'
import { watchDroppedTexts } from '../channels/dropped-text.ts'
import { watchFileInputs } from '../channels/file-input.ts'
import { watchFilePickers } from '../channels/file-picker.ts'
import { watchForms } from '../channels/form.ts'
import { watchPastes } from '../channels/paste.ts'
import { onMessage, sendMessage } from '../messaging.ts'
import { raiseShield } from '../page/event-shield.ts'
import type { Channel } from '../page/held.ts'
import { createKeeper } from '../page/keeper.ts'
import { showLastWord } from '../page/last-word.ts'
import { watchArmed } from '../page/armed.ts'

// Loaded by the manifest at document_start in every frame, not as a WXT content script: that wrapper announces
// itself to the page by postMessage and lets the page end it.
export default defineUnlistedScript(() => {
  const page = globalThis as typeof globalThis & { countersignGuard?: true }
  // Also injected into tabs that were open before installation; a second copy would hold twice.
  if (page.countersignGuard) return
  page.countersignGuard = true

  raiseShield(window)
  const keeper = createKeeper({
    inspect: (hold, { direction, files, text }) =>
      direction === 'download'
        ? sendMessage('followMagnet', { hold })
        : sendMessage('inspect', { hold, direction, files, text }),
    abandon: (hold) => sendMessage('abandon', { hold }),
    explainInterruption: (hold) => sendMessage('explainInterruption', { hold }),
    lastWord: () => showLastWord('interrupted'),
  })
  onMessage('settle', ({ data }) => keeper.settle(data))
  window.addEventListener('pagehide', () => keeper.leave())
  const channel: Channel = { held: (held) => void keeper.keep(held), armed: watchArmed() }
  watchFileInputs(window, channel)
  watchDrops(window, { ...channel, refuse: showLastWord })
  watchDroppedTexts(window, channel)
  watchFilePickers(window, channel)
  watchPastes(window, channel)
  watchForms(window, channel)
  watchMagnets(window, channel)
})
