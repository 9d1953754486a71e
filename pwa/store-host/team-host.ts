import type { Command, CommandResult, HostStatus, JoiningView, PeerView } from '../../core/store/commands.ts'
import type { Store } from '../../core/store/store.ts'
import type { PeerEnd } from '../../core/sync/peer-session.ts'
import { createInvitationDesk } from './invitation-desk.ts'
import { createJoinDesk } from './join-desk.ts'
import type { PairingDesk } from './pairing-desk.ts'
import { createPeerDesk, nothing } from './peer-desk.ts'
import type { FromWorker, LinkView, ToWorker } from './protocol.ts'
import { createTeamDesk } from './team-desk.ts'

export interface TeamHostOptions {
  readonly store: Store
  readonly tell: (message: FromWorker) => void
  readonly listen: (listener: (message: ToWorker) => void) => void
  readonly pairing: PairingDesk
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What the screens see of the team: these parts of the status, and no others of them. */
  readonly show: (parts: TeamParts) => void
  readonly report: (error: unknown) => void
  /** Milliseconds to look for an inviter. */
  readonly patience?: number
}

export type TeamParts = Pick<HostStatus, 'team' | 'joining' | 'removed'>

/** Everything of this origin's store that concerns colleagues' browsers: sessions, invitations given and answered. */
export interface TeamHost {
  /** The store was opened. */
  readonly opened: () => Promise<void>
  /** A command was executed. */
  readonly follow: (command: Command['type']) => Promise<void>
  readonly join: (text: string) => Promise<CommandResult<Extract<Command, { type: 'join' }>>>
  readonly cancelJoin: () => void
  readonly close: () => void
}

export function createTeamHost(options: TeamHostOptions): TeamHost {
  const { store, tell, listen, pairing, now, show, report, patience } = options
  let on = false
  let link: LinkView | undefined
  let joining: JoiningView | undefined
  let receiving = false
  let removedAt: number | undefined

  const tellAll = (): void => {
    const shown = receiving ? progressOf(store, peers.progress()) : joining
    show({
      ...(store.replica()
        ? {
            team: {
              on,
              signaling: link?.signaling ?? 'off',
              links: link?.links ?? 0,
              peers: withConnecting(),
            },
          }
        : {}),
      ...(shown ? { joining: shown } : {}),
      ...(removedAt === undefined ? {} : { removed: { at: removedAt } }),
    })
  }
  const withConnecting = (): readonly PeerView[] => {
    const known = peers.view()
    const devices = store.replica()?.log.now()?.devices
    const others = (link?.connecting ?? []).filter(
      (device) => devices?.has(device) && !known.some((peer) => peer.device === device),
    )
    return [
      ...known,
      ...[...new Set(others)].map((device) => ({ device, state: 'connecting' as const, ...nothing })),
    ]
  }
  const met = (end: PeerEnd | undefined): void => {
    const removed = end?.type === 'RemovedHere'
    if (!removed && (end || removedAt === undefined)) return
    // Somebody who took this device for removed may be wrong; a session that stands says so.
    removedAt = removed ? (removedAt ?? now()) : undefined
    store.newcomer.setRemoved(removedAt).catch(report)
    tellAll()
  }
  const changed = (): void => {
    if (receiving && isAllHere(peers.progress()) && isKnownHere(store)) {
      receiving = false
      joining = undefined
      store.newcomer.receivedAll().catch(report)
    }
    tellAll()
  }
  const peers = createPeerDesk({ store, now, changed, met, report })
  const team = createTeamDesk({
    tell,
    store,
    servePeer: peers.serve,
    view(view) {
      link = view
      tellAll()
    },
    report,
  })
  listen(team.hear)

  const follow = async (): Promise<void> => {
    on = await store.teamLink()
    await team.follow()
    await invitations.follow()
    tellAll()
  }
  const invitations = createInvitationDesk({
    store,
    team,
    pairing,
    now,
    welcomed: () => void follow().catch(report),
    report,
  })
  const joins = createJoinDesk({
    store,
    team,
    pairing,
    now,
    show(view) {
      joining = view
      tellAll()
    },
    report,
    ...(patience === undefined ? {} : { patience }),
  })

  return {
    async opened() {
      // Read once: what a later write of it says is known here before it is durable.
      ;[receiving, removedAt] = await Promise.all([store.newcomer.isReceiving(), store.newcomer.removedAt()])
      await follow()
    },
    async follow(command) {
      if (!concerns.has(command)) return
      // Whoever founds a workspace joins none.
      if (store.replica()) joins.cancel()
      else peers.clear()
      await follow()
    },
    async join(text) {
      const joined = await joins.join(text)
      receiving ||= joined.ok
      if (joined.ok) await follow()
      return joined
    },
    cancelJoin: joins.cancel,
    close() {
      joins.cancel()
      invitations.close()
      team.close()
    },
  }
}

const concerns = new Set<Command['type']>([
  'createWorkspace',
  'createSample',
  'removeSample',
  'restoreBackup',
  'setTeamLink',
  'invite',
  'withdrawInvitation',
])

/** Of those who said what they have, none lacks anything: a colleague who is behind says little, and is soon done. */
const isAllHere = (
  sessions: readonly { readonly heard: boolean; readonly received: number; readonly toReceive: number }[],
): boolean => {
  const heard = sessions.filter((session) => session.heard)
  return heard.length > 0 && heard.every(({ received, toReceive }) => received >= toReceive)
}

/** The log came, and says who this is. */
const isKnownHere = (store: Store): boolean => {
  const replica = store.replica()
  return replica?.log.now()?.devices.get(replica.device.id) !== undefined
}

/** Of the journal as it stands here, so that a session that begins again goes on counting where the last one ended. */
function progressOf(
  store: Store,
  sessions: readonly { readonly received: number; readonly toReceive: number }[],
): JoiningView {
  let received = 0
  for (const { sequence } of store.replica()?.heads.all() ?? []) received += sequence
  const missing = Math.max(0, ...sessions.map((session) => session.toReceive - session.received))
  return { phase: 'receiving', received, of: received + missing }
}
