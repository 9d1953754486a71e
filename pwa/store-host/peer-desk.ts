import type { DeviceId } from '../../core/model/ids.ts'
import type { PeerView, TeamView } from '../../core/store/commands.ts'
import type { Store } from '../../core/store/store.ts'
import type { Link } from '../../core/sync/link.ts'
import { startPeerSession, type PeerEnd, type PeerSession } from '../../core/sync/peer-session.ts'

export interface PeerDeskOptions {
  readonly store: Store
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told when what the screens show changed, a few times a second at most. */
  readonly changed: () => void
  readonly report: (error: unknown) => void
}

/** The sessions with colleagues' devices: each on a link of its own, none knows of the others. */
export interface PeerDesk {
  readonly serve: (link: Link) => Promise<void>
  readonly view: () => Pick<TeamView, 'peers' | 'ended'>
}

/** A first sync counts thousands of envelopes a second; nobody reads faster than this, milliseconds. */
const breath = 250

export function createPeerDesk({ store, now, changed, report }: PeerDeskOptions): PeerDesk {
  const sessions = new Map<PeerSession, DeviceId>()
  let ended: TeamView['ended']
  let telling: ReturnType<typeof setTimeout> | undefined

  const tellSoon = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined
      changed()
    }, breath)
  }
  const note = (end: PeerEnd): void => {
    if (end.type !== 'Closed') ended = { at: now(), reason: end.type }
    tellSoon()
  }
  return {
    async serve(link) {
      const session = startPeerSession({
        store,
        link,
        met(peer) {
          sessions.set(session, peer)
          // Whatever went wrong before: somebody is here now.
          ended = undefined
          tellSoon()
        },
        progress: tellSoon,
        report,
      })
      try {
        note(await session.done)
      } finally {
        sessions.delete(session)
      }
    },
    view: () => ({
      peers: [...sessions].map(([session, device]): PeerView => ({ device, ...session.progress() })),
      ...(ended ? { ended } : {}),
    }),
  }
}
