/** What the extension's own pages show. Plain data, composed by the background. */
export interface ExtensionStatus {
  readonly guard: 'on' | 'notPaired' | 'notAcknowledged' | 'noHostPermission' | 'noPolicy'
  readonly language: 'auto' | 'zh-TW' | 'en'
  readonly locale: 'zh-TW' | 'en'
  readonly acknowledgedVersion: number
  readonly managed: { readonly policy: boolean; readonly address?: string; readonly organisation?: string }
  readonly organisation?: string
  readonly policyVersion?: string
  readonly entityType?: string
  readonly rules: readonly { readonly id: string; readonly name: string; readonly action: string }[]
  readonly site?: SiteStatus
  readonly waiting: number
  readonly connected: boolean
  readonly own: readonly OwnEvent[]
  readonly profileCode?: string
  readonly pairing?: PairingStatus
  readonly address?: string
}

export interface SiteStatus {
  readonly host: string
  readonly site: string
  readonly approved: boolean
  readonly category: string
  /** ISO date. */
  readonly validUntil?: string
  readonly own: boolean
}

/** One of the person's own events, as the options page lists them. */
export interface OwnEvent {
  readonly eventId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly ruleId: string
  readonly ruleName: string
  readonly action: string
  readonly decision: string
  readonly site: string
  readonly dataClasses: readonly string[]
  readonly countBucket?: string
  readonly justification?: string
  readonly delivered: boolean
  /** The code of the reason why the workspace did not take it. */
  readonly refused?: string
}

export type PairingStatus =
  | { readonly phase: 'connecting' | 'waitingForOther' | 'done' }
  | { readonly phase: 'compare'; readonly words: readonly string[] }
  | { readonly phase: 'refused'; readonly message: string }
