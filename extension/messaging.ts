import { defineExtensionMessaging } from '@webext-core/messaging'
import type { NoticeView } from './notices/view.ts'
import type { ExtensionStatus } from './status.ts'

/**
 * The one protocol map. Handlers parse what they receive (`background/handle.ts`); a message that does not fit
 * is refused by throwing, which rejects the sender's promise.
 */
export interface Protocol {
  // A channel in a page → background
  /** Holds until judged. `wait` means a person is asked, and `settle` follows. */
  inspect(data: {
    readonly hold: string
    readonly direction: 'upload' | 'paste' | 'formSubmit'
    readonly files: readonly File[]
    readonly text?: string | undefined
  }): InspectAnswer
  /** A magnet link was pressed; its address stays in the page. */
  followMagnet(data: { readonly hold: string }): InspectAnswer
  /** The page went away while a person was asked; nothing was released. */
  abandon(data: { readonly hold: string }): null
  /** The channel dropped what it held because the background went away; say so where it can be seen. */
  explainInterruption(data: { readonly hold: string }): null

  // Background → the frame that holds
  settle(data: { readonly hold: string; readonly release: boolean }): null

  // Background → the frame that shows the notice
  showNotice(data: NoticeView): null
  /** How much of what is checked is read, in whole per cent; for the bar that stands. */
  showProgress(data: { readonly hold: string; readonly percent: number }): null
  hideNotice(data: { readonly hold: string }): null

  // Background → a page of the site a download came from
  /** Reads the download the person asked for once more, as this page may; null when it may not or it is too large. */
  readDownload(data: { readonly url: string; readonly part: DownloadPart }): ReadPart | null

  // The extension's own question page → background
  /** What to show; null when nothing is asked in this tab any more. */
  question(): NoticeView | null

  // Notice → background
  /** Why a text may not be recorded, in the person's language; null when it may. */
  screenReason(data: { readonly hold: string; readonly text: string }): { readonly problem: string | null }
  decide(data: { readonly hold: string; readonly decision: Decision }): DecideAnswer

  // Background → offscreen document (Chromium)
  inspectFile(data: {
    readonly job: string
    readonly turn: number
    readonly file: File
    readonly fileExtension: string
  }): unknown
  cancelInspection(data: { readonly job: string }): null
  /** Looks at a download, or at the end of one that begins `before` bytes earlier, without reading its text. */
  lookAtFile(data: { readonly file: File; readonly fileExtension: string; readonly before: number }): unknown

  // Offscreen document → background
  /** The share of one file that is read, 0…1. */
  inspectionProgress(data: { readonly turn: number; readonly share: number }): null

  // Background → the bridge in the paired page
  /** There is something to send, and no link: invite the page to open one. */
  wakeBridge(): null

  // Popup, options, onboarding → background
  status(data: { readonly tabId?: number }): ExtensionStatus
  acknowledge(data: { readonly version: number }): null
  setLanguage(data: { readonly language: 'auto' | 'zh-TW' | 'en' }): null
  startPairing(data: { readonly address: string }): PairingAnswer
  answerPairing(data: { readonly accept: boolean }): null
  unpair(): null
}

/** Which bytes of a file: those from `from` on, to its end or only the first `most` of them. Never more than `most`. */
export interface DownloadPart {
  readonly from: number
  readonly most: number
  readonly toEnd: boolean
}

/** What a page could read. `size`: of the whole file, and `type` its media type, as the server said them now. */
export interface ReadPart {
  readonly file: File
  /** Bytes of the file before these. */
  readonly before: number
  readonly size?: number
  readonly type: string
}

export type InspectAnswer = { readonly type: 'release' | 'drop' | 'wait' }

export type Decision =
  | { readonly type: 'cancel' }
  | { readonly type: 'proceed' }
  | { readonly type: 'justify'; readonly reason: string }
  | { readonly type: 'licence'; readonly use: string; readonly basis: string; readonly reason: string }
  | {
      readonly type: 'requestException'
      readonly reason: string
      readonly compensating: string
      readonly days: number
    }

export type DecideAnswer =
  | { readonly type: 'done' }
  /** Nothing was released; `message` says why and what to do, in the person's language. */
  | { readonly type: 'refused'; readonly message: string; readonly final: boolean }

export type PairingAnswer =
  { readonly type: 'started' } | { readonly type: 'refused'; readonly message: string }

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()
