import type { DeviceId } from '../model/ids.ts'
import { noteContact } from '../store/peers.ts'
import { memberShard } from '../store/shard-names.ts'
import type { Replica } from '../store/replica.ts'
import type { Store } from '../store/store.ts'
import { boundedLink } from './bounded-link.ts'
import { converseIn } from './conversation.ts'
import { introduce, standingOf, type IntroductionFault } from './peer-introduction.ts'
import { createChunkDesk, type ChunkDesk, type ChunkFault } from './peer-chunks.ts'
import { provePeers, type HandshakeFault, type PeerConversation } from './peer-handshake.ts'
import { createInbox, type InboxFault } from './peer-inbox.ts'
import { peerFrameShape } from './peer-frames.ts'
import { createOutbox } from './peer-outbox.ts'
import type { Link } from './link.ts'

/** Envelopes of this session: all that are known to go each way, and those of them that are durable on the far side. */
export interface PeerProgress {
  readonly toSend: number
  readonly sent: number
  readonly toReceive: number
  readonly received: number
  /** The other said what it has: until then nothing is known to be missing. */
  readonly heard: boolean
}

/** Why a session ended. `Removed`: the other device was; `RemovedHere`: the other says this one was. */
export type PeerEnd =
  | HandshakeFault
  | IntroductionFault
  | InboxFault
  | ChunkFault
  | {
      readonly type: 'Closed' | 'Removed' | 'RemovedHere' | 'Nonsense' | 'Flooded' | 'NoWorkspace' | 'Fault'
      readonly detail?: Readonly<Record<string, string | number>>
    }

export interface PeerSessionOptions {
  readonly store: Pick<Store, 'replica' | 'receiveMany' | 'onDurable'>
  readonly link: Link
  /** The other device proved itself and the log knows it. */
  readonly met?: (peer: DeviceId) => void
  readonly progress?: (progress: PeerProgress) => void
  /** Where a bug is shown; the session ends. */
  readonly report: (error: unknown) => void
}

export interface PeerSession {
  readonly done: Promise<PeerEnd>
  readonly close: () => void
  /** Chunks of attached files from this device; resolves with the names it did not give. */
  readonly bringChunks: ChunkDesk['bring']
  readonly progress: () => PeerProgress
}

/** Frames that may wait to be read: more than any honest device has under way. */
const mostFrames = 64

/**
 * Replication between two PWAs over a link, the same on both sides: prove the device keys, make each other known,
 * say what one has, ask for what one lacks and may see, take it through the gate, acknowledge what is durable, and go on
 * as things change. Nothing of a session outlives it: another begins from what both hold.
 */
export function startPeerSession({ store, link, met, progress, report }: PeerSessionOptions): PeerSession {
  const bounded = boundedLink(link, mostFrames)
  const spoken = converseIn(bounded, peerFrameShape)
  const conversation: PeerConversation = {
    ...spoken,
    async next() {
      const frame = await spoken.next()
      bounded.read()
      return frame
    },
  }
  let counts: PeerProgress = { toSend: 0, sent: 0, toReceive: 0, received: 0, heard: false }
  let live: (desk: ChunkDesk | undefined) => void = () => undefined
  /** Undefined if it ended before it began. */
  const chunks = new Promise<ChunkDesk | undefined>((resolve) => (live = resolve))
  let closed = false

  const run = async (): Promise<PeerEnd> => {
    const replica = store.replica()
    if (!replica) return { type: 'NoWorkspace' }
    const proven = await provePeers(conversation, replica, link.binding ?? '')
    if (!proven.ok) return proven.error
    const peer = proven.value
    const known = await introduce(conversation, { replica, store, peer, link })
    if (!known.ok) return known.error
    met?.(peer)
    const end = await replicate(replica, peer)
    return bounded.flooded() ? { type: 'Flooded' } : end
  }

  const replicate = async (replica: Replica, peer: DeviceId): Promise<PeerEnd> => {
    const noting = contactNotes(replica, peer, () => outbox.acknowledgedVector(), report)
    const changed = (): void => {
      counts = { ...outbox.counts(), ...inbox.counts() }
      progress?.(counts)
      if (outbox.idle()) noting.later()
    }
    const outbox = createOutbox(replica, peer, conversation, link, changed, report)
    const inbox = createInbox(replica, store, conversation, outbox.holds, changed)
    const desk = createChunkDesk(replica, peer, conversation, link)
    let ended: PeerEnd | undefined

    const stop = store.onDurable((heads) => {
      if (closed || store.replica() !== replica) return conversation.close()
      if (heads.some(({ shard }) => shard === memberShard)) {
        if (standingOf(replica, peer) !== 'member') {
          ended = { type: 'Removed' }
          conversation.say({ type: 'standing', standing: 'removed' })
          return conversation.close()
        }
        outbox.durable(heads)
        outbox.entitlementChanged()
        inbox.entitlementChanged()
      } else outbox.durable(heads)
    })
    try {
      await noting.now()
      outbox.offer()
      live(desk)
      const end = await converse(conversation, { outbox, inbox, desk })
      return ended ?? end
    } finally {
      stop()
      desk.close()
      await noting.now()
    }
  }

  const runToTheEnd = async (): Promise<PeerEnd> => {
    try {
      const end = await run()
      const where = end.type === 'Closed' ? conversation.nonsense() : undefined
      return where === undefined ? end : { type: 'Nonsense', detail: { at: where } }
    } catch (error) {
      report(error)
      return { type: 'Fault' }
    } finally {
      conversation.close()
      live(undefined)
    }
  }
  return {
    done: runToTheEnd(),
    close() {
      closed = true
      conversation.close()
    },
    bringChunks: async (digests, counting) => (await chunks)?.bring(digests, counting) ?? digests,
    progress: () => counts,
  }
}

async function converse(
  conversation: PeerConversation,
  parts: {
    readonly outbox: ReturnType<typeof createOutbox>
    readonly inbox: ReturnType<typeof createInbox>
    readonly desk: ChunkDesk
  },
): Promise<PeerEnd> {
  const { outbox, inbox, desk } = parts
  for (let frame = await conversation.next(); frame; frame = await conversation.next()) {
    switch (frame.type) {
      case 'have':
        inbox.have(frame.vector)
        break
      case 'want':
        await outbox.want(frame.vector)
        break
      case 'parcels': {
        const taken = await inbox.parcels(frame.items)
        if (!taken.ok) return taken.error
        break
      }
      case 'ack':
        if (!outbox.acknowledged(frame.vector, frame.stopped)) return { type: 'UnexpectedFrame' }
        break
      case 'wantChunks':
        await desk.serve(frame.digests)
        break
      case 'chunk': {
        const taken = await desk.arrived(frame.digest, frame.bytes)
        if (!taken.ok) return taken.error
        break
      }
      case 'standing':
        return frame.standing === 'removed' ? { type: 'RemovedHere' } : { type: 'UnexpectedFrame' }
      default:
        return { type: 'UnexpectedFrame' }
    }
  }
  return { type: 'Closed' }
}

/** What the other device holds, written down when nothing is under way and at the end; one write at a time. */
function contactNotes(
  { database, now }: Replica,
  peer: DeviceId,
  acknowledged: () => Parameters<typeof noteContact>[3],
  report: (error: unknown) => void,
): { readonly now: () => Promise<void>; readonly later: () => void } {
  let writing: Promise<void> = Promise.resolve()
  let wanted = false
  const write = async (): Promise<void> => {
    wanted = false
    // Only counts on a screen and in a file follow from it: a full disk is told by what could not be received.
    await noteContact(database, peer, now(), acknowledged()).catch(report)
  }
  return {
    now: () => (writing = writing.then(write)),
    later() {
      if (wanted) return
      wanted = true
      writing = writing.then(write)
    },
  }
}
