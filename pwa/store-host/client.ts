import { newUlid } from '../../core/model/ids.ts'
import { problem } from '../../core/model/result.ts'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import {
  hostLock,
  isFromHost,
  isNewer,
  isToHost,
  type Channel,
  type FromWorker,
  type Stamp,
  type ToHost,
  type ToWorker,
} from './protocol.ts'

/** A tab's end of the store host: commands go out, results and status come in. */
export interface HostClient {
  readonly send: <C extends Command>(command: C) => Promise<CommandResult<C>>
  readonly status: { readonly current: HostStatus; readonly subscribe: (listener: () => void) => () => void }
  /** Carries a port's frames to the host, wherever it runs; see `transports/extension-bridge.ts`. */
  readonly carry: (link: string) => CarriedLink
}

export interface CarriedLink {
  readonly frame: (frame: unknown) => void
  readonly closed: () => void
  readonly listen: (listener: {
    readonly frame: (frame: unknown) => void
    readonly closed: () => void
  }) => void
}

export interface ClientOptions {
  readonly channel: Channel
  readonly stamp: Stamp
  readonly locks: Pick<LockManager, 'request'>
  readonly startWorker: () => Worker
  /** What only a window can do for its worker, while this tab has the lock; answers how to stop. */
  readonly besideWorker?: (worker: Worker) => () => void
}

/**
 * Joins the tabs of this origin. Each waits for the lock; the one that gets it starts the worker. A tab of an
 * older build than any other steps back for good and asks to be reloaded.
 */
export function createHostClient({
  channel,
  stamp,
  locks,
  startWorker,
  besideWorker,
}: ClientOptions): HostClient {
  const listeners = new Set<() => void>()
  const pending = new Map<string, Pending>()
  const unsent: Extract<ToHost, { type: 'command' }>[] = []
  const carried = new Map<string, Parameters<CarriedLink['listen']>[0]>()
  const standingBack = new AbortController()
  let current: HostStatus = { phase: 'opening', ...stamp }
  let host: string | undefined
  let broken = false

  const show = (status: HostStatus): void => {
    current = status
    listeners.forEach((listener) => listener())
  }
  const standBack = (): void => {
    standingBack.abort()
    failPending()
    show({ ...current, phase: 'newerBuildElsewhere' })
  }
  const failPending = (): void => {
    for (const { answer } of pending.values()) answer(problem('HostGone'))
    pending.clear()
    unsent.length = 0
  }
  /** Asks the next host for what the last one may not have done. Only what doing twice does not change. */
  const askAgain = (): void => {
    for (const [id, { command, answer, repeated }] of pending) {
      if (!repeated && isRepeatable(command)) {
        pending.set(id, { command, answer, repeated: true })
        unsent.push({ to: 'host', type: 'command', host: '', id, command })
      } else {
        pending.delete(id)
        answer(problem('HostGone'))
      }
    }
  }
  const closeLinks = (): void => {
    for (const [link, end] of carried) {
      carried.delete(link)
      end.closed()
    }
  }

  channel.listen((data) => {
    if (isToHost(data)) {
      // Another tab greets with a newer build: this one is out of date, whether it hosts or not.
      if ((data.type === 'hello' || data.type === 'yield') && isNewer(data.stamp, stamp)) standBack()
      return
    }
    if (!isFromHost(data) || standingBack.signal.aborted) return
    switch (data.type) {
      case 'status':
        if (isNewer(data.stamp, stamp)) return standBack()
        if (isNewer(stamp, data.stamp)) return channel.post({ to: 'host', type: 'yield', stamp })
        if (broken) {
          // What the dead worker still said may come late; only a store that stands ends the failure, and makes
          // this tab the next in turn again.
          if (data.status.phase === 'opening' || data.status.phase === 'failed') return
          waitForTurn()
        }
        if (host !== data.host) {
          // The host these were sent to is gone; whether it did them shows in the rows.
          if (host !== undefined) askAgain()
          host = data.host
          for (const message of unsent.splice(0)) channel.post({ ...message, host })
          closeLinks()
        }
        return show(data.status)
      case 'result': {
        const waiting = pending.get(data.id)
        pending.delete(data.id)
        return waiting?.answer(data.result)
      }
      case 'linkFrame':
        return carried.get(data.link)?.frame(data.frame)
      case 'linkClosed': {
        const end = carried.get(data.link)
        carried.delete(data.link)
        return end?.closed()
      }
    }
  })

  const hostHere = async (): Promise<void> => {
    const worker = startWorker()
    const stopBeside = besideWorker?.(worker)
    const end = await new Promise<'released' | 'failed'>((resolve) => {
      // It is done and the lock may go; what else it says is for whoever works beside it.
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'released') resolve('released')
      }
      // Its script did not load, or a bug ended it in the middle of something. The browser shows which.
      worker.onerror = () => resolve('failed')
      worker.onmessageerror = () => resolve('failed')
      worker.postMessage({ type: 'start', stamp } satisfies ToWorker)
    })
    stopBeside?.()
    worker.terminate()
    if (end === 'failed') fail()
  }
  /** The lock goes to a tab that may do better; this one says so until another's store stands. */
  const fail = (): void => {
    broken = true
    host = undefined
    failPending()
    closeLinks()
    if (!standingBack.signal.aborted) show({ phase: 'failed', ...stamp })
  }
  const waitForTurn = (): void => {
    broken = false
    locks.request(hostLock, { signal: standingBack.signal }, hostHere).catch((error: unknown) => {
      // Aborted because a newer build took over: nothing to do, the screen already says so.
      if (error instanceof DOMException && error.name === 'AbortError') return
      fail()
      throw error
    })
  }
  waitForTurn()
  channel.post({ to: 'host', type: 'hello', stamp })

  return {
    send<C extends Command>(command: C): Promise<CommandResult<C>> {
      if (standingBack.signal.aborted || (broken && host === undefined))
        return Promise.resolve(problem('HostGone') as CommandResult<C>)
      return new Promise((resolve) => {
        const id = newUlid()
        pending.set(id, { command, answer: resolve as (result: CommandResult) => void, repeated: false })
        const message = { to: 'host' as const, type: 'command' as const, host: host ?? '', id, command }
        if (host === undefined) unsent.push(message)
        else channel.post(message)
      })
    },
    status: {
      get current() {
        return current
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    carry(link) {
      channel.post({ to: 'host', type: 'linkOpen', link })
      return {
        frame: (frame) => channel.post({ to: 'host', type: 'linkFrame', link, frame }),
        closed() {
          carried.delete(link)
          channel.post({ to: 'host', type: 'linkClosed', link })
        },
        listen: (listener) => void carried.set(link, listener),
      }
    },
  }
}

interface Pending {
  readonly command: Command
  readonly answer: (result: CommandResult) => void
  readonly repeated: boolean
}

/** Setting a field to the same value twice is one edit seen twice; creating or moving a record is not. */
const isRepeatable = (command: Command): boolean =>
  command.type === 'commit' &&
  command.changes.every(({ type }) => type === 'set' || type === 'setCell' || type === 'removeRow')
