import { isEntitled } from '../members/entitlement.ts'
import type { Membership } from '../members/membership.ts'
import type { DeviceId, ShardId } from '../model/ids.ts'
import { compartmentOf, ownerOf } from './shard-names.ts'

/**
 * Whether a device may hold a shard's envelopes, as entitled by this membership: what sessions and files send, and what
 * they take. Extensions hold none; they get a policy bundle instead. `at`: milliseconds, for roles that end.
 */
export const maySee = (
  membership: Membership | undefined,
  device: DeviceId,
  shard: ShardId,
  at: number,
): boolean =>
  membership !== undefined &&
  isEntitled(
    membership,
    membership.devices.get(device),
    { compartment: compartmentOf(shard), owner: ownerOf(shard) },
    at,
  )
