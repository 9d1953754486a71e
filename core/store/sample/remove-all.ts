import type { Database } from '../database.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'

/**
 * Takes a workspace off this device, caches first: what stays behind after a fault is then still a workspace that opens.
 * Only for one nobody could want back: the sample, or one whose founding failed.
 */
export async function removeAll(
  database: Database,
  opened: { readonly replica: Replica; readonly shards: ShardSet } | undefined,
): Promise<void> {
  if (opened) {
    await opened.shards.close()
    await opened.replica.cache.clear()
  }
  await database.transaction('rw', database.tables, () =>
    Promise.all(database.tables.map((table) => table.clear())),
  )
}
