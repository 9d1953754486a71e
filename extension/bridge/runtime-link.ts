import type { Link } from '../../core/sync/link.ts'
import { frameToText, textToFrame } from './frame-text.ts'

/** The background's end of the bridge. A text that is no frame closes the link: nothing is skipped silently. */
export function runtimeLink(port: chrome.runtime.Port): Link {
  let open = true
  return {
    send(frame) {
      if (open) port.postMessage(frameToText(frame))
    },
    listen(listener) {
      port.onMessage.addListener((text: unknown) => {
        const read = textToFrame(text)
        if (read) {
          listener.frame(read.frame)
          return
        }
        open = false
        port.disconnect()
        listener.closed()
      })
      port.onDisconnect.addListener(() => {
        open = false
        listener.closed()
      })
    },
    close() {
      open = false
      port.disconnect()
    },
  }
}
