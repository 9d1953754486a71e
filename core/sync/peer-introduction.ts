import { peekHeader } from '../journal/peek-header.ts'
import type { DeviceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { parcelsAt, placesAfter, vectorOf } from '../store/outgoing.ts'
import { decodeParcel, encodeParcel, type Parcel } from '../store/parcel.ts'
import type { Replica } from '../store/replica.ts'
import { memberShard } from '../store/shard-names.ts'
import type { Store } from '../store/store.ts'
import type { Link } from './link.ts'
import { maxParcels, parcelsBudget } from './peer-frames.ts'
import type { PeerConversation } from './peer-handshake.ts'

export type IntroductionFault = {
  readonly type:
    | 'Closed'
    | 'UnexpectedFrame'
    /** The log does not know the other device, also after it showed its own. */
    | 'UnknownDevice'
    /** The other does not know this one. */
    | 'UnknownHere'
    | 'Removed'
    | 'RemovedHere'
    | 'BadParcel'
    | 'NotSaved'
  readonly detail?: Readonly<Record<string, string | number>>
}

/** Most operations a device may show to become known, and their bytes. */
const mostOperations = 20_000
const mostBytes = 64 * 1024 * 1024

interface Meeting {
  readonly replica: Replica
  readonly store: Pick<Store, 'receiveMany'>
  readonly peer: DeviceId
  readonly link: Pick<Link, 'drained'>
}

/**
 * Two devices that proved their keys see whether their logs know each other. Where one does not, the other, which it
 * must know itself, shows its log; the operation that added it is in there, signed by an administrator, or it goes.
 */
export async function introduce(
  conversation: PeerConversation,
  meeting: Meeting,
): Promise<Result<null, IntroductionFault>> {
  const { replica, peer } = meeting
  const standing = standingOf(replica, peer)
  conversation.say({ type: 'standing', standing })
  const theirs = await conversation.next()
  if (!theirs) return problem('Closed')
  if (theirs.type !== 'standing') return problem('UnexpectedFrame')
  if (standing === 'removed') return problem('Removed')
  // Only somebody of this log may say so: anybody can prove a key of their own.
  if (theirs.standing === 'removed') return problem(standing === 'member' ? 'RemovedHere' : 'UnknownDevice')
  // Neither knows the other: a log is shown to nobody who might be just anyone.
  if (standing === 'unknown' && theirs.standing === 'unknown') return problem('UnknownDevice')
  if (theirs.standing === 'unknown') {
    await showLog(conversation, meeting)
    const now = await conversation.next()
    if (!now) return problem('Closed')
    if (now.type !== 'standing') return problem('UnexpectedFrame')
    if (now.standing !== 'member') return problem(now.standing === 'removed' ? 'RemovedHere' : 'UnknownHere')
  }
  if (standing === 'unknown') {
    const read = await readLog(conversation, meeting)
    if (!read.ok) return read
    const now = standingOf(replica, peer)
    conversation.say({ type: 'standing', standing: now })
    if (now !== 'member') return problem(now === 'removed' ? 'Removed' : 'UnknownDevice')
  }
  return ok(null)
}

/** An extension is no member of this conversation: it has its own. */
export function standingOf({ log }: Pick<Replica, 'log'>, peer: DeviceId): 'member' | 'unknown' | 'removed' {
  const device = log.now()?.devices.get(peer)
  if (!device || device.kind !== 'pwa') return 'unknown'
  return device.last ? 'removed' : 'member'
}

async function showLog(conversation: PeerConversation, { replica, link }: Meeting): Promise<void> {
  const all = vectorOf(replica, (shard) => shard === memberShard)
  const from = Object.fromEntries(
    Object.entries(all).map(([shard, devices]) => [
      shard,
      Object.fromEntries(Object.keys(devices).map((device) => [device, 0])),
    ]),
  )
  const places = await placesAfter(replica, from)
  let items: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (let at = 0; at < places.length; at += maxParcels) {
    for (const parcel of await parcelsAt(replica, places.slice(at, at + maxParcels))) {
      if (!parcel) continue
      const bytes = encodeParcel(parcel)
      if (items.length === maxParcels || (items.length > 0 && size + bytes.length > parcelsBudget)) {
        await link.drained?.()
        conversation.say({ type: 'log', items, last: false })
        items = []
        size = 0
      }
      items.push(bytes)
      size += bytes.length
    }
  }
  conversation.say({ type: 'log', items, last: true })
}

async function readLog(
  conversation: PeerConversation,
  { store }: Meeting,
): Promise<Result<null, IntroductionFault>> {
  let operations = 0
  let size = 0
  for (;;) {
    const frame = await conversation.next()
    if (!frame) return problem('Closed')
    if (frame.type !== 'log') return problem('UnexpectedFrame')
    const parcels: Parcel[] = []
    for (const item of frame.items) {
      const parcel = decodeParcel(item)
      const place = parcel.ok ? peekHeader(parcel.value.envelope) : undefined
      if (!parcel.ok || place?.shard !== memberShard) return problem('BadParcel', { why: 'NotTheLog' })
      parcels.push(parcel.value)
      size += item.length
    }
    operations += parcels.length
    if (operations > mostOperations || size > mostBytes) return problem('BadParcel', { why: 'TooLarge' })
    const taken = await store.receiveMany(parcels)
    if (!taken.ok) return problem('NotSaved', taken.error.detail)
    for (const outcome of taken.value)
      if (outcome.type === 'refused') return problem('BadParcel', { why: outcome.reason })
    if (frame.last) return ok(null)
  }
}
