import type { RecordRow } from '../../../core/projections/rows.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { taipeiDate, type IsoDate } from '../../../core/model/roc-date.ts'
import type { GuardTab } from '../../live/routes.ts'

/** An event with the review in force, if somebody judged it. */
export interface InboxItem {
  readonly event: RecordRow
  /** When it happened, milliseconds. */
  readonly at: number
  readonly review?: RecordRow
  /** `ok`, `violation`, `falsePositive` or `policyChange` once reviewed. */
  readonly result?: string
}

/** Newest first. A voided review judges nothing; of several the latest is in force. */
export function inboxOf(events: readonly RecordRow[], reviews: readonly RecordRow[]): readonly InboxItem[] {
  const inForce = new Map<unknown, RecordRow>()
  for (const review of reviews) {
    if (review.voided) continue
    const eventId = review.values['eventId']
    const other = inForce.get(eventId)
    if (!other || other.createdAt < review.createdAt) inForce.set(eventId, review)
  }
  return events
    .map((event): InboxItem => {
      const review = inForce.get(event.id)
      const result = review?.values['result']
      return {
        event,
        at: happenedAt(event),
        ...(review && { review }),
        ...(typeof result === 'string' && { result }),
      }
    })
    .sort((a, b) => b.at - a.at)
}

/** Domain 9: what was only logged interrupts nobody and waits for nobody. */
export const isPending = (item: InboxItem): boolean =>
  item.review === undefined && item.event.values['action'] !== 'log'

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
  const count = (tab: GuardTab): number => items.filter((item) => isInTab(item, tab)).length
  return {
    pending: count('pending'),
    violation: count('violation'),
    ok: count('ok'),
    falsePositive: count('falsePositive'),
    policyChange: count('policyChange'),
    exceptions,
    all: items.length,
  }
}

export interface InboxDay {
  readonly day: IsoDate
  readonly items: readonly InboxItem[]
}

/** Days of Taiwan, newest first. */
export function byDay(items: readonly InboxItem[]): readonly InboxDay[] {
  const days = new Map<IsoDate, InboxItem[]>()
  for (const item of items) {
    const day = taipeiDate(item.at)
    const list = days.get(day)
    if (list) list.push(item)
    else days.set(day, [item])
  }
  return [...days].map(([day, list]) => ({ day, items: list }))
}

/** Review within 24 hours, escalation after 72 (domain 9). Hours are whole and rounded up: 23.2 h left is 24. */
export type Age =
  | { readonly type: 'left24'; readonly hours: number }
  | { readonly type: 'over24'; readonly hours: number }
  | { readonly type: 'over72' }

export function ageOf(at: number, now: number): Age {
  const hours = (now - at) / 3_600_000
  if (hours >= 72) return { type: 'over72' }
  if (hours >= 24) return { type: 'over24', hours: Math.max(1, Math.ceil(72 - hours)) }
  return { type: 'left24', hours: Math.max(1, Math.ceil(24 - Math.max(0, hours))) }
}

/** The event to open after `id` was judged: the next older pending one, else the newest, else none. */
export function nextPending(items: readonly InboxItem[], id: RecordId): InboxItem | undefined {
  const pending = items.filter(isPending)
  const place = items.findIndex(({ event }) => event.id === id)
  const older = pending.find((item) => item.event.id !== id && items.indexOf(item) > place)
  return older ?? pending.find(({ event }) => event.id !== id)
}

/** Other events of the same device profile within the 30 days before this one, itself included. */
export function sameProfile(items: readonly InboxItem[], item: InboxItem): number {
  const code = item.event.values['deviceProfileId']
  const from = item.at - 30 * 86_400_000
  return items.filter(
    (other) => other.event.values['deviceProfileId'] === code && other.at <= item.at && other.at >= from,
  ).length
}

function happenedAt(event: RecordRow): number {
  const at = event.values['at']
  const millis = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return Number.isNaN(millis) ? event.createdAt : millis
}
