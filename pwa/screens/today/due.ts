import type { RecordRow } from '../../../core/projections/rows.ts'
import { daysBetween, isIsoDate, type IsoDate } from '../../../core/model/roc-date.ts'

/** Something with a day on which it must be done or runs out. */
export interface DueItem {
  readonly row: RecordRow
  readonly kind: 'correctiveAction' | 'siteExpires' | 'exceptionEnds'
  readonly day?: IsoDate
  /** Days from today; negative when late. */
  readonly days?: number
}
export type DueGroup = 'overdue' | 'dueToday' | 'week' | 'later'
export const dueGroups: readonly DueGroup[] = ['overdue', 'dueToday', 'week', 'later']

/** Days before its end on which an approval is shown (到期前 30 天提醒). */
const reminderDays = 30

const finished = new Set(['done', 'verified', 'effective', 'closed'])

/** Open corrective actions, and approvals and exceptions about to end or already over. Void records never. */
export function dueItems(
  actions: readonly RecordRow[],
  sites: readonly RecordRow[],
  exceptions: readonly RecordRow[],
  today: IsoDate,
): readonly DueItem[] {
  const open = actions
    .filter((row) => !row.voided && !finished.has(row.state))
    .map((row) => item(row, 'correctiveAction', row.values['dueInForce'] ?? row.values['dueAt'], today))
  const ending = [
    ...sites.map((row) => item(row, 'siteExpires', row.values['validUntil'], today)),
    ...exceptions.map((row) => item(row, 'exceptionEnds', row.values['validUntil'], today)),
  ].filter(
    ({ row, days }) => !row.voided && row.state === 'approved' && days !== undefined && days <= reminderDays,
  )
  return [...open, ...ending].sort((a, b) => (a.days ?? Infinity) - (b.days ?? Infinity))
}

export function dueGroup({ days }: DueItem): DueGroup {
  if (days === undefined) return 'later'
  if (days < 0) return 'overdue'
  if (days === 0) return 'dueToday'
  return days <= 7 ? 'week' : 'later'
}

/** Exception requests somebody still has to decide. */
export const waitingRequests = (rows: readonly RecordRow[]): readonly RecordRow[] =>
  rows.filter((row) => !row.voided && (row.state === 'submitted' || row.state === 'reviewed'))

function item(row: RecordRow, kind: DueItem['kind'], day: unknown, today: IsoDate): DueItem {
  return isIsoDate(day) ? { row, kind, day, days: daysBetween(today, day) } : { row, kind }
}
