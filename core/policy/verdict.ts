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

/**
 * What a channel saw and what inspection made of it. Holds counts and kinds, never the text. The optional facts are
 * those only some channels can know; a rule that needs one that is missing does not apply.
 */
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
  /** Navigation: no generative AI service was visited on this day before (`dayOf`). AI-04. */
  readonly firstUseToday?: boolean
  /**
   * Rules that already left a mere record of this site on this day (`dayOf`). A rule that records once a day makes
   * no record while this is unknown, and never another one; what asks or blocks is not affected. AI-05, PD-08, PD-12.
   */
  readonly loggedToday?: readonly string[]
  /** Upload and download: what the file is by name, MIME type and archive members (`fileSignsOf`). */
  readonly file?: FileSigns
  /** Navigation: the forms of a page of the organisation's own domains. PD-08, PD-12. */
  readonly form?: FormSigns
  /** Download: what the rights signals say about keeping the work. IP-04. */
  readonly rights?: RightsSummary
}

export const fileKinds = [
  'executable', 'media', 'font', 'document', 'archive', 'torrent', 'other',
] as const // prettier-ignore
export type FileKind = (typeof fileKinds)[number]

/** Never the name itself. */
export interface FileSigns {
  /** An archive with an executable inside is `executable`. */
  readonly kind: FileKind
  /** The name is one of cracks, key generators and serials. */
  readonly cracked: boolean
}

export interface FormSigns {
  /** A form of the page asks for personal data. */
  readonly personal: boolean
  /** The page links to or holds the notice of 個資法 Art. 8. */
  readonly notice: boolean
  /** A 個資檔案清冊 entry names this form; true also while that cannot be told. */
  readonly listed: boolean
}

export interface RightsSummary {
  readonly decision: 'allow' | 'attribute' | 'ask' | 'forbid' | 'unknown'
  /** What keeping it obliges to, as ids of the rights room (credit, share alike, …). */
  readonly duties: readonly string[]
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
  /** What the notice asks for beside a reason. `licence`: source, intended use and licence of the material (IP-04). */
  readonly asks?: 'licence'
  /** Rules that only record but whose message is said in passing, without a question (`rules.<id>.message`). */
  readonly tips?: readonly string[]
}

/** The guard's part of the policy bundle: what the organisation decided, as plain data. */
export interface PolicySettings {
  readonly entityType: EntityType
  readonly ownDomains: readonly string[]
  readonly rules: readonly RuleSetting[]
  readonly sites: readonly ApprovedSite[]
  readonly exceptions: readonly GrantedException[]
  /** Hosts the organisation put into a category: adopted starters, imported block lists. */
  readonly lists?: readonly SiteList[] | undefined
  /** Digests of own forms the inventory of personal data names; absent: not known, so every form counts as named. */
  readonly listedForms?: readonly string[] | undefined
}

export interface SiteList {
  readonly category: string
  readonly region?: string | undefined
  readonly hosts: readonly string[]
  /** Adopted from the shipped starter of its category, which it then replaces. */
  readonly replacesStarter?: boolean | undefined
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
