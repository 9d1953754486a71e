import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { announceDetachedInputs } from '../channels/detached-inputs.ts'

export default defineUnlistedScript(() => announceDetachedInputs(window))
