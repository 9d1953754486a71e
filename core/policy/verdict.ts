import type { DetectedType } from '../detection/types.ts'
import type { CannotInspectReason } from '../model/readable.ts'

export const actions = ['allow', 'log', 'warn', 'justify', 'block'] as const
/** From harmless to final; a stricter action wins over a milder one. */
export type Action = (typeof actions)[number]

export type EntityType = 'gov' | 'sng' | 'listed' | 'private' | 'school' | 'nonprofit'
export type Direction = 'upload' | 'download' | 'navigate' | 'paste' | 'formSubmit'
export type CountBucket = '1' | '2-9' | '10-99' | '100+'
export type SizeBucket = '<100KB' | '<1MB' | '<10MB' | '<100MB' | '>=100MB'

export type { CannotInspectReason }

/** What a channel saw and what inspection made of it. Holds counts and kinds, never the text. */
export interface Observation {
  readonly direction: Direction
  /** The page's host, in lower case, without port. */
  readonly host: string
  readonly secure: boolean
  readonly fileExtension?: string
  readonly sizeBytes?: number
  readonly inspection:
    | {
        readonly status: 'inspected'
        readonly people: number
        readonly counts: Readonly<Partial<Record<DetectedType, number>>>
      }
    | { readonly status: 'cannotInspect'; readonly reason: CannotInspectReason }
}

/** One rule that applies, after escalations and exceptions. */
export interface RuleHit {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly action: Action
  readonly count: number
  /** The granted exception that lowered the action, if any. */
  readonly exceptionId?: string
}

export interface Verdict {
  readonly action: Action
  /** Strictest first; empty when nothing applies. */
  readonly hits: readonly RuleHit[]
  readonly category: string
  /** The registrable domain (eTLD+1) of the host. */
  readonly site: string
  readonly approved: boolean
}

/** The guard's part of the policy bundle: what the organisation decided, as plain data. */
export interface PolicySettings {
  readonly entityType: EntityType
  readonly ownDomains: readonly string[]
  readonly rules: readonly RuleSetting[]
  readonly sites: readonly ApprovedSite[]
  readonly exceptions: readonly GrantedException[]
}

/** An organisation's override of a shipped rule (`guardRule` record). */
export interface RuleSetting {
  readonly ruleId: string
  readonly version: number
  readonly enabled: boolean
  readonly action?: Action | undefined
}

export interface ApprovedSite {
  readonly host: string
  readonly category: string
  readonly dataLocation: string
  readonly allowedDataClasses: readonly string[]
  /** ISO date; the day after, the site is no longer approved. */
  readonly validUntil: string
}

export interface GrantedException {
  readonly id: string
  readonly ruleId?: string | undefined
  readonly host?: string | undefined
  readonly validFrom: string
  readonly validUntil: string
}
