import type { DeviceId } from '../model/ids.ts'
import type { HeadRow } from '../store/database.ts'
import { maySee } from '../store/may-see.ts'
import { parcelsAt, placesAfter, type Place, type Vector } from '../store/outgoing.ts'
import { encodeParcel } from '../store/parcel.ts'
import type { Replica } from '../store/replica.ts'
import { memberShard } from '../store/shard-names.ts'
import { chainName, chainsOf, createChains, toVector, vectorsOf } from './chains.ts'
import type { Link } from './link.ts'
import { maxParcels, parcelsBudget } from './peer-frames.ts'
import type { PeerConversation } from './peer-handshake.ts'

/** Frames of parcels under way at once: one is written there while the next is read here. */
const window = 4
/** Envelopes read at once: no more are held in memory than fit some frames. */
const readAhead = 64

/** What goes to one other device: what it may see, what it asked for, in an order its gate admits. */
export interface Outbox {
  /** Says how far the chains reach that the other may see, where that is news to it. */
  readonly offer: () => void
  /** The other's positions in what was offered. */
  readonly want: (vector: Vector) => Promise<void>
  readonly durable: (heads: readonly HeadRow[]) => void
  /** The other holds these, whoever brought them. */
  readonly holds: (places: Iterable<Place>) => void
  /** False if nothing was under way: then the other answers what was never said. */
  readonly acknowledged: (vector: Vector, stopped: readonly Pick<Place, 'shard' | 'device'>[]) => boolean
  /** What may be seen may have changed. */
  readonly entitlementChanged: () => void
  readonly counts: () => { readonly toSend: number; readonly sent: number }
  /** What the other said it holds. */
  readonly acknowledgedVector: () => Vector
  readonly idle: () => boolean
}

export function createOutbox(
  replica: Replica,
  peer: DeviceId,
  conversation: Pick<PeerConversation, 'say'>,
  link: Pick<Link, 'drained'>,
  changed: () => void,
  report: (error: unknown) => void,
): Outbox {
  const told = createChains()
  /** Sent, or on its way, up to here; only chains the other asked for. */
  const queuedThrough = createChains()
  const held = createChains()
  const stopped = new Set<string>()
  let queue: Place[] = []
  let ready: { readonly place: Place; readonly bytes: Uint8Array }[] = []
  const flight: number[] = []
  let toSend = 0
  let sent = 0
  let pumping = false
  let last = Promise.resolve()
  /** Said and not answered yet: until then news is gathered, so that a slow reader is not talked over. */
  let unanswered = 0
  let more = false

  const sees = ({ shard }: Pick<Place, 'shard'>): boolean =>
    maySee(replica.log.now(), peer, shard, replica.now())
  /** Reading what is missing takes a while; nothing of a chain may overtake what stands before it. */
  const inOrder = (work: () => Promise<void> | void): Promise<void> => {
    last = last.then(work).catch(report)
    return last
  }
  const without = (gone: (place: Place) => boolean): void => {
    const before = queue.length + ready.length
    queue = queue.filter((place) => !gone(place))
    ready = ready.filter(({ place }) => !gone(place))
    toSend -= before - queue.length - ready.length
  }
  const enqueue = (places: readonly Place[]): void => {
    for (const place of places) queue.push(place)
    toSend += places.length
  }

  const refill = async (): Promise<void> => {
    const places = queue.splice(0, readAhead)
    const parcels = await parcelsAt(replica, places)
    places.forEach((place, index) => {
      const parcel = parcels[index]
      if (parcel) ready.push({ place, bytes: encodeParcel(parcel) })
      else toSend -= 1
    })
  }
  /** What goes into the next frame; whether it may be seen is asked at the last moment. */
  const frame = (): Uint8Array[] => {
    const items: Uint8Array[] = []
    let size = 0
    while (ready.length > 0 && items.length < maxParcels) {
      const { place, bytes } = ready[0]!
      if (items.length > 0 && size + bytes.length > parcelsBudget) break
      ready.shift()
      if (!sees(place) || stopped.has(chainName(place))) {
        toSend -= 1
        continue
      }
      items.push(bytes)
      size += bytes.length
    }
    return items
  }
  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    try {
      while (flight.length < window && (ready.length > 0 || queue.length > 0)) {
        if (ready.length < readAhead && queue.length > 0) await refill()
        await link.drained?.()
        const items = frame()
        if (items.length === 0) continue
        flight.push(items.length)
        conversation.say({ type: 'parcels', items: items as Uint8Array<ArrayBuffer>[] })
      }
    } catch (error) {
      report(error)
    } finally {
      pumping = false
      changed()
    }
  }

  const offer = (): void => {
    more = unanswered > 0
    if (more) return
    const news = [...replica.heads.all()].filter(
      (head) =>
        !stopped.has(chainName(head)) &&
        head.sequence > Math.max(told.get(head) ?? 0, held.get(head) ?? 0) &&
        sees(head),
    )
    for (const vector of vectorsOf(news)) {
      unanswered += 1
      conversation.say({ type: 'have', vector })
    }
    news.forEach(told.set)
  }

  return {
    offer,
    want: (vector) =>
      inOrder(async () => {
        unanswered = Math.max(0, unanswered - 1)
        if (more) offer()
        const asked = [...chainsOf(vector)].filter(sees)
        const names = new Set(asked.map(chainName))
        without((place) => names.has(chainName(place)))
        for (const place of asked) {
          stopped.delete(chainName(place))
          held.reach(place)
          const reached = replica.heads.get(place.shard, place.device)?.sequence ?? 0
          queuedThrough.set({ ...place, sequence: Math.max(reached, place.sequence) })
        }
        const limits = new Map(asked.map((place) => [chainName(place), queuedThrough.get(place) ?? 0]))
        const places = await placesAfter(replica, toVector(asked))
        // What became durable meanwhile follows in its own turn.
        enqueue(places.filter((place) => place.sequence <= (limits.get(chainName(place)) ?? 0)))
        void pump()
        changed()
      }),
    durable(heads) {
      let others = false
      for (const head of heads) {
        const through = queuedThrough.get(head)
        // One's own goes out at once; of others' it is said first, since somebody else may have brought it.
        const pushed = head.device === replica.device.id || head.shard === memberShard
        if (through === undefined || !pushed) others = true
        else
          void inOrder(() => {
            const from = Math.max(queuedThrough.get(head) ?? 0, held.get(head) ?? 0)
            if (head.sequence <= from || stopped.has(chainName(head)) || !sees(head)) return
            const { shard, device } = head
            const places = Array.from({ length: head.sequence - from }, (_, index) => ({
              shard,
              device,
              sequence: from + 1 + index,
            }))
            queuedThrough.set(head)
            told.reach(head)
            enqueue(places)
            void pump()
            changed()
          })
      }
      if (others) offer()
    },
    holds(places) {
      for (const place of places) held.reach(place)
    },
    acknowledged(vector, ended) {
      const count = flight.shift()
      if (count === undefined) return false
      sent += count
      for (const place of chainsOf(vector)) held.reach(place)
      for (const place of ended) stopped.add(chainName(place))
      if (ended.length > 0) without((place) => stopped.has(chainName(place)))
      void pump()
      changed()
      return true
    },
    entitlementChanged() {
      without((place) => !sees(place))
      offer()
      changed()
    },
    counts: () => ({ toSend, sent }),
    acknowledgedVector: () => toVector(held.all()),
    idle: () => queue.length === 0 && ready.length === 0 && flight.length === 0,
  }
}
