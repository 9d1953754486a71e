import type { DetectedType } from '../detection/types.ts'
import { confidentialTypes, personalTypes } from './data-kinds.ts'
import type { RuleCondition } from './rule.ts'

// How the packs write conditions; what they make is plain data.
export const all = (...of: RuleCondition[]): RuleCondition => ({ type: 'all', of })
export const any = (...of: RuleCondition[]): RuleCondition => ({ type: 'any', of })
export const not = (of: RuleCondition): RuleCondition => ({ type: 'not', of })
export const site = (...categories: string[]): RuleCondition => ({ type: 'siteCategory', in: categories })
export const region = (...regions: string[]): RuleCondition => ({ type: 'hostRegion', in: regions })
export const atLeast = (least: number): RuleCondition => ({ type: 'count', least })
export const hits = (types: readonly DetectedType[], least = 1): RuleCondition => ({
  type: 'holds',
  types,
  least,
})

export const ownDomain: RuleCondition = { type: 'ownDomain' }
export const approved: RuleCondition = { type: 'siteApproved' }
export const registered: RuleCondition = { type: 'siteRegistered' }
export const personal = hits(personalTypes)
export const confidential = hits(confidentialTypes)

/** Personal or confidential data to a site not approved for what it holds. */
export const exposes: RuleCondition = any(
  all(not(approved), personal),
  all(not({ type: 'siteApproved', for: 'restricted' }), confidential),
)
