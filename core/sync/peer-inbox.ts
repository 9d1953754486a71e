import { peekHeader } from '../journal/peek-header.ts'
import type { DeviceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { maySee } from '../store/may-see.ts'
import type { Place, Vector } from '../store/outgoing.ts'
import { decodeParcel, type Parcel } from '../store/parcel.ts'
import type { Replica } from '../store/replica.ts'
import type { Store } from '../store/store.ts'
import { chainName, chainsOf, createChains, toVector, vectorsOf } from './chains.ts'
import type { PeerConversation } from './peer-handshake.ts'

export type InboxFault = {
  readonly type: 'BadParcel' | 'NotSaved'
  readonly detail?: Readonly<Record<string, string | number>>
}

/** What comes from one other device: asked for where this device may see it, taken through the gate, acknowledged. */
export interface Inbox {
  readonly have: (vector: Vector) => void
  readonly parcels: (items: readonly Uint8Array[]) => Promise<Result<null, InboxFault>>
  /** Asks again for what was offered: more of it may be seen now, or taken. */
  readonly entitlementChanged: () => void
  readonly counts: () => {
    readonly toReceive: number
    readonly received: number
    /** The other said what it has: until then nothing is known to be missing. */
    readonly heard: boolean
  }
}

/** No honest replica passes these on: its own gate would not have let them in. */
const hostile = new Set<string>(['Unreadable', 'BadSignature', 'OtherWorkspace', 'BadKey', 'WrongShard'])

export function createInbox(
  replica: Replica,
  store: Pick<Store, 'receiveMany'>,
  conversation: Pick<PeerConversation, 'say'>,
  /** The other holds these. */
  held: (places: Iterable<Place>) => void,
  changed: () => void,
): Inbox {
  const offered = createChains()
  const asked = createChains()
  let toReceive = 0
  let received = 0
  let heard = false

  const position = ({ shard, device }: Pick<Place, 'shard' | 'device'>): number =>
    replica.heads.get(shard, device)?.sequence ?? 0
  const sees = ({ shard }: Pick<Place, 'shard'>): boolean =>
    maySee(replica.log.now(), replica.device.id, shard, replica.now())
  /** Answers what was offered; with nothing, if nothing of it may be seen. */
  const ask = (places: readonly Place[]): void => {
    const wanted = places.filter(sees).map((place) => ({ ...place, sequence: position(place) }))
    if (wanted.length === 0) conversation.say({ type: 'want', vector: {} })
    for (const place of wanted) {
      const through = offered.get(place) ?? 0
      toReceive += Math.max(0, through - Math.max(place.sequence, asked.get(place) ?? 0))
      asked.reach({ ...place, sequence: through })
    }
    for (const vector of vectorsOf(wanted)) conversation.say({ type: 'want', vector })
  }

  return {
    have(vector) {
      heard = true
      const places = [...chainsOf(vector)]
      places.forEach(offered.reach)
      held(places)
      ask(places)
      changed()
    },
    async parcels(items) {
      const parcels: Parcel[] = []
      const places: Place[] = []
      for (const item of items) {
        const parcel = decodeParcel(item)
        const place = parcel.ok ? peekHeader(parcel.value.envelope) : undefined
        if (!parcel.ok || !place) return problem('BadParcel', { why: 'Unreadable' })
        if ((asked.get(place) ?? 0) < place.sequence) toReceive += 1
        asked.reach(place)
        // The other may not have heard yet that this device sees less now; it is left unread.
        if (!sees(place)) continue
        parcels.push(parcel.value)
        places.push(place)
      }
      // Before it is durable, so that it is not offered back.
      held(places)
      const taken = await store.receiveMany(parcels)
      if (!taken.ok) return problem('NotSaved', taken.error.detail)
      received += items.length
      const refused = new Map<string, { shard: Place['shard']; device: DeviceId; reason: string }>()
      for (const [index, outcome] of taken.value.entries()) {
        if (outcome.type !== 'refused') continue
        if (hostile.has(outcome.reason)) return problem('BadParcel', { why: outcome.reason })
        const { shard, device } = places[index]!
        refused.set(chainName(places[index]!), { shard, device, reason: outcome.reason })
      }
      const reached = new Map(
        places.map((place) => [chainName(place), { ...place, sequence: position(place) }]),
      )
      conversation.say({ type: 'ack', vector: toVector(reached.values()), stopped: [...refused.values()] })
      changed()
      return ok(null)
    },
    entitlementChanged() {
      const lacking = [...offered.all()].filter((place) => place.sequence > position(place))
      if (lacking.some(sees)) ask(lacking)
      changed()
    },
    counts: () => ({ toReceive, received, heard }),
  }
}
