import { meetingTopic } from '../../core/members/invitation.ts'
import { organisationName } from '../../core/store/build-bundle.ts'
import type { Store } from '../../core/store/store.ts'
import { boundedLink } from '../../core/sync/bounded-link.ts'
import { converseToJoin, type JoinConversation } from '../../core/sync/join-frames.ts'
import { welcomeNewcomer } from '../../core/sync/joining.ts'
import type { Link } from '../../core/sync/link.ts'
import type { PairingDesk } from './pairing-desk.ts'
import type { TeamDesk } from './team-desk.ts'

export interface InvitationDeskOptions {
  readonly store: Store
  readonly team: Pick<TeamDesk, 'meet'>
  readonly pairing: Pick<PairingDesk, 'begin'>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Somebody is in the log who was not before. */
  readonly welcomed: () => void
  readonly report: (error: unknown) => void
}

/** Waits where this device's invitations are answered, as long as they may be. */
export interface InvitationDesk {
  /** Invitations may have been given, withdrawn or used, or the workspace is another. */
  readonly follow: () => Promise<void>
  readonly close: () => void
}

/** Frames that may wait to be read; an honest newcomer sends three. */
const mostFrames = 8
/** Milliseconds after which somebody who says nothing is let go. */
const patience = 20_000
/** A timer of the browser holds no more than this. */
const longestTimer = 2 ** 31 - 1

export function createInvitationDesk(options: InvitationDeskOptions): InvitationDesk {
  const { store, team, pairing, now, welcomed, report } = options
  const waiting = new Map<string, () => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  let last: Promise<void> = Promise.resolve()

  const follow = (): Promise<void> => (last = last.then(look, look))
  const look = async (): Promise<void> => {
    const open = closed ? [] : await store.inviter.answerable()
    for (const [id, stop] of waiting) {
      if (open.some((one) => one.id === id)) continue
      waiting.delete(id)
      stop()
    }
    for (const { id, given } of open)
      if (!waiting.has(id)) waiting.set(id, team.meet({ topic: await meetingTopic(given.secret), serve }))
    clearTimeout(timer)
    const next = Math.min(...open.map(({ given }) => given.expires - now()))
    if (next !== Infinity)
      timer = setTimeout(() => void follow().catch(report), Math.min(next + 1, longestTimer))
  }

  const serve = async (link: Link): Promise<void> => {
    const conversation = joinOver(link)
    const tooLong = setTimeout(conversation.close, patience)
    const place = pairing.begin('newcomer')
    let done = false
    try {
      const hello = await conversation.next()
      const replica = store.replica()
      if (hello?.type !== 'joinHello' || !replica) return conversation.close()
      const outcome = await welcomeNewcomer(conversation, hello, {
        device: replica.device,
        organisation: organisationName(await replica.rows.get(replica.organizationId)).slice(0, 200),
        invitation: store.inviter.invitation,
        compare(...given) {
          // Now it waits for people.
          clearTimeout(tooLong)
          return place.compare(...given)
        },
        enrol: store.inviter.welcome,
      })
      done = outcome.ok
    } finally {
      clearTimeout(tooLong)
      // Whatever happened, nobody may be left in front of a question that no longer leads anywhere.
      place.ended(done ? 'done' : 'refused')
    }
    if (done) welcomed()
    // What was said must arrive: the newcomer hangs up.
    const goodbye = setTimeout(conversation.close, patience)
    await conversation.next()
    clearTimeout(goodbye)
    conversation.close()
  }

  return {
    follow,
    close() {
      closed = true
      clearTimeout(timer)
      for (const stop of waiting.values()) stop()
      waiting.clear()
    },
  }
}

/** The conversation over a link nobody has proved anything on yet: what comes too fast closes it. */
export function joinOver(link: Link): JoinConversation {
  const bounded = boundedLink(link, mostFrames)
  const spoken = converseToJoin(bounded)
  return {
    ...spoken,
    async next() {
      const frame = await spoken.next()
      bounded.read()
      return frame
    },
  }
}
