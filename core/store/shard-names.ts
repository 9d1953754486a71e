import { millisOf, type HybridTime } from '../model/hybrid-clock.ts'
import { madeAt, type RecordId, type ShardId } from '../model/ids.ts'
import type { Owner } from '../journal/envelope.ts'
import type { Compartment, RecordType } from '../model/record-type.ts'

/**
 * `isms.audit.2026`: a register group within a compartment, and the year in which the record's id was made. It
 * follows from the id alone, so every replica finds the one shard a record may be in, and years can be archived.
 * `self.training.2026.MEM-…`: of what is a member's own, whose it is besides.
 */
export function shardOf(type: RecordType, record: RecordId, owner: Owner = ''): ShardId {
  const year = new Date(madeAt(record)).getUTCFullYear()
  const shard = `${type.compartment}.${type.folder}.${year}`
  return (type.compartment === 'self' ? `${shard}.${owner}` : shard) as ShardId
}

/**
 * Whether a record may have been made in the year its id says, by the time of the envelope that writes it. Every year has
 * a shard of its own: ids from the year 9999 would make as many as somebody likes.
 */
export function isPlausibleYear(record: RecordId, time: HybridTime): boolean {
  const year = new Date(madeAt(record)).getUTCFullYear()
  return year >= 2020 && year <= new Date(millisOf(time)).getUTCFullYear() + 1
}

export { memberShard } from '../members/membership.ts'

export const compartmentOf = (shard: ShardId): Compartment =>
  shard.slice(0, shard.indexOf('.')) as Compartment
/** Whose `self` a shard is; empty for every other. */
export const ownerOf = (shard: ShardId): Owner => (shard.split('.')[3] ?? '') as Owner
