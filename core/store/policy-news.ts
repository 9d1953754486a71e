import type { DeviceId } from '../model/ids.ts'
import type { Change } from './commands.ts'
import type { HeadRow } from './database.ts'
import type { RecordTypes } from './replica.ts'
import { memberShard } from './shard-names.ts'

/** Policy records, and the organisation whose type decides what the rules do. */
export function touchesPolicy(change: Change, types: RecordTypes): boolean {
  const type =
    change.type === 'create'
      ? types.byKey(change.recordType)
      : types.byPrefix(change.id.slice(0, change.id.indexOf('-')))
  return type?.compartment === 'policy' || type?.key === 'organization'
}

/** The same of what others wrote, as far as shards tell; and who may decide, whoever wrote that. */
export const isPolicyNews = ({ shard, device }: HeadRow, own: DeviceId | undefined): boolean =>
  shard === memberShard ||
  (device !== own && (shard.startsWith('policy.') || shard.startsWith('common.foundation.')))
