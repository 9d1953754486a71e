import { Dexie } from 'dexie'
import type { ShardId } from '../model/ids.ts'
import { formatKey } from '../projections/record-keys.ts'
import type { Replica } from './replica.ts'
import type { Shard } from './shard.ts'
import { toStored } from './stored-value.ts'
import { lostWrites, openWrites } from './writes-of.ts'

/**
 * Tells a shard that was loaded whole what of it does not count. Only chains in which something does not are read again.
 */
export async function maskShard(replica: Replica, id: ShardId, shard: Shard): Promise<void> {
  const { database } = replica
  const lost = await database.notInForce.where('shard').equals(id).toArray()
  for (const device of new Set(lost.map((row) => row.device))) {
    const chain = await database.envelopes
      .where('[shard+device+sequence]')
      .between([id, device, Dexie.minKey], [id, device, Dexie.maxKey])
      .toArray()
    const places = new Map<number, string>()
    const counting = new Map<string, { readonly value: unknown }>()
    const masks = new Map<string, { readonly value: unknown } | undefined>()
    for (const row of chain) {
      const writes = await openWrites(replica, row, () => undefined, places)
      if (!writes) continue
      const without = lostWrites(replica, row, writes.entries)
      for (const { key, value } of writes.entries) {
        const text = formatKey(key)
        if (without.has(text)) {
          if (!masks.has(text)) masks.set(text, counting.get(text))
        } else {
          counting.set(text, { value: toStored(key, value) })
          masks.delete(text)
        }
      }
    }
    shard.mask(masks)
  }
}
