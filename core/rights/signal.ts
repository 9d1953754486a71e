/**
 * What a page says about the rights in a work, as plain JSON. Readers run in every page a person asks about, so this
 * file and all of `signals/` import no schema library and know no DOM.
 */
export const scopes = ['asset', 'figure', 'page', 'site'] as const
/** What a signal speaks of, from the narrowest: a work it names, the works of one figure, the page, the whole site. */
export type Scope = (typeof scopes)[number]

export const authorities = ['A', 'B', 'C', 'D', 'E', 'F'] as const
/**
 * How a statement is bound to its work: A by a signature over its bytes, B shipped with it, C structured data that
 * names it, D declared for the page, E for the site, F free text. F may raise caution and never grants.
 */
export type Authority = (typeof authorities)[number]

export const signalIds = [
  'rel-license',
  'creative-commons-link',
  'cc-rel',
  'json-ld',
  'microdata',
  'dublin-core',
  'copyright-notice',
  'ai-reservation',
] as const
export type SignalId = (typeof signalIds)[number]

/** One thing one place of a page says. Addresses are absolute http(s); texts are clipped. */
export interface PageSignal {
  readonly signal: SignalId
  readonly scope: Scope
  readonly authority: Authority
  /** Addresses of the works it names; empty for what speaks of the page or the site. */
  readonly about: readonly string[]
  /** A licence as written there: an address, an identifier, a name. */
  readonly licence?: string
  readonly notice?: string
  /** Where a licence can be bought or asked for. */
  readonly acquire?: string
  readonly title?: string
  readonly author?: string
  readonly year?: string
  /** What is reserved against machines: training and mining, or any use by AI. */
  readonly reserves?: 'training' | 'ai' | 'imageAi'
}

export interface PageSignals {
  /** The page's own address, without fragment. */
  readonly url: string
  readonly title?: string
  readonly signals: readonly PageSignal[]
  /** A limit was reached, so something may not have been read. */
  readonly truncated: boolean
}

/** An element as a live document and a saved page both have it. */
export interface PageElement {
  /** In lower case. */
  readonly name: string
  readonly parent: PageElement | undefined
  readonly attribute: (name: string) => string | undefined
  readonly children: () => Iterable<PageElement>
  /** Text inside, clipped. */
  readonly text: () => string
}

export interface PageContext {
  readonly url: string
  /** What relative addresses are relative to. */
  readonly base: string
}

export interface SignalReader {
  readonly id: SignalId
  /** Elements worth asking, for `querySelectorAll`; a saved page asks every element. */
  readonly selector: string
  /** Most elements read; the rest makes the result `truncated`. */
  readonly most: number
  /** What this element says; nothing for any element that is not the reader's. */
  readonly read: (element: PageElement, page: PageContext) => readonly PageSignal[]
}

export const defineSignal = (id: SignalId, reader: Omit<SignalReader, 'id'>): SignalReader => ({
  ...reader,
  id,
})
