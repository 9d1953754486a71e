/**
 * First words between the PWA's page and the extension's content script on the paired origin, by
 * `window.postMessage` to the page's own origin, top frame only. The content script says `ready` when it starts;
 * the page says `hello` with a fresh nonce when it wants a link (at start, and again on `ready`); the content
 * script answers `port` with that nonce and one MessagePort, which then carries the frames of a `Link`.
 * Anything in the page may take part: who speaks is proved by device keys in the session, never here.
 */
export const bridgeProtocol = 'countersign/bridge/1'

export type BridgeWord =
  | { readonly countersign: typeof bridgeProtocol; readonly type: 'ready' }
  | { readonly countersign: typeof bridgeProtocol; readonly type: 'hello'; readonly nonce: string }
  /** Carries the MessagePort. */
  | { readonly countersign: typeof bridgeProtocol; readonly type: 'port'; readonly nonce: string }

/** Sent on the port, instead of a frame, when the other side went away. */
export const bridgeClosed = 'countersign/bridge/closed'

/** Reads a word of the handshake; anything else in a page's messages is not ours. */
export function readBridgeWord(data: unknown): BridgeWord | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const word = data as { readonly countersign?: unknown; readonly type?: unknown; readonly nonce?: unknown }
  if (word.countersign !== bridgeProtocol) return undefined
  if (word.type === 'ready') return { countersign: bridgeProtocol, type: 'ready' }
  if (word.type !== 'hello' && word.type !== 'port') return undefined
  if (typeof word.nonce !== 'string' || !/^[0-9a-f]{32}$/.test(word.nonce)) return undefined
  return { countersign: bridgeProtocol, type: word.type, nonce: word.nonce }
}
