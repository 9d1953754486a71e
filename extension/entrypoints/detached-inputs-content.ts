import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { announceDetachedInputs } from '../channels/detached-inputs.ts'
import { keepDroppedEntries } from '../channels/dropped-entries.ts'

// What must stand in the page's own world; it holds and reads nothing.
export default defineUnlistedScript(() => {
  announceDetachedInputs(window)
  keepDroppedEntries(window)
})
