import { createContext } from 'svelte'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import type { Queries } from '../../core/store/queries.ts'

export interface StoreClient {
  readonly send: <C extends Command>(command: C) => Promise<CommandResult<C>>
  readonly status: { readonly current: HostStatus; readonly subscribe: (listener: () => void) => () => void }
}

/** All a screen needs of the store: commands to the host, reads from the projection. */
export interface Store {
  readonly client: StoreClient
  readonly queries: Queries
}

export const [useStore, provideStore] = createContext<Store>()
