/** What was last known and last said about events that wait for review. Times in milliseconds. */
export interface WaitingState {
  /** When each waiting event happened. */
  readonly at: readonly number[]
  /** When the workspace last said so; the reminder names it, since reviews elsewhere are not known before. */
  readonly heardAt: number
  readonly remindedAt?: number | undefined
}

export interface Reminder {
  readonly over24: number
  readonly over72: number
}

const hour = 3_600_000
const day = 24 * hour

/**
 * A reminder when an event passed 24 or 72 hours since the last one (domain section 9), and once a day while any is
 * late; otherwise nothing.
 */
export function reminderDue({ at, remindedAt }: WaitingState, now: number): Reminder | undefined {
  const over = (hours: number, when: number): number =>
    at.filter((moment) => when - moment >= hours * hour).length
  const reminder = { over24: over(24, now), over72: over(72, now) }
  if (reminder.over24 === 0) return undefined
  if (remindedAt === undefined || now - remindedAt >= day) return reminder
  const isNew = reminder.over24 > over(24, remindedAt) || reminder.over72 > over(72, remindedAt)
  return isNew ? reminder : undefined
}
