import { bridgeClosed } from '../bridge.ts'
import type { Link } from '../link.ts'

/** A MessagePort as a link. A port has no close event everywhere, so the other side says goodbye in a message. */
export function messagePortLink(port: MessagePort): Link {
  let open = true
  return {
    send(frame) {
      if (open) port.postMessage(frame)
    },
    listen(listener) {
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (!open) return
        if (data === bridgeClosed) {
          open = false
          listener.closed()
          port.close()
          return
        }
        listener.frame(data)
      }
      port.onmessageerror = () => {
        open = false
        port.close()
        listener.closed()
      }
    },
    close() {
      if (!open) return
      open = false
      port.postMessage(bridgeClosed)
      port.close()
    },
  }
}
