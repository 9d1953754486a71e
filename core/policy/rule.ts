import type { DetectedType } from '../detection/types.ts'
import type { Action, Direction } from './verdict.ts'

/** The three columns of the specification's defaults: 公務機關, 特定非公務機關, 民間. */
export type EntityClass = 'gov' | 'sng' | 'private'

/** When a rule applies: data, so that the bundle can carry it, a person can read it and a test can walk it. */
export type RuleCondition =
  | { readonly type: 'all'; readonly of: readonly RuleCondition[] }
  | { readonly type: 'any'; readonly of: readonly RuleCondition[] }
  | { readonly type: 'not'; readonly of: RuleCondition }
  | { readonly type: 'direction'; readonly in: readonly Direction[] }
  | { readonly type: 'siteApproved' }
  /** The host is one of the organisation's own. */
  | { readonly type: 'ownDomain' }
  | { readonly type: 'siteCategory'; readonly in: readonly string[] }
  | { readonly type: 'hostRegion'; readonly in: readonly string[] }
  | { readonly type: 'insecure' }
  | { readonly type: 'fileExtension'; readonly in: readonly string[] }
  /** At least so many hits of any of these types; of any type at all without `types`. */
  | { readonly type: 'holds'; readonly types?: readonly DetectedType[]; readonly least: number }
  | { readonly type: 'cannotInspect' }
  /** The rule's own count (see `countOf`) is at least this. */
  | { readonly type: 'count'; readonly least: number }

export interface Escalation {
  readonly when: RuleCondition
  readonly entities: readonly EntityClass[]
  readonly action: Action
}

/** A rule of the guard. Its texts are messages: `rules.<id>.name`, `.message`, `.basis`, `.followUp`, `.falsePositive`. */
export interface GuardRule {
  readonly id: string
  /** Raised with every change of meaning; events carry it. */
  readonly version: number
  readonly category: string
  readonly severity: 'low' | 'medium' | 'high' | 'critical'
  readonly triggers: readonly Direction[]
  readonly condition: RuleCondition
  readonly defaultAction: Readonly<Record<EntityClass, Action>>
  readonly escalations: readonly Escalation[]
  /** Types whose distinct persons the rule counts; none: it counts one. */
  readonly counts?: readonly DetectedType[]
  readonly legalBasis: readonly string[]
  /** ISO 8601 durations: violations, and everything else. */
  readonly retention: { readonly violation: string; readonly other: string }
}
