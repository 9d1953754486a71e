import * as Y from 'yjs'
import type { Database } from '../database.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'

/**
 * Takes a workspace off this device, caches first: what stays behind after a fault is then still a workspace that opens.
 * Only for one nobody could want back, such as the sample.
 */
export async function removeAll(
  database: Database,
  opened: { readonly replica: Replica; readonly shards: ShardSet } | undefined,
): Promise<void> {
  if (opened) {
    await opened.shards.close()
    for (const { shard } of await database.shards.toArray()) {
      const doc = new Y.Doc({ guid: shard })
      await (await opened.replica.cache.attach(shard, doc)).discard()
      doc.destroy()
    }
  }
  await database.transaction('rw', database.tables, () =>
    Promise.all(database.tables.map((table) => table.clear())),
  )
}
