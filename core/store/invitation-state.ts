import type { InvitedFor } from './commands.ts'
import type { InvitationRow } from './database.ts'

export type InvitationState = 'open' | 'used' | 'expired' | 'withdrawn'

export const stateOf = (
  { expires, usedAt, withdrawnAt }: Pick<InvitationRow, 'expires' | 'usedAt' | 'withdrawnAt'>,
  now: number,
): InvitationState =>
  usedAt !== undefined
    ? 'used'
    : withdrawnAt !== undefined
      ? 'withdrawn'
      : expires <= now
        ? 'expired'
        : 'open'

/** An invitation as the screens list it. `text` only while it is open. Milliseconds since 1970. */
export interface InvitationView {
  readonly id: string
  readonly for: InvitedFor
  readonly givenAt: number
  readonly expires: number
  readonly state: InvitationState
  readonly text?: string
}

export function invitationView(row: InvitationRow, now: number): InvitationView {
  const { id, for: invited, givenAt, expires, text } = row
  const state = stateOf(row, now)
  return {
    id,
    for: invited,
    givenAt,
    expires,
    state,
    ...(state === 'open' && text !== undefined ? { text } : {}),
  }
}
