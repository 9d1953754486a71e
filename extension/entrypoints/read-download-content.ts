import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readDownload } from '../channels/download-read.ts'
import { onMessage } from '../messaging.ts'

// Injected by the background into the page a download was asked on, where the rules need to know what is inside.
export default defineUnlistedScript(() => {
  const page = globalThis as typeof globalThis & { countersignReader?: true }
  if (page.countersignReader) return
  page.countersignReader = true
  onMessage('readDownload', ({ data }) => readDownload(data.url, data.part))
})
