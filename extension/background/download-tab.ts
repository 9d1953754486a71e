/** A tab and the address it shows. */
export interface TabPage {
  readonly id: number
  readonly url: string
}

/**
 * The tab a download came from. Browsers do not say; the page it was asked from (its referrer) does, as far as the
 * page lets it. Of several the one used last; of none the one in front.
 */
export async function tabOf(item: chrome.downloads.DownloadItem): Promise<TabPage | undefined> {
  const open = (await chrome.tabs.query({})).flatMap((tab) =>
    tab.id !== undefined && tab.url !== undefined && /^https?:/.test(tab.url)
      ? [{ id: tab.id, url: tab.url, active: tab.active, used: tab.lastAccessed }]
      : [],
  )
  const latest = open.toSorted((a, b) => Number(b.active) - Number(a.active) || b.used - a.used)
  const from = item.referrer || item.url.replace(/^blob:/, '')
  return (
    latest.find(({ url }) => withoutHash(url) === withoutHash(from)) ??
    latest.find(({ url }) => originOf(url) === originOf(from)) ??
    (item.referrer ? undefined : latest[0])
  )
}

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? ''
const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)
