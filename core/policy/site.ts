import { getDomain } from 'tldts'
import { siteStarters } from '../libraries/site-starters.ts'
import type { IsoDate } from '../model/roc-date.ts'
import type { ApprovedSite, PolicySettings } from './verdict.ts'

/** What policy knows of a host. */
export interface Site {
  /** Registrable domain; the host itself where it has none (localhost, addresses). */
  readonly domain: string
  readonly category: string
  readonly approved: boolean
  readonly own: boolean
  /** Where its data lies, as far as known: as the site register writes it (`tw`, `us`, … `unknown`). */
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

/**
 * A host as the organisation sees it. Approved: on the list, within its dates, and for personal data. The
 * organisation's own domains count as approved: data that stays in the house is not disclosed.
 */
export function describeSite(host: string, settings: PolicySettings, today: IsoDate): Site {
  const domain = siteOf(host)
  const listed = settings.sites.filter((site) => matchesHost(site.host, host))
  const approval = listed.find((site) => isApproved(site, today))
  const own = settings.ownDomains.some((one) => host === one || host.endsWith(`.${one}`))
  const known = siteStarters[domain]
  return {
    domain,
    category: (approval ?? listed[0])?.category ?? known?.category ?? 'unknown',
    approved: own || approval !== undefined,
    own,
    region: approval?.dataLocation ?? known?.region ?? (domain.endsWith('.tw') ? 'tw' : 'unknown'),
  }
}

function isApproved(site: ApprovedSite, today: IsoDate): boolean {
  return site.validUntil >= today && site.allowedDataClasses.includes('personal')
}
