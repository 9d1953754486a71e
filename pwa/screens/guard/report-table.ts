import type { MonthFigures } from '../../../core/projections/guard-months.ts'

/** What the months may be laid out by; each is also a filter of the inbox, so that every number leads to its rows. */
export const dimensions = ['rule', 'category', 'action', 'decision'] as const
export type Dimension = (typeof dimensions)[number]

const tallyOf = {
  rule: 'byRule',
  category: 'byCategory',
  action: 'byAction',
  decision: 'byDecision',
} as const satisfies Record<Dimension, keyof MonthFigures>

/** An answer with its number in each month; `undefined` is the sum of those too rare for a line of their own. */
export interface ReportRow {
  readonly answer: string | undefined
  readonly counts: readonly number[]
  readonly sum: number
}

/** The most frequent first, at most `most` lines; the rest is one line, so that the columns still add up. */
export function reportRows(
  months: readonly MonthFigures[],
  by: Dimension,
  most: number,
): readonly ReportRow[] {
  const answers = new Set(months.flatMap((month) => Object.keys(month[tallyOf[by]])))
  const rows = [...answers]
    .map((answer) =>
      rowOf(
        answer,
        months.map((month) => month[tallyOf[by]][answer] ?? 0),
      ),
    )
    .sort((a, b) => b.sum - a.sum || ((a.answer ?? '') < (b.answer ?? '') ? -1 : 1))
  if (rows.length <= most) return rows
  const rest = rows.slice(most - 1)
  const others = months.map((_, index) => rest.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0))
  return [...rows.slice(0, most - 1), rowOf(undefined, others)]
}

const rowOf = (answer: string | undefined, counts: readonly number[]): ReportRow => ({
  answer,
  counts,
  sum: counts.reduce((sum, count) => sum + count, 0),
})

/** Verdicts have their own colours everywhere; other answers take hues in turn. */
const verdicts: Readonly<Record<string, string>> = {
  block: 'verdict-block-mark',
  justify: 'verdict-justify-mark',
  warn: 'verdict-warn-mark',
  log: 'verdict-log-mark',
  allowedByException: 'verdict-allow-mark',
}
const hues = ['blue-mark', 'orange-mark', 'green-mark', 'plum-mark', 'amber-mark', 'red-mark', 'accent', 'gray-mark'] // prettier-ignore

export const tokenOf = (by: Dimension, answer: string | undefined, index: number): string =>
  answer === undefined
    ? 'ink-3'
    : ((by === 'action' ? verdicts[answer] : undefined) ?? hues[index % hues.length]!)
