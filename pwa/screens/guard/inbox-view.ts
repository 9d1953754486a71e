import { boundsOf, isMonth } from '../../../core/projections/guard-months.ts'
import { isPending, type InboxItem } from '../../../core/projections/inbox-item.ts'
import { ageOf } from './age.ts'
import { severityOf } from './severity.ts'

/** What the inbox can be narrowed by. The state of review is not among them: that is the tabs. */
export const facets = ['rule', 'site', 'category', 'profile', 'class', 'action', 'decision', 'severity', 'age'] as const // prettier-ignore
export type Facet = (typeof facets)[number]

export const groupings = ['day', 'rule', 'site', 'profile'] as const
export type Grouping = (typeof groupings)[number]

/** Days back from now. */
export const spans = { '7d': 7, '30d': 30, '90d': 90 } as const

/** What is listed and how; all of it stands in the address, so that a view can be kept and sent. */
export interface InboxView {
  readonly filters: Readonly<Partial<Record<Facet, readonly string[]>>>
  /** One of `spans`, a month (`2026-11`) or empty for all. */
  readonly period: string
  readonly group: Grouping
}

export const plainView: InboxView = { filters: {}, period: '', group: 'day' }

/** Reads what stands behind `?`; words nobody wrote are passed over. */
export function parseView(query: string | undefined): InboxView {
  const read = new URLSearchParams(query)
  const filters: Partial<Record<Facet, readonly string[]>> = {}
  for (const facet of facets) {
    const answers = (read.get(facet) ?? '').split(',').filter((answer) => answer !== '')
    if (answers.length > 0) filters[facet] = [...new Set(answers)]
  }
  const period = read.get('period') ?? ''
  return {
    filters,
    period: period in spans || isMonth(period) ? period : '',
    group: groupings.find((one) => one === read.get('group')) ?? 'day',
  }
}

export function viewQuery({ filters, period, group }: InboxView): string {
  const written = facets.flatMap((facet) => {
    const answers = filters[facet] ?? []
    return answers.length === 0 ? [] : [`${facet}=${answers.map(encodeURIComponent).join(',')}`]
  })
  if (period !== '') written.push(`period=${period}`)
  if (group !== 'day') written.push(`group=${group}`)
  return written.join('&')
}

export function toggled({ filters, ...view }: InboxView, facet: Facet, answer: string): InboxView {
  const before = filters[facet] ?? []
  const answers = before.includes(answer) ? before.filter((one) => one !== answer) : [...before, answer]
  const { [facet]: _before, ...others } = filters
  return { ...view, filters: answers.length === 0 ? others : { ...filters, [facet]: answers } }
}

export const isNarrowed = ({ filters, period }: InboxView): boolean =>
  period !== '' || Object.keys(filters).length > 0

/** What an event answers; several for kinds of data, none where the question does not arise. */
export function answersOf(item: InboxItem, facet: Facet, now: number): readonly string[] {
  switch (facet) {
    case 'rule':
      return [item.ruleId]
    case 'site':
      return [item.host]
    case 'category':
      return [item.category]
    case 'profile':
      return item.profile === '' ? [] : [item.profile]
    case 'class':
      return item.dataClasses
    case 'action':
      return [item.action]
    case 'decision':
      return item.decision === '' ? [] : [item.decision]
    case 'severity':
      return [severityOf(item.ruleId)]
    case 'age':
      // What was judged, or waits for nobody, grows no older.
      return isPending(item) ? [ageOf(item.at, now).type] : []
  }
}

export interface Narrowed {
  readonly items: readonly InboxItem[]
  /** How many rows there would be if this answer alone were chosen in its facet, all other facets as they are. */
  readonly counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>
}

/** One pass: a row counts for the facet that alone keeps it out, and for all when none does. */
export function narrow(items: readonly InboxItem[], view: InboxView, now: number): Narrowed {
  const counts = Object.fromEntries(facets.map((facet) => [facet, new Map<string, number>()])) as unknown as Record<Facet, Map<string, number>> // prettier-ignore
  const chosen = new Map(facets.flatMap((facet) => (view.filters[facet] ? [[facet, new Set(view.filters[facet])] as const] : []))) // prettier-ignore
  const { from, to } = periodBounds(view.period, now)
  const kept: InboxItem[] = []
  for (const item of items) {
    if (item.at < from || item.at >= to) continue
    const missed: Facet[] = []
    for (const [facet, answers] of chosen) {
      if (!answersOf(item, facet, now).some((answer) => answers.has(answer))) missed.push(facet)
      if (missed.length > 1) break
    }
    if (missed.length > 1) continue
    if (missed.length === 0) kept.push(item)
    for (const facet of missed.length === 0 ? facets : missed) {
      const tally = counts[facet]
      for (const answer of answersOf(item, facet, now)) tally.set(answer, (tally.get(answer) ?? 0) + 1)
    }
  }
  // A chosen answer without rows stays visible, or nobody could take it back.
  for (const [facet, answers] of chosen)
    for (const answer of answers) if (!counts[facet].has(answer)) counts[facet].set(answer, 0)
  return { items: kept, counts }
}

export function periodBounds(period: string, now: number): { readonly from: number; readonly to: number } {
  if (isMonth(period)) return boundsOf(period)
  const days = period in spans ? spans[period as keyof typeof spans] : undefined
  return { from: days === undefined ? -Infinity : now - days * 86_400_000, to: Infinity }
}
