import { createContext } from 'svelte'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import type { Queries } from './queries.ts'

export interface StoreClient {
  readonly send: <C extends Command>(command: C) => Promise<CommandResult<C>>
  readonly status: { readonly current: HostStatus; readonly subscribe: (listener: () => void) => () => void }
}

/**
 * Asks the query once before returning, and again whenever rows it read have changed, in this tab or another.
 * Returns what stops it.
 */
export type Watch = <T>(
  query: () => Promise<T>,
  listener: { readonly next: (value: T) => void; readonly error: (error: unknown) => void },
) => () => void

/** All a screen needs of the store: commands to the host, reads from the projection. */
export interface Store {
  readonly client: StoreClient
  readonly queries: Queries
  readonly watch: Watch
}

export const [useStore, provideStore] = createContext<Store>()
