import { mayRead } from '../members/access.ts'
import { hasEnded } from '../members/membership.ts'
import type { DeviceId, MemberId, ShardId } from '../model/ids.ts'
import type { Role } from '../model/record-type.ts'
import type { MemberRow } from '../projections/rows.ts'
import type { Database } from './database.ts'
import { compartmentOf, memberShard, ownerOf } from './shard-names.ts'

/** A colleague's device, or another of one's own, as the screens list it. */
export interface PeerRow {
  readonly device: DeviceId
  readonly member: MemberId
  /** Milliseconds since 1970; absent if this device never met it. */
  readonly lastContact?: number
  /** Envelopes here that it may see and is not known to hold, from whomever they are. */
  readonly toSend: number
}

/** Every other device that stands, from the rows alone: a page holds neither the log nor its keys. */
export async function peerRows(
  { devices, members, heads, peers }: Pick<Database, 'devices' | 'members' | 'heads' | 'peers'>,
  now: number,
): Promise<PeerRow[]> {
  const [deviceRows, memberRows, headRows, known] = await Promise.all([
    devices.toArray(),
    members.toArray(),
    heads.toArray(),
    peers.toArray(),
  ])
  const memberById = new Map(memberRows.map((member) => [member.id, member]))
  const peerById = new Map(known.map((peer) => [peer.device, peer]))
  return deviceRows.flatMap(({ id, member, kind, self, removedAt }) => {
    const of = memberById.get(member)
    if (kind !== 'pwa' || self || removedAt !== undefined || !of || of.removedAt !== undefined) return []
    const peer = peerById.get(id)
    let toSend = 0
    for (const { shard, device, sequence } of headRows)
      // What it wrote itself it holds.
      if (device !== id && sees(of, shard, now))
        toSend += Math.max(0, sequence - (peer?.acknowledged[shard]?.[device] ?? 0))
    return [{ device: id, member, toSend, ...(peer ? { lastContact: peer.lastContact } : {}) }]
  })
}

/** As `isEntitled` has it. */
function sees({ id, roles, until }: MemberRow, shard: ShardId, now: number): boolean {
  if (roles.length === 0 || hasEnded(until, now)) return false
  const compartment = compartmentOf(shard)
  if (shard === memberShard || (compartment === 'self' && ownerOf(shard) === id)) return true
  return mayRead(roles as readonly Role[], compartment)
}
