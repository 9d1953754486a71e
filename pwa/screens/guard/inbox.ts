import type { RecordId } from '../../../core/model/ids.ts'
import { isPending, type InboxItem } from '../../../core/projections/inbox-item.ts'
import type { GuardTab } from '../../live/routes.ts'

export function isInTab(item: InboxItem, tab: GuardTab): boolean {
  if (tab === 'all') return true
  if (tab === 'pending') return isPending(item)
  return item.result === tab
}

/** What stands beside each tab: the number of its rows, nothing else. */
export function tabCounts(
  items: readonly InboxItem[],
  exceptions: number,
): Readonly<Record<GuardTab, number>> {
  const counts = {
    pending: 0,
    violation: 0,
    ok: 0,
    falsePositive: 0,
    policyChange: 0,
    exceptions,
    all: items.length,
  }
  for (const item of items) {
    if (isPending(item)) counts.pending++
    const { result } = item
    if (result !== undefined && Object.hasOwn(counts, result)) counts[result as GuardTab]++
  }
  return counts
}

/** The event to open after `id` was judged: the next older pending one, else the newest, else none. */
export function nextPending(items: readonly InboxItem[], id: RecordId): InboxItem | undefined {
  const place = items.findIndex((item) => item.id === id)
  const waits = (item: InboxItem): boolean => item.id !== id && isPending(item)
  return items.slice(place + 1).find(waits) ?? items.find(waits)
}

/** Other events of the same device profile within the 30 days before this one, itself included. */
export function sameProfile(items: readonly InboxItem[], item: InboxItem): number {
  const from = item.at - 30 * 86_400_000
  return items.filter(({ profile, at }) => profile === item.profile && at <= item.at && at >= from).length
}
