import { rolesOf } from '../members/membership.ts'
import { invitationId, invitationText, newSecret } from '../members/invitation.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { CommandFailure, CommandResults, InvitedFor } from './commands.ts'
import { storageFault } from './durable-commit.ts'
import { endsProperly, mayBecomeMember } from './member-commands.ts'
import type { Replica } from './replica.ts'
import { stateOf } from './invitation-state.ts'

/** At once: each is waited for at a place of its own on the signaling server. */
export const mostInvitations = 20
/** Two weeks: a link somebody found later leads nowhere. */
export const mostHours = 14 * 24

/** Gives an invitation. Nothing of it is in the log until somebody answers it; its secret stays on this device. */
export async function giveInvitation(
  replica: Replica,
  { for: invited, hours }: { readonly for: InvitedFor; readonly hours: number },
): Promise<Result<CommandResults['invite'], CommandFailure>> {
  const { database, device, workspace } = replica
  const now = replica.now()
  const may = await mayInvite(replica, invited)
  if (!may.ok) return may
  if (!(hours > 0 && hours <= mostHours)) return problem('NotAllowed', { why: 'hours' })
  const rows = await database.invitations.toArray()
  if (rows.filter((row) => stateOf(row, now) === 'open').length >= mostInvitations)
    return problem('TooManyInvitations')

  const secret = newSecret()
  // Whole seconds, as the text has them.
  const expires = Math.ceil((now + hours * 3_600_000) / 1000) * 1000
  const id = await invitationId(secret)
  const text = await invitationText({ workspace, inviter: device.id, secret, expires })
  const done = await stored(() =>
    database.invitations.add({ id, for: invited, givenAt: now, expires, secret, text }),
  )
  return done.ok ? ok({ id, text, expires }) : done
}

export async function withdrawInvitation(
  { database, now }: Pick<Replica, 'database' | 'now'>,
  id: string,
): Promise<Result<null, CommandFailure>> {
  const row = await database.invitations.get(id)
  if (!row || stateOf(row, now()) !== 'open') return problem('NoSuchInvitation')
  const { secret: _, text: __, ...rest } = row
  return stored(() => database.invitations.put({ ...rest, withdrawnAt: now() }))
}

/** Secrets that lead nowhere any more are not kept. */
export async function forgetSecrets({ database, now }: Pick<Replica, 'database' | 'now'>): Promise<void> {
  for (const { secret, text, ...rest } of await database.invitations.toArray())
    if ((secret || text !== undefined) && rest.expires <= now()) await database.invitations.put(rest)
}

async function mayInvite(replica: Replica, invited: InvitedFor): Promise<Result<null, CommandFailure>> {
  const membership = replica.log.now()
  if (!membership || !rolesOf(membership, replica.device.id, replica.now()).includes('admin'))
    return problem('NotAllowed', { why: 'notAdmin' })
  if ('member' in invited) {
    const member = membership.members.get(invited.member)
    return member && member.removedAt === undefined ? ok(null) : problem('NoSuchMember')
  }
  if (invited.roles.length === 0) return problem('NotAllowed', { why: 'noRole' })
  if (!endsProperly(invited.roles, invited.until)) return problem('NotAllowed', { why: 'until' })
  return mayBecomeMember(replica, invited.person)
}

async function stored(write: () => PromiseLike<unknown>): Promise<Result<null, CommandFailure>> {
  try {
    await write()
    return ok(null)
  } catch (error) {
    return problem('NotSaved', { why: storageFault(error) })
  }
}
