import type { RecordId } from '../../../core/model/ids.ts'
import { taipeiDate } from '../../../core/model/roc-date.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import type { Grouping } from './inbox-view.ts'

/** One line of the list: the head of a group, or an event under it. */
export type Line =
  | {
      readonly type: 'head'
      readonly key: string
      readonly count: number
      readonly folded: boolean
      /** Those of the group one may tick: nobody judged them yet. Days are no group one judges as a whole. */
      readonly open: readonly RecordId[]
    }
  | { readonly type: 'item'; readonly key: string; readonly item: InboxItem }

/** Days newest first; other groups by their number of events, the most first. Folded groups keep their count. */
export function linesOf(
  items: readonly InboxItem[],
  group: Grouping,
  folded: ReadonlySet<string>,
): readonly Line[] {
  const keyOf = keyReader(group)
  const groups = new Map<string, InboxItem[]>()
  for (const item of items) {
    const key = keyOf(item)
    const list = groups.get(key)
    if (list) list.push(item)
    else groups.set(key, [item])
  }
  const sorted = [...groups]
  if (group !== 'day') sorted.sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  return sorted.flatMap(([key, list]): Line[] => [
    {
      type: 'head',
      key,
      count: list.length,
      folded: folded.has(key),
      open: group === 'day' ? [] : openIn(list),
    },
    ...(folded.has(key) ? [] : list.map((item): Line => ({ type: 'item', key, item }))),
  ])
}

function keyReader(group: Grouping): (item: InboxItem) => string {
  if (group === 'rule') return ({ ruleId }) => ruleId
  if (group === 'site') return ({ host }) => host
  if (group === 'profile') return ({ profile }) => profile
  // Writing a date takes longer than anything else here: once for each day, not for each event.
  const days = new Map<number, string>()
  return ({ at }) => {
    const number = Math.floor((at + 8 * 3_600_000) / 86_400_000)
    const known = days.get(number) ?? taipeiDate(at)
    days.set(number, known)
    return known
  }
}

const openIn = (list: readonly InboxItem[]): readonly RecordId[] =>
  list.flatMap(({ id, result }) => (result === undefined ? [id] : []))

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
