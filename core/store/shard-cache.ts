import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import type { ShardId, WorkspaceId } from '../model/ids.ts'

/** Keeps a shard's merged document beside the journal, so that opening does not replay it. Never the truth. */
export interface ShardCache {
  /** Fills the document from the cache and keeps it up to date from then on. */
  readonly attach: (shard: ShardId, doc: Y.Doc) => Promise<AttachedCache>
  /** Forgets every shard of the workspace, also one whose first write was cut off, which no journal names. */
  readonly clear: () => Promise<void>
}

export interface AttachedCache {
  /** Stops keeping; what was kept stays. */
  readonly detach: () => Promise<void>
  /** Forgets what was kept: it claimed more than the journal holds. */
  readonly discard: () => Promise<void>
}

export function indexedDbShardCache(workspace: WorkspaceId): ShardCache {
  const prefix = `countersign.${workspace.slice(0, 16)}.`
  return {
    async attach(shard, doc) {
      const persistence = new IndexeddbPersistence(`${prefix}${shard}`, doc)
      // Without its database y-indexeddb waits for ever and says nothing: then the journal alone must do.
      const opened = await Promise.race([
        persistence.whenSynced.then(() => true),
        persistence._db.then(
          () => new Promise<never>(() => undefined),
          () => false,
        ),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
      ])
      if (!opened) {
        persistence.destroy().catch(() => undefined)
        return noCache
      }
      return { detach: () => persistence.destroy(), discard: () => persistence.clearData() }
    },
    async clear() {
      const names = (await indexedDB.databases()).map(({ name = '' }) => name)
      await Promise.all(names.filter((name) => name.startsWith(prefix)).map(deleted))
    },
  }
}

/** Resolves when the database is gone, or goes as soon as the last connection to it is closed. */
const deleted = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onblocked = () => resolve()
    request.onerror = () => reject(request.error ?? new Error(`${name} was not deleted`))
  })

/** Milliseconds to wait for a cache; replaying the journal of a full shard takes less. */
const patience = 10_000

const noCache: AttachedCache = { detach: () => Promise.resolve(), discard: () => Promise.resolve() }

/** For replicas that are rebuilt from the journal each time. */
export const noShardCache: ShardCache = {
  attach: () => Promise.resolve(noCache),
  clear: () => Promise.resolve(),
}
