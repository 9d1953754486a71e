import { newUlid } from '../../core/model/ids.ts'
import { ok, problem } from '../../core/model/result.ts'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import type { Store } from '../../core/store/store.ts'
import { converse } from '../../core/sync/frames.ts'
import { serveExtension } from '../../core/sync/host-session.ts'
import type { Link } from '../../core/sync/link.ts'
import { extensionHost } from './extension-host.ts'
import { createPairingDesk } from './pairing-desk.ts'
import {
  isNewer,
  isToHost,
  type Channel,
  type FromWorker,
  type Stamp,
  type ToHost,
  type ToWorker,
} from './protocol.ts'
import { createTeamHost } from './team-host.ts'

export interface HostOptions {
  readonly channel: Channel
  readonly stamp: Stamp
  /** Both must be wired to the store's own reports. */
  readonly createStore: (
    saved: (fault: string | undefined) => void,
    sampleProgress: (done: number, all: number) => void,
    reading: (what: 'restoring' | 'importing', done: number, all: number) => void,
  ) => Store
  readonly now: () => number
  /** Where bugs of ours are shown; expected failures travel as results. */
  readonly report: (error: unknown) => void
  /** The store is closed and the lock may go to another tab. */
  readonly released: () => void
  /** The window that started this worker; without one there are no links to colleagues. */
  readonly window?: HostWindow
}

export interface HostWindow {
  readonly tell: (message: FromWorker) => void
  readonly listen: (listener: (message: ToWorker) => void) => void
  /** Milliseconds to look for an inviter. */
  readonly patience?: number
}

/** Runs the one store of this origin: takes commands from every tab, carries links, tells everyone how it stands. */
export function runHost({ channel, stamp, createStore, now, report, released, window }: HostOptions): void {
  const host = newUlid()
  const links = new Map<string, LinkEnd>()
  let status: HostStatus = { phase: 'opening', ...stamp }
  let yielding = false

  const announce = (): void => channel.post({ to: 'tabs', type: 'status', host, stamp, status })
  const change = (more: Partial<HostStatus>): void => {
    status = { ...status, ...more }
    announce()
  }
  const device = (): Pick<HostStatus, 'device'> => {
    const replica = store.replica()
    return replica ? { device: replica.device.id } : {}
  }
  const saved = (fault: string | undefined): void => {
    if (fault !== undefined) change({ notSaved: { at: now(), reason: fault } })
    else if (status.notSaved) {
      const { notSaved: _, ...rest } = status
      status = rest
      announce()
    }
  }
  const without = (...keys: (keyof HostStatus)[]): HostStatus =>
    Object.fromEntries(
      Object.entries(status).filter(([key]) => !keys.includes(key as keyof HostStatus)),
    ) as unknown as HostStatus
  const store = createStore(
    saved,
    (done, all) => change({ sample: { loading: { done, all } } }),
    (what, done, all) => change({ [what]: { done, all } }),
  )
  const desk = createPairingDesk((pairing) => {
    const { pairing: _, ...rest } = status
    status = pairing ? { ...rest, pairing } : rest
    announce()
  })

  const team =
    window &&
    createTeamHost({
      store,
      tell: window.tell,
      listen: window.listen,
      pairing: desk,
      now,
      show(parts) {
        status = without('team', 'joining', 'removed')
        change(parts)
      },
      report,
      ...(window.patience === undefined ? {} : { patience: window.patience }),
    })

  const open = async (): Promise<void> => {
    try {
      const phase = await store.open()
      change({ phase, ...device(), ...((await store.isSample()) && { sample: {} }) })
      await team?.opened()
      await store.rebuildOutdated((done, all) => {
        const { rebuilding: _, ...rest } = status
        status = done < all ? { ...rest, rebuilding: { done, all } } : rest
        announce()
      })
    } catch (error) {
      change({
        phase: 'failed',
        notSaved: { at: now(), reason: error instanceof Error ? error.name : 'UnknownError' },
      })
    }
  }

  /** What a command made of the workspace as a whole. */
  const follow = ({ type }: Command, result?: CommandResult): void => {
    const done = result?.ok ?? false
    if (type === 'createWorkspace' && done) change({ phase: 'ready', ...device() })
    if (type === 'createSample') {
      status = without('sample')
      change(done ? { phase: 'ready', sample: {}, ...device() } : {})
    }
    if (type === 'removeSample' && done) {
      for (const end of links.values()) end.link.close()
      status = without('sample', 'device', 'pairing', 'extensionConnected', 'restored')
      change({ phase: 'noWorkspace' })
    }
    if (type === 'importFile') {
      status = without('importing')
      announce()
    }
    if (type === 'restoreBackup') {
      status = without('restoring')
      const restored = result as CommandResult<Extract<Command, { type: 'restoreBackup' }>> | undefined
      change(restored?.ok ? { phase: 'ready', restored: restored.value, ...device() } : {})
    }
    team?.follow(type).catch(report)
  }

  /** What needs links is done here, everything else by the store. */
  const execute = async (command: Command): Promise<CommandResult> => {
    if (command.type === 'cancelJoin') {
      team?.cancelJoin()
      return ok(null)
    }
    if (command.type !== 'join' || !team) return store.execute(command)
    const joined = await team.join(command.text)
    if (joined.ok) change({ phase: 'ready', ...device() })
    return joined
  }

  const answer = async (message: Extract<ToHost, { type: 'command' }>): Promise<void> => {
    let result: CommandResult
    if (yielding) result = problem('HostGone')
    else if (message.command.type === 'answerPairing') result = desk.answer(message.command)
    else {
      try {
        result = await execute(message.command)
        follow(message.command, result)
      } catch (error) {
        // A bug of ours. The person learns that nothing was saved; the details go to the reporter.
        report(error)
        follow(message.command)
        result = {
          ok: false,
          error: { type: 'NotSaved', detail: { why: error instanceof Error ? error.name : 'UnknownError' } },
        }
      }
    }
    channel.post({ to: 'tabs', type: 'result', id: message.id, result })
  }

  const openLink = (id: string): void => {
    const end = createLinkEnd(id, channel, () => links.delete(id))
    if (status.phase !== 'ready') return end.link.close()
    links.set(id, end)
    const served = serveExtension(
      converse(end.link),
      extensionHost(store, desk.begin(), {
        connected: (connected) => change({ extensionConnected: connected }),
        report,
      }),
    )
    served.catch(report).finally(() => end.link.close())
  }

  const release = async (): Promise<void> => {
    yielding = true
    try {
      for (const end of links.values()) end.link.close()
      team?.close()
      await store.close()
    } catch (error) {
      report(error)
    } finally {
      // Whatever went wrong here: the newer build waits for the lock, and what is durable is durable.
      released()
    }
  }

  channel.listen((data) => {
    if (!isToHost(data)) return
    switch (data.type) {
      case 'hello':
        return announce()
      case 'command':
        // Addressed to a host that is gone: its tab was told so when this one announced itself.
        return data.host === host ? void answer(data) : undefined
      case 'yield':
        return isNewer(data.stamp, stamp) && !yielding ? void release() : undefined
      case 'linkOpen':
        return openLink(data.link)
      case 'linkFrame':
        return links.get(data.link)?.frame(data.frame)
      case 'linkClosed':
        return links.get(data.link)?.closed()
    }
  })
  announce()
  void open()
}

interface LinkEnd {
  readonly link: Link
  readonly frame: (frame: unknown) => void
  readonly closed: () => void
}

/** The host's end of a link whose port lives in some tab. */
function createLinkEnd(id: string, channel: Channel, gone: () => void): LinkEnd {
  let listener: Parameters<Link['listen']>[0] | undefined
  let open = true
  return {
    link: {
      send: (frame) => channel.post({ to: 'tabs', type: 'linkFrame', link: id, frame }),
      listen: (given) => (listener = given),
      close() {
        if (!open) return
        open = false
        gone()
        channel.post({ to: 'tabs', type: 'linkClosed', link: id })
      },
    },
    frame: (frame) => listener?.frame(frame),
    closed() {
      if (!open) return
      open = false
      gone()
      listener?.closed()
    },
  }
}
