import type { DeviceId } from '../model/ids.ts'
import type { Replica } from './replica.ts'

/** What everyone has heard of a device until now: shard → sequence, the membership log included. */
export const lastOf = (replica: Pick<Replica, 'heads'>, device: DeviceId): Record<string, number> =>
  Object.fromEntries(replica.heads.of(device).map(({ shard, sequence }) => [shard, sequence]))
