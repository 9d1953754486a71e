import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readPageSignals } from '../page/page-signals.ts'

// Injected on demand; its value is the answer.
export default defineUnlistedScript(() => readPageSignals(document))
