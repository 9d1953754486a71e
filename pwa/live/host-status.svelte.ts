import { createContext } from 'svelte'
import { createSubscriber } from 'svelte/reactivity'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import type { StoreClient } from './store.ts'

export interface HostRune {
  readonly status: HostStatus
  /** Commands sent and not yet answered: while there are any, nothing is called saved. */
  readonly pending: number
  readonly client: StoreClient
}

export const [useHost, provideHost] = createContext<HostRune>()

/** The host's status as a rune, and a client that counts what it is still waiting for. */
export function createHostRune(client: StoreClient): HostRune {
  const subscribe = createSubscriber((update) => client.status.subscribe(update))
  let pending = $state(0)
  return {
    get status() {
      subscribe()
      return client.status.current
    },
    get pending() {
      return pending
    },
    client: {
      status: client.status,
      async send<C extends Command>(command: C): Promise<CommandResult<C>> {
        pending += 1
        try {
          return await client.send(command)
        } finally {
          pending -= 1
        }
      },
    },
  }
}
