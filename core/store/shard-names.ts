import type { ShardId } from '../model/ids.ts'
import type { Compartment, RecordType } from '../model/record-type.ts'

/** Records a partition takes before the next one opens: keeps one document's load well under a second. */
export const recordsPerPartition = 20_000

/** `isms.audit.0`: a register group within a compartment, and the partition that was open when a record began. */
export const shardOf = (type: RecordType, partition: number): ShardId =>
  `${type.compartment}.${type.folder}.${partition}` as ShardId

export const memberShard = 'members.log.0' as ShardId

export interface ShardParts {
  readonly compartment: string
  readonly group: string
  readonly partition: number
}

export function shardParts(shard: ShardId): ShardParts {
  const [compartment = '', group = '', partition = ''] = shard.split('.')
  return { compartment, group, partition: Number(partition) }
}

export const isShardOf = (shard: ShardId, type: RecordType): boolean => {
  const parts = shardParts(shard)
  return (
    parts.compartment === (type.compartment satisfies Compartment) &&
    parts.group === type.folder &&
    Number.isInteger(parts.partition)
  )
}
