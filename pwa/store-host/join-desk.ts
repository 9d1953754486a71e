import { invitationId, meetingTopic, readInvitation, type Invitation } from '../../core/members/invitation.ts'
import type { Device } from '../../core/journal/device.ts'
import { ok, problem, type Result } from '../../core/model/result.ts'
import type { CommandFailure, CommandResult, CommandResults, JoiningView } from '../../core/store/commands.ts'
import type { Store } from '../../core/store/store.ts'
import { joinByInvitation, type JoinFailure } from '../../core/sync/joining.ts'
import { joinOver } from './invitation-desk.ts'
import type { PairingDesk } from './pairing-desk.ts'
import type { ServeLink, TeamDesk } from './team-desk.ts'

export interface JoinDeskOptions {
  readonly store: Store
  readonly team: Pick<TeamDesk, 'meet'>
  readonly pairing: Pick<PairingDesk, 'begin'>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly show: (joining: JoiningView | undefined) => void
  readonly report: (error: unknown) => void
  /** Milliseconds to look for the inviter. */
  readonly patience?: number
}

/** Answers an invitation from this device, which has no workspace yet. */
export interface JoinDesk {
  readonly join: (text: string) => Promise<CommandResult<{ type: 'join'; text: string }>>
  readonly cancel: () => void
}

type Joined = Result<CommandResults['join'], CommandFailure>

/** The other browser may have to be opened first, but somebody watches this one. */
const aMinute = 60_000
/** Milliseconds a link may take until there are words to compare. */
const untilWords = 20_000

export function createJoinDesk(options: JoinDeskOptions): JoinDesk {
  const { store, now, show } = options
  let current: Attempt | undefined

  return {
    async join(text) {
      if (store.replica()) return problem('WorkspaceExists')
      const read = await readInvitation(text, now())
      if (!read.ok) return problem(read.error.type)
      const id = await invitationId(read.value.secret)
      // The same link opened in another tab, or again: one attempt.
      if (current?.id === id) return current.outcome
      current?.end(problem('Refused'))
      const topic = await meetingTopic(read.value.secret)
      const device = await store.newcomer.device(id)
      if (!device.ok) return device
      // Asked twice at once: whoever comes first begins.
      if (current?.id === id) return current.outcome
      const attempt = (current = startAttempt(options, {
        id,
        topic,
        invitation: read.value,
        device: device.value,
      }))
      const outcome = await attempt.outcome
      if (current === attempt) {
        current = undefined
        show(outcome.ok ? { phase: 'receiving' } : undefined)
      }
      return outcome
    },
    cancel: () => current?.end(problem('Refused')),
  }
}

interface Attempt {
  readonly id: string
  readonly outcome: Promise<Joined>
  readonly end: (outcome: Joined) => void
}

function startAttempt(
  { store, team, pairing, show, report, patience = aMinute }: JoinDeskOptions,
  {
    id,
    topic,
    invitation,
    device,
  }: {
    readonly id: string
    readonly topic: string
    readonly invitation: Invitation
    readonly device: Device
  },
): Attempt {
  let settle: (outcome: Joined) => void = () => undefined
  const outcome = new Promise<Joined>((resolve) => (settle = resolve))
  let ended = false
  /** The inviter let this device in: from here on it is put down, whatever the person would rather do. */
  let decided = false
  let hangUp: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const isOver = (): boolean => ended
  const end = (given: Joined): void => {
    if (ended) return
    ended = true
    clearTimeout(timer)
    hangUp?.()
    stop()
    settle(given)
  }
  const look = (): void => {
    if (ended) return
    show({ phase: 'meeting' })
    timer = setTimeout(() => end(problem('InviterNotReachable')), patience)
  }

  const serve: ServeLink = async (link, named) => {
    // The same link opened in another browser waits here as well: not whom this one looks for.
    if (named !== invitation.inviter) return link.close()
    // One at a time: there is one inviter, and two questions would confuse.
    if (hangUp || isOver()) return link.close()
    const conversation = joinOver(link)
    hangUp = conversation.close
    clearTimeout(timer)
    const tooLong = setTimeout(conversation.close, untilWords)
    const place = pairing.begin('inviter')
    let agreed = false
    try {
      const joined = await joinByInvitation(conversation, device, invitation, async (...given) => {
        clearTimeout(tooLong)
        show({ phase: 'comparing' })
        const same = await place.compare(...given)
        if (same && !isOver()) show({ phase: 'waitingForOther' })
        return same
      })
      agreed = joined.ok
      if (joined.ok) {
        const { member, person, organization, grants } = joined.value
        const { workspace } = invitation
        if (isOver()) return
        decided = true
        const seeded = await store.newcomer.seed({ workspace, device, member, person, organization, grants })
        end(seeded.ok ? ok({ workspace, member, personId: person }) : seeded)
      } else if (joined.error.type !== 'Closed') end(failureOf(joined.error))
    } catch (error) {
      report(error)
      end(problem('NotSaved', { why: error instanceof Error ? error.name : 'UnknownError' }))
    } finally {
      clearTimeout(tooLong)
      place.ended(agreed ? 'done' : 'refused')
      conversation.close()
      hangUp = undefined
      // Cut off: whoever invited may come back, and knows these keys if it let them in already.
      if (!isOver()) look()
    }
  }
  const stop = team.meet({ topic, device, serve })
  look()
  return {
    id,
    outcome,
    end(given) {
      if (!decided) end(given)
    },
  }
}

function failureOf(failure: JoinFailure): Joined {
  switch (failure.type) {
    case 'InvitationRefused':
      return problem('InvitationRefused', failure.detail)
    case 'Refused':
      return problem('Refused')
    default:
      // A frame out of turn or a proof that does not hold: nobody who was invited by.
      return problem('NotTheInviter')
  }
}
