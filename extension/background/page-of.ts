/** The host a frame belongs to. A frame without an origin of its own (`about:blank`, sandbox) takes its tab's. */
export function pageOf(sender: chrome.runtime.MessageSender): {
  readonly host: string
  readonly secure: boolean
} {
  for (const candidate of [sender.origin, sender.url, sender.tab?.url]) {
    if (candidate === undefined || !URL.canParse(candidate)) continue
    const { hostname, protocol } = new URL(candidate)
    if (hostname) return { host: hostname.toLowerCase(), secure: protocol === 'https:' }
  }
  // A local file or a page without a host: named so that no approved site can match it.
  return { host: 'localfile.invalid', secure: false }
}
