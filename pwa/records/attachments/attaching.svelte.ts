import { createContext } from 'svelte'
import type { RecordId } from '../../../core/model/ids.ts'
import type { CommandFailure } from '../../../core/store/commands.ts'
import type { StoreClient } from '../../live/store.ts'

export type AttachFailure = CommandFailure | { readonly type: 'OneFileOnly' }

/** Files onto the record a screen shows. */
export interface Attaching {
  /** The file being encrypted and stored now. */
  readonly busy: string | undefined
  readonly failure: AttachFailure | undefined
  readonly attach: (field: string, files: readonly File[]) => Promise<void>
  readonly remove: (field: string) => Promise<void>
}

export const [useAttaching, provideAttaching] = createContext<Attaching>()

export interface AttachingOptions {
  readonly id: RecordId
  readonly client: StoreClient
  /** Called once it is durable. */
  readonly done: (what: 'attached' | 'removed') => void
}

/** A file given before its record existed; the record's own screen takes it over. */
let waiting: { readonly id: RecordId; readonly field: string; readonly files: readonly File[] } | undefined

/** For the screen of a record that exists. */
export function createAttaching({ id, client, done }: AttachingOptions): Attaching {
  let busy = $state<string>()
  let failure = $state.raw<AttachFailure>()

  async function run(name: string, work: () => Promise<AttachFailure | undefined>): Promise<boolean> {
    if (busy !== undefined) return false
    busy = name
    failure = undefined
    try {
      failure = await work()
    } finally {
      busy = undefined
    }
    return failure === undefined
  }
  async function attach(field: string, files: readonly File[]): Promise<void> {
    const [file] = files
    if (!file) return
    const stored = await run(file.name, async () => {
      if (files.length > 1) return { type: 'OneFileOnly' }
      const result = await client.send({ type: 'attach', id, field, file })
      return result.ok ? undefined : result.error
    })
    if (stored) done('attached')
  }

  if (waiting?.id === id) {
    const { field, files } = waiting
    waiting = undefined
    void attach(field, files)
  }
  return {
    get busy() {
      return busy
    },
    get failure() {
      return failure
    },
    attach,
    async remove(field) {
      const removed = await run('', async () => {
        const result = await client.send({
          type: 'commit',
          changes: [{ type: 'set', id, field, value: null }],
        })
        return result.ok ? undefined : result.error
      })
      if (removed) done('removed')
    },
  }
}

/** For a record not made yet: it is saved first, and its own screen attaches the file. */
export function attachAfterSaving(id: RecordId, save: () => Promise<void>): Attaching {
  return {
    busy: undefined,
    failure: undefined,
    async attach(field, files) {
      waiting = { id, field, files }
      await save()
    },
    remove: () => Promise.resolve(),
  }
}
