import type { RecordId } from '../../../core/model/ids.ts'
import { taipeiDate } from '../../../core/model/roc-date.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import type { Grouping } from './inbox-view.ts'

/** One line of the list: the head of a group, or an event under it. */
export type Line =
  | { readonly type: 'head'; readonly key: string; readonly count: number; readonly folded: boolean }
  | { readonly type: 'item'; readonly key: string; readonly item: InboxItem }

/** Days newest first; other groups by their number of events, the most first. Folded groups keep their count. */
export function linesOf(
  items: readonly InboxItem[],
  group: Grouping,
  folded: ReadonlySet<string>,
): readonly Line[] {
  const groups = new Map<string, InboxItem[]>()
  for (const item of items) {
    const key = keyOf(item, group)
    const list = groups.get(key)
    if (list) list.push(item)
    else groups.set(key, [item])
  }
  const sorted = [...groups]
  if (group !== 'day') sorted.sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  return sorted.flatMap(([key, list]): Line[] => [
    { type: 'head', key, count: list.length, folded: folded.has(key) },
    ...(folded.has(key) ? [] : list.map((item): Line => ({ type: 'item', key, item }))),
  ])
}

export function keyOf(item: InboxItem, group: Grouping): string {
  return { day: () => taipeiDate(item.at) as string, rule: () => item.ruleId, site: () => item.host, profile: () => item.profile }[group]() // prettier-ignore
}

/** The place of the next event in a direction, over heads; undefined at the ends. */
export function step(lines: readonly Line[], from: number, by: 1 | -1): number | undefined {
  for (let place = from + by; place >= 0 && place < lines.length; place += by)
    if (lines[place]?.type === 'item') return place
  return undefined
}

/** Ids of the events from one line to another, in either direction, both included. */
export function idsBetween(lines: readonly Line[], a: number, b: number): readonly RecordId[] {
  return lines
    .slice(Math.min(a, b), Math.max(a, b) + 1)
    .flatMap((line) => (line.type === 'item' ? [line.item.id] : []))
}
