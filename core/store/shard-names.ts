import { madeAt, type RecordId, type ShardId } from '../model/ids.ts'
import type { RecordType } from '../model/record-type.ts'

/**
 * `isms.audit.2026`: a register group within a compartment, and the year in which the record's id was made. It
 * follows from the id alone, so every replica finds the one shard a record may be in, and years can be archived.
 */
export function shardOf(type: RecordType, record: RecordId): ShardId {
  const year = new Date(madeAt(record)).getUTCFullYear()
  return `${type.compartment}.${type.folder}.${year}` as ShardId
}

export { memberShard } from '../members/membership.ts'

export const compartmentOf = (shard: ShardId): string => shard.slice(0, shard.indexOf('.'))
