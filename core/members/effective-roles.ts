import type { EnvelopeHeader } from '../journal/envelope.ts'
import type { Role } from '../model/record-type.ts'
import type { MemberLog } from './member-log.ts'
import { acceptedThrough, concerns, cutAt, hasEnded, rolesOf } from './membership.ts'

/**
 * The roles an envelope counts by, as the whole log says now: those of its causal point, less what changes its author
 * had not heard of took away. Undefined where it does not stand at all, since its device was removed before it or was
 * never rightly added, and where its past has not arrived. Depends on envelope and log alone, in no order.
 */
export function effectiveRoles(
  log: Pick<MemberLog, 'at' | 'now'>,
  header: Pick<EnvelopeHeader, 'device' | 'shard' | 'sequence' | 'members' | 'time'>,
): readonly Role[] | undefined {
  const then = log.at(header.members)
  const now = log.now()
  const device = then?.devices.get(header.device)
  if (!then || !now || !device) return undefined
  if (header.sequence > acceptedThrough(now, device.id, header.shard)) return undefined
  let roles = rolesOf(then, device.id, header.time)
  for (const change of now.restrictions.values()) {
    const { roles: left } = change
    if (!left || !concerns(change, device) || then.restrictions.has(change.operation)) continue
    if (header.sequence <= cutAt(change, device.id, header.shard)) continue
    roles = hasEnded(change.until, header.time) ? [] : roles.filter((role) => left.includes(role))
  }
  return roles
}
