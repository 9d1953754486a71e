import { messageFor, type Locale } from '../../core/i18n/index.ts'
import { judge } from '../../core/policy/judge.ts'
import type { PolicySettings } from '../../core/policy/verdict.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { readManaged, readSettings } from '../settings.ts'
import type { ExtensionStatus, OwnEvent, PairingStatus, SiteStatus } from '../status.ts'
import { guardState } from './activation.ts'
import type { PairingState } from './connection.ts'
import { currentLocale } from './locale.ts'
import type { Outbox, OwnRow } from './outbox.ts'
import { rulesInForce } from './rules-in-force.ts'

export interface StatusPorts {
  readonly outbox: Outbox
  readonly connected: () => boolean
  readonly pairing: () => PairingState | undefined
  readonly now: () => number
}

/** Newest first; older ones are in the workspace. */
const ownLimit = 200

export async function composeStatus(ports: StatusPorts, tabId: number | undefined): Promise<ExtensionStatus> {
  const { outbox } = ports
  const [guard, settings, managed, locale, paired, waiting, own] = await Promise.all([
    guardState(outbox),
    readSettings(),
    readManaged(),
    currentLocale(),
    outbox.bundle.get('current'),
    outbox.outbox.count(),
    outbox.own.orderBy('at').reverse().limit(ownLimit).toArray(),
  ])
  const content = paired?.bundle?.content
  const site = content && tabId !== undefined ? await siteOf(tabId, content.policy, ports.now()) : undefined
  const pairing = ports.pairing()
  return {
    guard,
    language: settings.language,
    locale,
    acknowledgedVersion: settings.acknowledgedVersion,
    managed: {
      policy: managed.noticeGiven === true || managed.address !== undefined,
      ...optional('address', managed.address),
      ...optional('organisation', managed.organisation),
    },
    ...optional('organisation', paired?.organisation),
    ...optional('policyVersion', content && versionText(content.version)),
    rules: content ? rulesInForce(content.policy, locale) : [],
    ...optional('site', site),
    waiting,
    connected: ports.connected(),
    own: own.map((row) => ownEvent(row, locale)),
    ...optional('profileCode', content?.profileCode),
    ...optional('pairing', pairing && pairingStatus(pairing, locale)),
    ...optional('address', settings.address),
  }
}

async function siteOf(tabId: number, policy: PolicySettings, now: number): Promise<SiteStatus | undefined> {
  const tab = await chrome.tabs.get(tabId).catch(() => undefined)
  if (!tab?.url || !URL.canParse(tab.url)) return undefined
  const { protocol, hostname } = new URL(tab.url)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  const secure = protocol === 'https:'
  const clean = { status: 'inspected', people: 0, counts: {} } as const
  const verdict = judge(
    { direction: 'upload', host: hostname, secure, inspection: clean },
    policy,
    taipeiDate(now),
  )
  const entry = policy.sites.find(({ host }) => host === hostname || host === verdict.site)
  return {
    host: hostname,
    site: verdict.site,
    approved: verdict.approved,
    category: verdict.category,
    own: policy.ownDomains.includes(verdict.site),
    ...optional('validUntil', verdict.approved ? entry?.validUntil : undefined),
  }
}

function ownEvent({ eventId, at, content, delivered, refused }: OwnRow, locale: Locale): OwnEvent {
  return {
    eventId,
    at,
    ruleId: content.ruleId,
    ruleName: messageFor(`rules.${content.ruleId}.name`, {}, locale),
    action: content.action,
    decision: content.userDecision,
    site: content.host,
    dataClasses: content.dataClasses,
    delivered: delivered === 1,
    ...optional('refused', refused),
    ...optional('countBucket', content.hitCountBucket),
    ...optional('justification', content.justification ?? content.exceptionRequest?.reason),
  }
}

function pairingStatus(state: PairingState, locale: Locale): PairingStatus {
  if (state.phase !== 'refused') return state
  const known = messageFor(`pairingRefused.${state.reason}`, {}, locale)
  const message = known.startsWith('pairingRefused.')
    ? messageFor('pairingRefused.Other', { code: state.reason }, locale)
    : known
  return { phase: 'refused', message }
}

/** `115-11-23.0842`: the day and minute the bundle was built, which people can compare. */
function versionText(version: string): string {
  const millis = Number.parseInt(version.slice(0, 9), 36)
  const [date = '', time = ''] = new Date(millis + 8 * 3_600_000).toISOString().split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(year) - 1911}-${month}-${day}.${time.slice(0, 5).replace(':', '')}`
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value }
}
