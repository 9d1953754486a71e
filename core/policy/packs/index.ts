import type { GuardRule } from '../rule.ts'
import { inspectionRules } from './inspection.ts'
import { personalDataRules } from './personal-data.ts'

/** Raised whenever a shipped rule changes; every event says under which it was judged. */
export const policyVersion = '2026.11.1'

/** Every rule that ships, in the order of the specification. */
export const guardRules: readonly GuardRule[] = [...personalDataRules, ...inspectionRules]
