import { getDomain } from 'tldts'
import { siteStarters } from '../libraries/site-starters.ts'
import type { IsoDate } from '../model/roc-date.ts'
import { regionOfDomain } from './region-of-domain.ts'
import type { DataClass } from './rule.ts'
import type { ApprovedSite, PolicySettings, SiteList } from './verdict.ts'

/** What policy knows of a host. */
export interface Site {
  /** Registrable domain; the host itself where it has none (localhost, addresses). */
  readonly domain: string
  /** The one an event and a notice name. */
  readonly category: string
  /** Everything it is: a generative AI service may be a listed product too. */
  readonly categories: readonly string[]
  /** For personal data. */
  readonly approved: boolean
  readonly allowedDataClasses: readonly string[]
  readonly registered: boolean
  readonly own: boolean
  /** Where its data lies, as far as known: as the site register writes it (`tw`, `us`, … `unknown`), or `local`. */
  readonly region: string
}

/**
 * Registrable domain by the public suffix list with its private part, so that approving one customer of a hosting
 * service (a.github.io) approves no other.
 */
export const siteOf = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host

/** A registered domain covers its subdomains; a registered subdomain covers only itself. */
export const matchesHost = (registered: string, host: string): boolean =>
  registered.toLowerCase() === host || registered.toLowerCase() === siteOf(host)

/** Own domains are approved for every class: data that stays in the house is not disclosed. */
export const isApprovedFor = (site: Site, dataClass: DataClass): boolean =>
  site.own || site.allowedDataClasses.includes(dataClass)

/**
 * A host as the organisation sees it. Its own register comes before the shipped starters; its lists add to both.
 * Approved: registered, within its dates, and for personal data.
 */
export function describeSite(host: string, settings: PolicySettings, today: IsoDate): Site {
  const domain = siteOf(host)
  const entries = settings.sites.filter((site) => matchesHost(site.host, host))
  const valid = entries.filter(({ validUntil }) => validUntil >= today)
  const approval = valid.find(isApproved)
  const own = settings.ownDomains.some((one) => host === one || host.endsWith(`.${one}`))
  const lists = (settings.lists ?? []).filter(({ hosts }) => coversHost(hosts, host))
  const starter = starterOf(host)
  const replaced = (settings.lists ?? []).some(
    (list) => list.replacesStarter && list.category === starter?.category,
  )
  const entry = approval ?? valid[0] ?? entries[0]
  const shipped = entry || !starter || replaced ? [] : [starter.category]
  const categories = [
    ...new Set([...(entry ? [entry.category] : []), ...lists.map(({ category }) => category), ...shipped]),
  ]
  return {
    domain,
    category: eventCategory(categories[0]),
    categories,
    approved: own || approval !== undefined,
    allowedDataClasses: [...new Set(valid.flatMap(({ allowedDataClasses }) => allowedDataClasses))],
    registered: own || valid.length > 0,
    own,
    region: regionOf(host, approval ?? valid[0], lists, starter?.region),
  }
}

/** Events keep to the words of the specification; the rule an event names says the rest. */
function eventCategory(category: string | undefined): string {
  if (category === undefined) return 'unknown'
  return coarser.get(category) ?? category
}

const coarser: ReadonlyMap<string, string> = new Map([
  ['messenger', 'social'],
  ['crack', 'download'],
  ['ripper', 'download'],
  ['sharing', 'download'],
  ['publisher', 'download'],
  ['watermark', 'other'],
  ['dangerousProduct', 'other'],
  ['chinaBrand', 'other'],
  ['phishing', 'other'],
])

/** The shipped entry of the host or of the nearest domain above it: mail.google.com before google.com. */
function starterOf(host: string) {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const known = siteStarters.get(name)
    if (known) return known
  }
  return undefined
}

/** A list covers a host and everything below it. */
function coversHost(hosts: readonly string[], host: string): boolean {
  const known = hostSet(hosts)
  for (let name = host; name !== ''; name = name.includes('.') ? name.slice(name.indexOf('.') + 1) : '')
    if (known.has(name)) return true
  return false
}

/** Lists may hold tens of thousands of hosts and each verdict asks all of them. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>()
function hostSet(hosts: readonly string[]): ReadonlySet<string> {
  const known = sets.get(hosts) ?? new Set(hosts)
  sets.set(hosts, known)
  return known
}

/** Said by the organisation, else by the starter, else by the domain itself (網域地區為準, PD-06). */
function regionOf(
  host: string,
  entry: ApprovedSite | undefined,
  lists: readonly SiteList[],
  starter: string | undefined,
): string {
  const said = [entry?.dataLocation, ...lists.map(({ region }) => region), starter]
  return said.find((region) => region !== undefined && region !== 'unknown') ?? regionOfDomain(host)
}

const isApproved = ({ allowedDataClasses }: ApprovedSite): boolean => allowedDataClasses.includes('personal')
