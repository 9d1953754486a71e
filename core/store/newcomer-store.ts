import type { Device } from '../journal/device.ts'
import { problem, type Result } from '../model/result.ts'
import type { CommandFailure } from './commands.ts'
import type { Database } from './database.ts'
import { newcomerDevice, putMeta, seedWorkspace, type Seed } from './newcomer.ts'

/** The store as a device needs it that joins a workspace, and one that learns it was removed from its own. */
export interface NewcomerStore {
  /** Keys for answering the invitation of that id: the same for the same one, until a workspace stands here. */
  readonly device: (invitation: string) => Promise<Result<Device, CommandFailure>>
  /** The workspace stands here once this resolves; the first session may begin. */
  readonly seed: (seed: Seed) => Promise<Result<null, CommandFailure>>
  /** Joined, and not everything has come yet. */
  readonly isReceiving: () => Promise<boolean>
  readonly receivedAll: () => Promise<void>
  /** When a colleague's device said that this one was removed, in milliseconds since 1970. */
  readonly removedAt: () => Promise<number | undefined>
  readonly setRemoved: (at: number | undefined) => Promise<void>
}

export function createNewcomerStore(
  { database, now }: { readonly database: Database; readonly now: () => number },
  store: {
    readonly turn: <T>(work: () => Promise<T>) => Promise<T>
    readonly hasWorkspace: () => Promise<boolean>
    /** Opens what was seeded. */
    readonly opened: () => Promise<void>
  },
): NewcomerStore {
  return {
    device: (invitation) =>
      store.turn(async () =>
        (await store.hasWorkspace()) ? problem('WorkspaceExists') : newcomerDevice(database, invitation),
      ),
    seed: (seed) =>
      store.turn(async () => {
        if (await store.hasWorkspace()) return problem('WorkspaceExists')
        const done = await seedWorkspace(database, seed, now())
        if (done.ok) await store.opened()
        return done
      }),
    isReceiving: async () => (await database.meta.get('receiving')) !== undefined,
    receivedAll: () => store.turn(() => database.meta.delete('receiving')),
    async removedAt() {
      const row = await database.meta.get('removed')
      return row?.key === 'removed' ? row.at : undefined
    },
    setRemoved: (at) =>
      store.turn(async () => {
        if (at === undefined) await database.meta.delete('removed')
        else await putMeta(database, [{ key: 'removed', at }])
      }),
  }
}
