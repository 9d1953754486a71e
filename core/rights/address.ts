/** Absolute http(s) address without its fragment; `undefined` for `javascript:`, `data:` and what is no address. */
export function webAddress(raw: string | undefined, base: string): string | undefined {
  const written = raw?.trim()
  if (!written || written.length > longest) return undefined
  const url = parseUrl(written, base)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  url.hash = ''
  return url.href
}
const longest = 2000

/** Files a page shows in several sizes under one path, told apart only by their query. */
const mediaFile =
  /\.(jpe?g|png|gif|webp|avif|svg|bmp|tiff?|mp3|m4a|ogg|wav|flac|mp4|webm|mov|pdf|zip|ttf|otf|woff2?)$/i

export const isMediaAddress = (address: string): boolean => mediaFile.test(parseUrl(address)?.pathname ?? '')

/** Whether two addresses lead to one work: same host and path; the query too, unless the path names a media file. */
export function sameWork(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [parseUrl(one), parseUrl(other)]
  if (!a || !b || a.host !== b.host || a.pathname !== b.pathname) return false
  return a.search === b.search || mediaFile.test(a.pathname)
}

/** Whether a work lies with its page: the same host, or one below the other. */
export function sameHost(one: string, other: string): boolean {
  const [a, b] = [hostOf(one), hostOf(other)]
  if (a === '' || b === '') return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

const hostOf = (address: string): string => (parseUrl(address)?.hostname ?? '').replace(/^www\./, '')

/** `URL.parse` is younger than the browsers we run in. */
export function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}
