import type { IconName } from './icons.ts'

/** Everything a notice shows, in words already chosen by the background: the notice itself knows no language. */
export interface NoticeView {
  readonly hold: string
  readonly lang: 'zh-TW' | 'en'
  /** Colour of the top edge and the chip. */
  readonly tone: 'warn' | 'justify' | 'block' | 'calm'
  readonly brand: string
  readonly organisation: string
  readonly chip?: { readonly icon: IconName; readonly text: string }
  readonly title: string
  readonly lead: string
  readonly facts: readonly Fact[]
  readonly ask?: Ask
  /** In tab order; `cancel` is always among them and answers Esc. */
  readonly buttons: readonly Button[]
  readonly footer: string
  /** The page behind must not be seen either: a visited page that a rule keeps people from. */
  readonly cover?: true
  readonly words: { readonly working: string; readonly unanswered: string }
}

export interface Fact {
  readonly label: string
  readonly lines: readonly { readonly text: string; readonly samples?: readonly string[] }[]
}

export type Ask =
  /** Intended use and licence of a work; `reason` where another rule wants one too. */
  | {
      readonly type: 'licence'
      readonly use: Choices
      readonly basis: Choices
      readonly reason?: ReasonField
    }
  | { readonly type: 'reason'; readonly reason: ReasonField }
  | {
      readonly type: 'exception'
      readonly reason: ReasonField
      readonly compensating: ReasonField
      readonly period: {
        readonly label: string
        readonly choices: readonly { readonly days: number; readonly text: string }[]
      }
    }

export interface Choices {
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly text: string; readonly key: string }[]
  /** Chosen already, because the page itself says so. */
  readonly chosen?: string
}

export interface ReasonField {
  readonly label: string
  readonly placeholder: string
  readonly minLength: number
  readonly maxLength: number
  /** `{count}` stands for the characters written so far. */
  readonly tooShort: string
  readonly fits: string
}

export interface Button {
  readonly decision: 'cancel' | 'proceed' | 'justify' | 'licence' | 'requestException'
  readonly text: string
  readonly note?: string
  readonly icon?: IconName
  /** A single letter, or `Esc`. */
  readonly key: string
  readonly primary: boolean
}
