import { isMemberId, isRecordId, type MemberId, type RecordId } from '../../core/model/ids.ts'

/** Every address of the page. It lives in the hash: the built page works under any path and without a server. */
export type Route =
  | {
      readonly type:
        | 'today'
        | 'overview'
        | 'registers'
        | 'devices'
        | 'members'
        | 'storage'
        | 'settings'
        | 'more'
        | 'unknown'
    }
  /** `member`: for another device of theirs. */
  | { readonly type: 'invite'; readonly member?: MemberId }
  /** `invitation` as the link carries it; whether it is one is for `join` to say. */
  | { readonly type: 'join'; readonly invitation?: string }
  | {
      readonly type: 'guard'
      readonly tab: GuardTab | 'report'
      readonly event?: RecordId
      /** Filters and grouping of the inbox, or the month of the report, as `inbox-view.ts` and the report read it. */
      readonly query?: string
    }
  | { readonly type: 'rules'; readonly tab: RulesTab; readonly rule?: string }
  | { readonly type: 'output'; readonly output: string }
  | { readonly type: 'register' | 'newRecord'; readonly recordType: string }
  | { readonly type: 'record'; readonly recordType: string; readonly id: RecordId }

export const guardTabs = [
  'pending',
  'violation',
  'ok',
  'falsePositive',
  'policyChange',
  'exceptions',
  'all',
] as const
export type GuardTab = (typeof guardTabs)[number]

export const rulesTabs = ['rules', 'try', 'sites', 'exceptions'] as const
export type RulesTab = (typeof rulesTabs)[number]

const plain = ['today', 'overview', 'registers', 'devices', 'members', 'storage', 'settings', 'more'] as const

export function parseRoute(address: string): Route {
  const [hash, query] = splitQuery(address)
  const parts = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodePart)
  const [first = '', second, third] = parts
  if (first === '') return { type: 'today' }
  const known = plain.find((name) => name === first)
  if (known && parts.length === 1) return { type: known }
  if (first === 'guard' && parts.length <= 3) {
    const asked = query === '' ? {} : { query }
    if (second === 'report' && parts.length === 2) return { type: 'guard', tab: 'report', ...asked }
    const tab = second === undefined ? 'pending' : guardTabs.find((name) => name === second)
    if (tab && third === undefined) return { type: 'guard', tab, ...asked }
    if (tab && isRecordId(third)) return { type: 'guard', tab, event: third, ...asked }
  }
  if (first === 'rules' && parts.length <= 3) {
    const tab = second === undefined ? 'rules' : rulesTabs.find((name) => name === second)
    if (tab && third === undefined) return { type: 'rules', tab }
    if (tab === 'try' && third !== undefined && /^[A-Z]{2}-\d{2}$/.test(third))
      return { type: 'rules', tab, rule: third }
  }
  if (first === 'invite' && parts.length <= 2) {
    if (second === undefined) return { type: 'invite' }
    if (isMemberId(second)) return { type: 'invite', member: second }
  }
  if (first === 'join' && parts.length <= 2)
    return { type: 'join', ...(second ? { invitation: second } : {}) }
  if (first === 'output' && second && parts.length === 2) return { type: 'output', output: second }
  if (first === 'r' && second) {
    if (parts.length === 2) return { type: 'register', recordType: second }
    if (parts.length === 3 && third === 'new') return { type: 'newRecord', recordType: second }
    if (parts.length === 3 && isRecordId(third)) return { type: 'record', recordType: second, id: third }
  }
  return { type: 'unknown' }
}

/** Addresses are written here only, so that what links write is what `parseRoute` reads. */
export const href = {
  today: '#/today',
  overview: '#/overview',
  registers: '#/registers',
  devices: '#/devices',
  members: '#/members',
  invite: (member?: MemberId): string => `#/invite${member ? `/${member}` : ''}`,
  join: (invitation?: string): string => `#/join${invitation ? `/${encodeURIComponent(invitation)}` : ''}`,
  storage: '#/storage',
  settings: '#/settings',
  more: '#/more',
  guard: (tab: GuardTab = 'pending', event?: RecordId, query = ''): string =>
    `#/guard/${tab}${event ? `/${event}` : ''}${query === '' ? '' : `?${query}`}`,
  guardReport: (query = ''): string => `#/guard/report${query === '' ? '' : `?${query}`}`,
  /** `rule` is the one to try. */
  rules: (tab: RulesTab = 'rules', rule?: string): string => `#/rules/${tab}${rule ? `/${rule}` : ''}`,
  output: (output: string): string => `#/output/${encodeURIComponent(output)}`,
  register: (recordType: string): string => `#/r/${encodeURIComponent(recordType)}`,
  newRecord: (recordType: string): string => `#/r/${encodeURIComponent(recordType)}/new`,
  record: (recordType: string, id: string): string => `#/r/${encodeURIComponent(recordType)}/${id}`,
}

function splitQuery(address: string): readonly [string, string] {
  const place = address.indexOf('?')
  return place < 0 ? [address, ''] : [address.slice(0, place), address.slice(place + 1)]
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A broken escape is an address nobody wrote; it leads to "no such page".
    return '\u0000'
  }
}
