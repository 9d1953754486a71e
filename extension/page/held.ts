/** What a channel keeps back until someone decides: the same for every way data leaves a page. */
export interface Held {
  readonly direction: 'upload' | 'paste' | 'formSubmit' | 'download'
  readonly files: readonly File[]
  /** Text on its way, beside or without files; inspected like a text file. */
  readonly text?: string
  /**
   * Gives the page exactly what was held, once. `asked` when a person was asked meanwhile, so that the focus has
   * been elsewhere.
   */
  readonly release: (asked: boolean) => void
  /** Gives the page nothing; it may be told that nothing came. */
  readonly drop: () => void
}

export interface Channel {
  /** Called with what was held; whoever receives it must release or drop. */
  readonly held: (held: Held) => void
  /** Whether the guard is on; asked at the moment of the act. Unknown counts as on. */
  readonly armed: () => boolean
}

/** Fewer characters than this hold no number of a person and no sentence: they pass without a question, at once. */
const trivialLength = 8

export const isTrivial = (text: string): boolean => text.trim().length < trivialLength
