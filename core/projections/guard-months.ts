import { taipeiDate } from '../model/roc-date.ts'
import { isPending, type InboxItem } from './inbox-item.ts'

/** `2026-11`: a month of Taiwan. */
export type Month = `${number}-${number}`

/** What one month of events says. Rates are of what was reviewed; nothing reviewed yet has no rate. */
export interface MonthFigures {
  readonly month: Month
  readonly events: number
  readonly pending: number
  readonly reviewed: number
  readonly violations: number
  readonly falsePositives: number
  /** Of those reviewed, how many within 24 hours of happening (domain 9). */
  readonly withinDay: number
  readonly byRule: Readonly<Record<string, number>>
  readonly byCategory: Readonly<Record<string, number>>
  readonly byAction: Readonly<Record<string, number>>
  readonly byDecision: Readonly<Record<string, number>>
}

const hour = 3_600_000
const taipei = 8 * hour

export const monthOf = (at: number): Month => taipeiDate(at).slice(0, 7) as Month

export const isMonth = (text: string): text is Month => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

export function monthBefore(month: Month, months = 1): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 - months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

/** From the first moment of the month in Taiwan to the first of the next, milliseconds. */
export function boundsOf(month: Month): { readonly from: number; readonly to: number } {
  const start = (of: Month): number => Date.parse(`${of}-01T00:00:00Z`) - taipei
  return { from: start(month), to: start(monthBefore(month, -1)) }
}

/**
 * The figures of the months up to `last`, oldest first, one for each month even where nothing happened. One pass
 * over the items: 10 000 take a few milliseconds.
 */
export function guardMonths(
  items: Iterable<InboxItem>,
  last: Month,
  months: number,
): readonly MonthFigures[] {
  const all = Array.from({ length: months }, (_, index) => empty(monthBefore(last, months - 1 - index)))
  const starts = all.map(({ month }) => boundsOf(month).from)
  const { to: end } = boundsOf(last)
  for (const item of items) {
    const figures = item.at < end ? all[starts.findLastIndex((start) => start <= item.at)] : undefined
    if (figures) add(figures, item)
  }
  return all
}

/** Share of what was reviewed, 0…1. */
export const shareOf = (count: number, { reviewed }: Pick<MonthFigures, 'reviewed'>): number | undefined =>
  reviewed === 0 ? undefined : count / reviewed

interface Tally {
  readonly month: Month
  events: number
  pending: number
  reviewed: number
  violations: number
  falsePositives: number
  withinDay: number
  readonly byRule: Record<string, number>
  readonly byCategory: Record<string, number>
  readonly byAction: Record<string, number>
  readonly byDecision: Record<string, number>
}

const empty = (month: Month): Tally => ({
  month, events: 0, pending: 0, reviewed: 0, violations: 0, falsePositives: 0, withinDay: 0,
  byRule: {}, byCategory: {}, byAction: {}, byDecision: {},
}) // prettier-ignore

function add(tally: Tally, item: InboxItem): void {
  tally.events++
  if (isPending(item)) tally.pending++
  if (item.result !== undefined) {
    tally.reviewed++
    if (item.result === 'violation') tally.violations++
    if (item.result === 'falsePositive') tally.falsePositives++
    if ((item.judgedAt ?? Infinity) - item.at <= 24 * hour) tally.withinDay++
  }
  count(tally.byRule, item.ruleId)
  count(tally.byCategory, item.category)
  count(tally.byAction, item.action)
  if (item.decision !== '') count(tally.byDecision, item.decision)
}

const count = (tally: Record<string, number>, key: string): void => {
  tally[key] = (tally[key] ?? 0) + 1
}
