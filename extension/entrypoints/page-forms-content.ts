import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readPageForms } from '../page/page-forms.ts'

// Injected on demand into pages of the organisation's own domains; its value is the answer.
export default defineUnlistedScript(() => readPageForms(document))
