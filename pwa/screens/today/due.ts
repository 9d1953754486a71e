import type { RecordRow } from '../../../core/projections/rows.ts'
import { daysBetween, type IsoDate } from '../../../core/model/roc-date.ts'

/** Something with a day on which it must be done or runs out. */
export interface DueItem {
  readonly row: RecordRow
  readonly kind: 'correctiveAction' | 'siteExpires' | 'exceptionEnds'
  readonly day: IsoDate
  /** Days from today; negative when late. */
  readonly days: number
}
export type DueGroup = 'overdue' | 'dueToday' | 'week' | 'later'
export const dueGroups: readonly DueGroup[] = ['overdue', 'dueToday', 'week', 'later']

/** Days before its end on which an approval is shown (到期前 30 天提醒). */
const reminderDays = 30

const kinds: Readonly<Record<string, DueItem['kind'] | undefined>> = {
  correctiveAction: 'correctiveAction',
  siteRegister: 'siteExpires',
  exceptionRequest: 'exceptionEnds',
}

/** What must be done, and approvals and exceptions about to end or already over; earliest first. */
export function dueItems(rows: readonly RecordRow[], today: IsoDate): readonly DueItem[] {
  return rows.flatMap((row) => {
    const kind = kinds[row.type]
    if (!kind || row.due === undefined) return []
    const days = daysBetween(today, row.due)
    return kind === 'correctiveAction' || days <= reminderDays ? [{ row, kind, day: row.due, days }] : []
  })
}

export function dueGroup({ days }: DueItem): DueGroup {
  if (days < 0) return 'overdue'
  if (days === 0) return 'dueToday'
  return days <= 7 ? 'week' : 'later'
}
