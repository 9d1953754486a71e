import type { RecordId } from '../model/ids.ts'
import type { InboxItem } from './inbox-item.ts'

const day = 24 * 60 * 60 * 1000
const mostUnread = 5

/** CI-01: device profiles with more than five files that could not be inspected within the last seven days. */
export function oftenUnread(
  items: readonly InboxItem[],
  now: number,
): readonly { readonly profile: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { ruleId, at, profile } of items)
    if (ruleId === 'CI-01' && at > now - 7 * day && at <= now)
      counts.set(profile, (counts.get(profile) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > mostUnread)
    .map(([profile, count]) => ({ profile, count }))
    .toSorted((a, b) => b.count - a.count)
}

/**
 * PD-08: own sites with a form that lacks its notice, for which no compliance check was opened since; one line a site,
 * with its latest event. A check answers for a site when it names one of its events.
 */
export function withoutComplianceCheck(
  items: readonly InboxItem[],
  checked: ReadonlySet<string>,
): readonly { readonly host: string; readonly event: RecordId; readonly at: number }[] {
  const latest = new Map<string, InboxItem>()
  const answered = new Set<string>()
  for (const item of items) {
    if (item.ruleId !== 'PD-08') continue
    if (checked.has(item.id)) answered.add(item.host)
    const known = latest.get(item.host)
    if (!known || item.at > known.at) latest.set(item.host, item)
  }
  return [...latest.values()]
    .filter(({ host }) => !answered.has(host))
    .map(({ host, id, at }) => ({ host, event: id, at }))
    .toSorted((a, b) => b.at - a.at)
}
