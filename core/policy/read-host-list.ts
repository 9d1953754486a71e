import { getDomain, getPublicSuffix } from 'tldts'

export type HostRefusal =
  'notAHost' | 'hasPath' | 'hasPort' | 'hasAccount' | 'publicSuffix' | 'tooLong' | 'controlCharacters'

export interface HostList {
  /** Lower case, ASCII (an internationalised name in its `xn--` form), each once, in the order given. */
  readonly hosts: readonly string[]
  readonly repeated: number
  /** The first of them, with the line as far as it can be shown; `refusedCount` says how many in all. */
  readonly refused: readonly RefusedLine[]
  readonly refusedCount: number
}
export interface RefusedLine {
  readonly line: number
  readonly text: string
  readonly reason: HostRefusal
}

const shownRefusals = 200
const shownCharacters = 80

/**
 * Reads hosts from a pasted text or a file, one a line: plain names, `*.name`, addresses of a whole site
 * (`https://name/`), hosts files (`0.0.0.0 name`) and block lists (`||name^`). Empty lines and comments (`#`, `!`) are
 * passed over. Everything else is refused with its reason, since a list that says more than its author meant blocks
 * too much: a public suffix would be every site under it, a path only one page of a site.
 */
export function readHostList(text: string): HostList {
  const hosts = new Set<string>()
  const refused: RefusedLine[] = []
  let repeated = 0
  let refusedCount = 0
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue
    const read = readHost(line)
    if ('host' in read) {
      if (hosts.has(read.host)) repeated++
      hosts.add(read.host)
    } else {
      refusedCount++
      if (refused.length < shownRefusals)
        refused.push({ line: index + 1, text: shown(line), reason: read.reason })
    }
  }
  return { hosts: [...hosts], repeated, refused, refusedCount }
}

type Read = { readonly host: string } | { readonly reason: HostRefusal }

function readHost(line: string): Read {
  // The longest host is 253 characters; what is far longer is not looked at any closer.
  if (line.length > 500) return { reason: 'tooLong' }
  if (/[\p{Cc}\p{Cf}]/u.test(line.replace(/\t/g, ' '))) return { reason: 'controlCharacters' }
  let rest = line.replace(/\s+#.*$/, '')
  rest = rest.replace(/^(0\.0\.0\.0|127\.0\.0\.1|::1?)[ \t]+/, '')
  rest = /^\|\|([^/^|$]+)\^?$/.exec(rest)?.[1] ?? rest
  rest = rest.replace(/^https?:\/\//i, '').replace(/^\*?\./, '')
  if (rest.includes('@')) return { reason: 'hasAccount' }
  rest = rest.replace(/\/$/, '')
  if (/[/?]/.test(rest)) return { reason: 'hasPath' }
  if (/:\d{1,5}$/.test(rest)) return { reason: 'hasPort' }
  // Only letters, digits, dots and hyphens reach the URL parser, which reads much else as a number or an escape.
  if (!/^[\p{L}\p{N}\p{M}.\u3002-]+$/u.test(rest)) return { reason: 'notAHost' }
  return checkName(asciiOf(rest))
}

function checkName(host: string | undefined): Read {
  if (host === undefined || host.length === 0) return { reason: 'notAHost' }
  if (host.length > 253) return { reason: 'tooLong' }
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return { host }
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host))
    return { reason: 'notAHost' }
  const options = { allowPrivateDomains: true }
  if (getDomain(host, options) === null)
    return { reason: getPublicSuffix(host, options) === host ? 'publicSuffix' : 'notAHost' }
  return { host }
}

function asciiOf(name: string): string | undefined {
  try {
    const { hostname } = new URL(`http://${name}`)
    // A number written oddly is read as an address; a name is only itself.
    return /^[\d.]+$/.test(hostname) && hostname !== name ? undefined : hostname.replace(/\.$/, '')
  } catch {
    return undefined
  }
}

const shown = (line: string): string => line.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd').slice(0, shownCharacters)
