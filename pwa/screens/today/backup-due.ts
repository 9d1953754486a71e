export const daysUntilReminder = 30
export const changesUntilReminder = 500

const day = 24 * 60 * 60 * 1000

/** What a reminder to back up says, if one is due; times in milliseconds since 1970. */
export function backupDue(
  since: { readonly backupAt?: number; readonly createdAt: number; readonly count: number },
  now: number,
):
  | { readonly type: 'never' }
  | { readonly type: 'days'; readonly days: number }
  | { readonly type: 'count' }
  | undefined {
  const days = Math.floor((now - (since.backupAt ?? since.createdAt)) / day)
  const many = since.count >= changesUntilReminder
  // What there is to lose decides: a month in which nothing was written needs no new backup.
  const long = days >= daysUntilReminder && since.count > 0
  if (!many && !long) return undefined
  if (since.backupAt === undefined) return { type: 'never' }
  return long ? { type: 'days', days } : { type: 'count' }
}
