import { signBytes, type Device } from '../../core/journal/device.ts'
import { toHex } from '../../core/model/bytes.ts'
import type { DeviceId } from '../../core/model/ids.ts'
import type { Store } from '../../core/store/store.ts'
import { dataChannelLink } from '../../core/sync/links/data-channel.ts'
import { portChannel } from '../../core/sync/links/port-channel.ts'
import type { Link } from '../../core/sync/link.ts'
import { signalStatement, workspaceTopic } from '../../core/sync/signaling.ts'
import { endableLink } from './endable-link.ts'
import type { FromWorker, LinkView, ToWorker } from './protocol.ts'

/** Serves a link until it is over; ending is the same as closing. */
export type ServeLink = (
  link: Link,
  /** Whom the signaling server named; not proved. */
  named: DeviceId,
) => Promise<void>

export interface TeamDeskOptions {
  /** To the window that started this worker, which has what a worker has not: RTCPeerConnection. */
  readonly tell: (message: FromWorker) => void
  readonly store: Store
  /** The session with a colleague's device. */
  readonly servePeer: ServeLink
  readonly view: (link: LinkView | undefined) => void
  readonly report: (error: unknown) => void
}

/** Somewhere else than the workspace's own topic: where an invite is answered. */
export interface Meeting {
  readonly topic: string
  readonly serve: ServeLink
  /** Who meets, where there is no workspace yet. */
  readonly device?: Device
}

/** What the worker wants of the network, and what it does with the links it gets. */
export interface TeamDesk {
  /** The workspace or the setting may have changed. */
  readonly follow: () => Promise<void>
  /** Answers how to stop. The person asked for it by inviting or joining, whatever the setting says. */
  readonly meet: (meeting: Meeting) => () => void
  readonly hear: (message: ToWorker) => void
  readonly close: () => void
}

export function createTeamDesk({ tell, store, servePeer, view, report }: TeamDeskOptions): TeamDesk {
  const meetings = new Set<Meeting>()
  /** How to end each, and where it was met. */
  const links = new Map<() => void, string>()
  let own: string | undefined
  let device: Device | undefined
  let topics: readonly string[] = []
  let last: Promise<void> = Promise.resolve()

  /** One after the other, so that the last word said is the newest. */
  const follow = (): Promise<void> => (last = last.then(look, look))
  const look = async (): Promise<void> => {
    const replica = store.replica()
    own = replica && (await store.teamLink()) ? await workspaceTopic(replica.workspace) : undefined
    device = replica?.device ?? [...meetings].find((meeting) => meeting.device)?.device
    topics = [...new Set([...(own === undefined ? [] : [own]), ...[...meetings].map(({ topic }) => topic)])]
    for (const [end, topic] of links) if (!topics.includes(topic)) end()
    if (device && topics.length > 0)
      return tell({ type: 'team', team: { device: device.id, signKey: device.signKey, topics } })
    tell({ type: 'team' })
    view(undefined)
  }
  const sign = async (message: Extract<ToWorker, { type: 'sign' }>): Promise<void> => {
    if (!device) return
    const statement = signalStatement(message.origin, message.nonce, device.signKey)
    tell({ type: 'signed', id: message.id, signature: toHex(await signBytes(device, statement)) })
  }
  const take = ({ topic, device: named, binding, port }: Extract<ToWorker, { type: 'peerLink' }>): void => {
    const channel = portChannel(port)
    const serve = topic === own ? servePeer : [...meetings].find((meeting) => meeting.topic === topic)?.serve
    // Turned off while the channel opened.
    if (!serve) return channel.close()
    const carrier = dataChannelLink(channel, {
      binding,
      refused: (why) => report(new Error(`a peer's link was closed: ${why}`)),
    })
    const { link, end } = endableLink(carrier)
    const over = (): void => {
      links.delete(over)
      end()
    }
    links.set(over, topic)
    serve(link, named).catch(report).finally(over)
  }

  return {
    follow,
    meet(meeting) {
      meetings.add(meeting)
      void follow()
      return () => {
        meetings.delete(meeting)
        void follow()
      }
    },
    hear(message) {
      switch (message.type) {
        case 'start':
          return
        case 'sign':
          return void sign(message).catch(report)
        case 'peerLink':
          return take(message)
        case 'teamView':
          return view(topics.length > 0 ? message.view : undefined)
      }
    },
    close() {
      meetings.clear()
      topics = []
      own = undefined
      tell({ type: 'team' })
      for (const end of [...links.keys()]) end()
    },
  }
}
