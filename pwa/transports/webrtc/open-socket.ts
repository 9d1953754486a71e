import { signalPath } from '../../../core/sync/signaling.ts'

/** The one connection the application opens itself: to its own origin, once the person has turned the team link on. */
export function openSocket(page: Location): WebSocket {
  const address = new URL(`./${signalPath}`, page.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = address.hash = ''
  return new WebSocket(address)
}
