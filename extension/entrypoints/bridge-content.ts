import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { relayBridge } from '../bridge/relay.ts'
import { onMessage } from '../messaging.ts'

// Registered at runtime for the paired origin only. Firefox match patterns know no port, so the exact origin is
// checked again by the background before it takes a word from this page.
export default defineUnlistedScript(() => {
  const page = globalThis as typeof globalThis & { countersignBridge?: true }
  if (window !== window.top || page.countersignBridge) return
  page.countersignBridge = true
  const ready = relayBridge(window)
  onMessage('wakeBridge', () => {
    ready()
    return null
  })
})
