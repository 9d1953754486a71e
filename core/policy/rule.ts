import type { DetectedType } from '../detection/types.ts'
import type { Action, Direction, FileKind, RightsSummary } from './verdict.ts'

/** The three columns of the specification's defaults: 公務機關, 特定非公務機關, 民間. */
export type EntityClass = 'gov' | 'sng' | 'private'

/** When a rule applies: data, so that the bundle can carry it, a person can read it and a test can walk it. */
export type RuleCondition =
  | { readonly type: 'all'; readonly of: readonly RuleCondition[] }
  | { readonly type: 'any'; readonly of: readonly RuleCondition[] }
  | { readonly type: 'not'; readonly of: RuleCondition }
  | { readonly type: 'direction'; readonly in: readonly Direction[] }
  /** Approved for this class of data; for personal data without `for`. Own domains are approved for every class. */
  | { readonly type: 'siteApproved'; readonly for?: DataClass }
  /** In the organisation's register and within its dates, for whatever data; own domains are. */
  | { readonly type: 'siteRegistered' }
  /** The host is one of the organisation's own. */
  | { readonly type: 'ownDomain' }
  | { readonly type: 'siteCategory'; readonly in: readonly string[] }
  | { readonly type: 'hostRegion'; readonly in: readonly string[] }
  | { readonly type: 'insecure' }
  | { readonly type: 'fileExtension'; readonly in: readonly string[] }
  /** At least so many hits of any of these types; of any type at all without `types`. */
  | { readonly type: 'holds'; readonly types?: readonly DetectedType[]; readonly least: number }
  | { readonly type: 'cannotInspect' }
  | { readonly type: 'firstUseToday' }
  | { readonly type: 'fileKind'; readonly in: readonly FileKind[] }
  /** The name of the file is one of cracks, key generators and serials. */
  | { readonly type: 'cracked' }
  /** The page's form; a fact left out does not matter. */
  | {
      readonly type: 'form'
      readonly personal?: boolean
      readonly notice?: boolean
      readonly listed?: boolean
    }
  | { readonly type: 'rights'; readonly in: readonly RightsSummary['decision'][] }
  /** The rule's own count (see `countOf`) is at least this. */
  | { readonly type: 'count'; readonly least: number }

/** The classes of data a site may be approved for, as `siteRegister` writes them. */
export type DataClass = 'public' | 'internal' | 'restricted' | 'personal' | 'special'

/** Another action in a narrower case; the first that holds counts. */
export interface Escalation {
  readonly when: RuleCondition
  readonly entities: readonly EntityClass[]
  readonly action: Action
  /** Holds whatever the organisation chose: a clean file never interrupts (AI-05). */
  readonly final?: true
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
  /** A mere record is made once per site and day. */
  readonly once?: 'day'
  /** Its message is said in passing where it only records. */
  readonly tip?: true
  /** Its question asks for the licence of the material too. */
  readonly asks?: 'licence'
  readonly legalBasis: readonly string[]
  /** ISO 8601 durations: violations, and everything else. */
  readonly retention: { readonly violation: string; readonly other: string }
}
