import { bridgeClosed, bridgeProtocol, readBridgeWord } from '../../core/sync/bridge.ts'
import { randomBytes, toHex } from '../../core/model/bytes.ts'
import { newUlid } from '../../core/model/ids.ts'
import type { HostClient } from '../store-host/client.ts'

/**
 * The page's end of the bridge to the extension of this browser. Ports cannot travel between tabs, so this tab
 * carries the port's frames to the host. Only one tab needs to: the others speak up when nobody is connected.
 */
export function startExtensionBridge(page: Window, client: HostClient): void {
  let nonce: string | undefined
  let port: MessagePort | undefined
  let quietUntil = 0

  const greet = (): void => {
    if (
      Date.now() < quietUntil ||
      port ||
      client.status.current.phase !== 'ready' ||
      client.status.current.extensionConnected
    )
      return
    nonce = toHex(randomBytes(16))
    page.postMessage({ countersign: bridgeProtocol, type: 'hello', nonce }, page.location.origin)
  }
  const join = (given: MessagePort): void => {
    const link = client.carry(newUlid())
    port = given
    const close = () => {
      if (port === given) port = undefined
      given.close()
      // Its background went to sleep. It says `ready` when it has something; until then let it.
      quietUntil = Date.now() + sleep
    }
    link.listen({
      frame: (frame) => given.postMessage(frame),
      closed() {
        given.postMessage(bridgeClosed)
        close()
      },
    })
    given.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data !== bridgeClosed) return link.frame(data)
      link.closed()
      close()
    }
  }

  page.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== page.location.origin) return
    const word = readBridgeWord(event.data)
    if (word?.type === 'ready') {
      quietUntil = 0
      greet()
    }
    const [given] = event.ports
    if (word?.type === 'port' && word.nonce === nonce && given && !port) join(given)
  })
  client.status.subscribe(greet)
  // Asking again now and then is how a lost link comes back, and how a sleeping extension hears of new rules.
  page.setInterval(greet, 5_000)
  greet()
}

/** Milliseconds a sleeping extension is left alone. */
const sleep = 60_000
