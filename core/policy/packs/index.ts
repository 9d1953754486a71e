import type { GuardRule } from '../rule.ts'
import { copyrightRules } from './copyright.ts'
import { generativeAiRules } from './generative-ai.ts'
import { inspectionRules } from './inspection.ts'
import { ownSystemRules } from './own-systems.ts'
import { personalDataRules } from './personal-data.ts'
import { siteRules } from './sites.ts'

/** Raised whenever a shipped rule changes; every event says under which it was judged. */
export const policyVersion = '2026.11.2'

/**
 * Every rule that ships. Of rules that are equally strict and equally grave the first names the event, so what speaks
 * of the data comes before what speaks of the site alone. PD-07 waits for its input: no channel sees a sharing setting.
 */
export const guardRules: readonly GuardRule[] = [
  ...personalDataRules,
  ...ownSystemRules,
  ...generativeAiRules,
  ...copyrightRules,
  ...inspectionRules,
  ...siteRules,
]
