import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { announceDetachedInputs } from '../channels/detached-inputs.ts'
import { keepDroppedEntries } from '../channels/dropped-entries.ts'
import { holdPickedFiles } from '../channels/picked-files.ts'
import { announceScriptSubmits } from '../channels/script-submit.ts'

// What of the channels must stand in the page's own world, since only there a call of the page can be heard. It judges
// nothing and keeps nothing of what it sees.
export default defineUnlistedScript(() => {
  announceDetachedInputs(window)
  keepDroppedEntries(window)
  holdPickedFiles(window)
  announceScriptSubmits(window)
})
