import type { DeviceId } from '../../core/model/ids.ts'
import type { PeerView } from '../../core/store/commands.ts'
import type { Store } from '../../core/store/store.ts'
import type { Link } from '../../core/sync/link.ts'
import {
  startPeerSession,
  type PeerEnd,
  type PeerProgress,
  type PeerSession,
} from '../../core/sync/peer-session.ts'

export interface PeerDeskOptions {
  readonly store: Store
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told when what the screens show changed, a few times a second at most. */
  readonly changed: () => void
  /** A session ended with a reason, or stands: then without one. */
  readonly met?: (end: PeerEnd | undefined) => void
  readonly report: (error: unknown) => void
}

/** The sessions with colleagues' devices: each on a link of its own, none knows of the others. */
export interface PeerDesk {
  /** `named`: whom the signaling server said it is, until the device proves it. */
  readonly serve: (link: Link, named?: DeviceId) => Promise<void>
  readonly view: () => readonly PeerView[]
  /** Counts of the sessions that stand. */
  readonly progress: () => readonly PeerProgress[]
  /** Forgets whom it met: another workspace. */
  readonly clear: () => void
}

/** A first sync counts thousands of envelopes a second; nobody reads faster than this, milliseconds. */
const breath = 250
/** Before anything is known to go either way. */
export const nothing = { toSend: 0, sent: 0, toReceive: 0, received: 0 }

export function createPeerDesk({ store, now, changed, met, report }: PeerDeskOptions): PeerDesk {
  const sessions = new Map<PeerSession, { device: DeviceId | undefined; known: boolean }>()
  const refused = new Map<DeviceId, PeerView>()
  let telling: ReturnType<typeof setTimeout> | undefined

  const tellSoon = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined
      changed()
    }, breath)
  }
  const memberOf = (device: DeviceId): Pick<PeerView, 'member'> => {
    const member = store.replica()?.log.now()?.devices.get(device)?.member
    return member === undefined ? {} : { member }
  }
  const viewOf = (
    session: PeerSession,
    { device, known }: { device: DeviceId; known: boolean },
  ): PeerView => {
    if (!known) return { device, state: 'proving', ...nothing }
    const { heard, ...counts } = session.progress()
    const isEven = heard && counts.sent >= counts.toSend && counts.received >= counts.toReceive
    return {
      device,
      ...memberOf(device),
      state: isEven ? 'live' : 'syncing',
      ...counts,
      lastContact: now(),
    }
  }
  return {
    async serve(link, named) {
      const session = startPeerSession({
        store,
        link,
        met(peer) {
          sessions.set(session, { device: peer, known: true })
          refused.delete(peer)
          met?.(undefined)
          tellSoon()
        },
        progress: tellSoon,
        report,
      })
      sessions.set(session, { device: named, known: false })
      tellSoon()
      const end = await session.done
      const { device } = sessions.get(session)!
      sessions.delete(session)
      if (end.type !== 'Closed') {
        const reason = end.type
        if (device)
          refused.set(device, {
            device,
            ...memberOf(device),
            state: 'refused',
            reason,
            ...nothing,
            lastContact: now(),
          })
        met?.(end)
      }
      tellSoon()
    },
    view() {
      const views = [...sessions].flatMap(([session, { device, known }]) =>
        device ? [viewOf(session, { device, known })] : [],
      )
      const shown = new Set(views.map(({ device }) => device))
      return [...views, ...[...refused.values()].filter(({ device }) => !shown.has(device))]
    },
    progress: () => [...sessions].flatMap(([session, { known }]) => (known ? [session.progress()] : [])),
    clear: () => refused.clear(),
  }
}
