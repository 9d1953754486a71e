import { sample } from '../../libraries/sample/index.ts'
import type { RecordId } from '../../model/ids.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import type { CommandFailure, CreateWorkspace } from '../commands.ts'
import type { Database, MetaRow } from '../database.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'
import { loadSample, sampleAgeDays } from './load-sample.ts'

/** What the sample needs of the store it fills. */
export interface SampleStore {
  readonly database: Database
  /** Milliseconds since 1970, in truth. */
  readonly now: () => number
  /** Makes the workspace's clock show another time; undefined: the true one. */
  readonly pretend: (millis: number | undefined) => void
  readonly begin: (
    workspace: Omit<CreateWorkspace, 'type'>,
  ) => Promise<
    Result<{ readonly unit: RecordId; readonly replica: Replica; readonly shards: ShardSet }, CommandFailure>
  >
  /** Takes the open workspace off this device. */
  readonly forget: () => Promise<void>
  readonly progress: (done: number, all: number) => void
}

const dayMillis = 24 * 60 * 60 * 1000

/** Begins and fills the sample organisation (示範組織). Whatever fails, nothing of it stays. */
export async function createSample(store: SampleStore): Promise<Result<null, CommandFailure>> {
  const { organization, unit, person } = sample
  const now = store.now()
  store.pretend(now - sampleAgeDays * dayMillis)
  try {
    // Until the last step it counts as not begun: closing the tab half-way leaves nothing to wonder about.
    await mark(store.database, false)
    const begun = await store.begin({ organization, unit, person })
    if (!begun.ok) return begun
    const { replica, shards } = begun.value
    const loaded = await loadSample(replica, shards, sample, begun.value, { ...store, now })
    if (loaded.ok) await mark(store.database, true)
    else await store.forget()
    return loaded
  } catch (error) {
    await store.forget()
    throw error
  } finally {
    store.pretend(undefined)
  }
}

/** Refused for a workspace of one's own. */
export async function removeSample(store: SampleStore): Promise<Result<null, CommandFailure>> {
  if (!(await store.database.meta.get('sample'))) return problem('NotAllowed', { why: 'notASample' })
  await store.forget()
  return ok(null)
}

/** The sample was cut off while it was being filled. */
export async function isHalfSample(database: Database): Promise<boolean> {
  const row = await database.meta.get('sample')
  return row?.key === 'sample' && !row.complete
}

function mark(database: Database, complete: boolean): Promise<unknown> {
  const row: MetaRow = { key: 'sample', complete }
  return database.meta.put(row)
}
