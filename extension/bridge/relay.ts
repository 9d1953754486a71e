import { bridgeClosed, bridgeProtocol, readBridgeWord, type BridgeWord } from '../../core/sync/bridge.ts'
import { frameToText, textToFrame } from './frame-text.ts'

/** Name of the runtime port that carries a bridge. */
export const bridgePort = 'bridge'

/**
 * Relays one MessagePort of the page to the background, and knows nothing of what it carries. The function it
 * returns says `ready` again, for when the background has something to send and the port was lost.
 */
export function relayBridge(page: Window): () => void {
  const say = (word: BridgeWord, transfer: readonly Transferable[] = []) =>
    page.postMessage(word, page.location.origin, [...transfer])
  let close: (() => void) | undefined

  page.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== page.location.origin) return
    const word = readBridgeWord(event.data)
    if (word?.type !== 'hello') return
    // A page has one link; a new hello is a page that lost the old one.
    close?.()
    const { port1, port2 } = new MessageChannel()
    close = join(port1)
    say({ countersign: bridgeProtocol, type: 'port', nonce: word.nonce }, [port2])
  })
  const ready = () => say({ countersign: bridgeProtocol, type: 'ready' })
  ready()
  return ready
}

function join(page: MessagePort): () => void {
  const background = chrome.runtime.connect({ name: bridgePort })
  const close = () => {
    background.disconnect()
    page.postMessage(bridgeClosed)
    page.close()
  }
  page.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === bridgeClosed) close()
    else background.postMessage(frameToText(data))
  }
  background.onMessage.addListener((text: unknown) => {
    const read = textToFrame(text)
    if (read) page.postMessage(read.frame)
  })
  background.onDisconnect.addListener(() => {
    page.postMessage(bridgeClosed)
    page.close()
  })
  return close
}
