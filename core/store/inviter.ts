import type { PublicDevice } from '../journal/device.ts'
import type { Invitation } from '../members/invitation.ts'
import type { Grant } from '../members/operations.ts'
import type { DeviceId, MemberId, RecordId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { InvitationRow } from './database.ts'
import { stateOf } from './invitation-state.ts'
import { forgetSecrets } from './invitations.ts'
import { addDevice, addMember, membersGrants } from './member-commands.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'

/** Why an invitation leads nowhere, in the words of `join-frames.ts`. */
export type InvitationProblem = { readonly type: 'unknown' | 'expired' | 'used' | 'notSaved' }

/** What a newcomer's device needs to begin with. */
export interface Welcomed {
  readonly member: MemberId
  readonly person: RecordId
  readonly organization: RecordId
  /** Keys of the log; everything else stands in it. */
  readonly grants: Grant[]
}

/** The store as whoever answers this device's invitations needs it. */
export interface InviterStore {
  /** Those somebody may still answer, with the time they end; also one whose newcomer was let in and not heard of since. */
  readonly answerable: () => Promise<readonly { readonly id: string; readonly given: Invitation }[]>
  readonly invitation: (
    id: string,
    newcomer: DeviceId,
  ) => Promise<Result<{ readonly given: Invitation; readonly person: string }, InvitationProblem>>
  /** Writes the newcomer into the log and uses the invitation up, in one transaction. The same device may ask again. */
  readonly welcome: (id: string, newcomer: PublicDevice) => Promise<Result<Welcomed, InvitationProblem>>
}

type Turn = <T>(
  work: (opened: { readonly replica: Replica; readonly shards: ShardSet } | undefined) => Promise<T>,
) => Promise<T>

export function createInviterStore(turn: Turn): InviterStore {
  return {
    answerable: () =>
      turn(async (opened) => {
        if (!opened) return []
        const { replica } = opened
        await forgetSecrets(replica)
        const rows = await replica.database.invitations.toArray()
        const heard = new Set(await replica.database.peers.toCollection().primaryKeys())
        return rows.flatMap((row) => {
          const given = givenBy(replica, row)
          const isOver = row.usedBy !== undefined && heard.has(row.usedBy)
          return given && row.expires > replica.now() && !isOver ? [{ id: row.id, given }] : []
        })
      }),
    invitation: (id, newcomer) =>
      turn(async (opened) => {
        const found = await openTo(opened?.replica, id, newcomer)
        if (!found.ok || !opened) return found.ok ? problem('unknown') : found
        const { replica } = opened
        const given = givenBy(replica, found.value)
        return given
          ? ok({ given, person: await nameOf(replica, personOf(replica, found.value)) })
          : problem('unknown')
      }),
    welcome: (id, newcomer) =>
      turn(async (opened) => {
        const found = await openTo(opened?.replica, id, newcomer.id)
        if (!found.ok || !opened) return found.ok ? problem('unknown') : found
        const { replica, shards } = opened
        const row = found.value
        const person = personOf(replica, row)
        if (!person) return problem('unknown')
        const welcomed = (member: MemberId, grants: readonly Grant[]): Welcomed => ({
          member,
          person,
          organization: replica.organizationId,
          grants: [...grants],
        })
        if (row.usedBy !== undefined) {
          const member = replica.log.now()?.devices.get(row.usedBy)?.member
          return member ? ok(welcomed(member, await membersGrants(replica, newcomer))) : problem('used')
        }
        const use = { id, device: newcomer.id, at: replica.now() }
        // Whoever lets somebody in means to be connected to them.
        const also = { useInvitation: use, meta: [{ key: 'team' as const, on: true }] }
        const done =
          'member' in row.for
            ? await addDevice(replica, shards, { member: row.for.member, device: newcomer }, also)
            : await addMember(replica, shards, { ...row.for, device: newcomer }, also)
        if (done.ok) return ok(welcomed(done.value.member, done.value.grants))
        if (done.error.type === 'NotSaved') return problem('notSaved')
        // They came in another way meanwhile, or whoever invited may let nobody in any more.
        return problem(
          done.error.type === 'NotAllowed' && done.error.detail?.['why'] === 'memberAlready'
            ? 'used'
            : 'unknown',
        )
      }),
  }
}

/** The row, if a device may still come in by it. */
async function openTo(
  replica: Replica | undefined,
  id: string,
  newcomer: DeviceId,
): Promise<Result<InvitationRow, InvitationProblem>> {
  const row = await replica?.database.invitations.get(id)
  if (!replica || !row) return problem('unknown')
  switch (stateOf(row, replica.now())) {
    case 'withdrawn':
      return problem('unknown')
    case 'expired':
      return problem('expired')
    case 'open':
      return ok(row)
    case 'used': {
      // Let in, and cut off before it heard: the same keys may hear it again, as long as they stand.
      const device = row.usedBy === newcomer ? replica.log.now()?.devices.get(newcomer) : undefined
      return device && !device.last ? ok(row) : problem('used')
    }
  }
}

const givenBy = (
  { workspace, device }: Replica,
  { secret, expires }: InvitationRow,
): Invitation | undefined => secret && { workspace, inviter: device.id, secret, expires }

const personOf = ({ log }: Replica, { for: invited }: InvitationRow): RecordId | undefined =>
  'member' in invited ? log.now()?.members.get(invited.member)?.person : invited.person

async function nameOf({ rows }: Replica, person: RecordId | undefined): Promise<string> {
  const name = person && (await rows.get(person))?.values['nameZh']
  return typeof name === 'string' ? name.slice(0, 200) : ''
}
