import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { DeviceId } from '../../core/model/ids.ts'
import { unwrap } from '../../core/model/result.ts'
import type { Command, CommandResult, HostStatus } from '../../core/store/commands.ts'
import { openDatabase, type Database } from '../../core/store/database.ts'
import { noShardCache } from '../../core/store/shard-cache.ts'
import { createQueries } from '../../core/store/queries.ts'
import { createStore, type Store } from '../../core/store/store.ts'
import { runHost } from '../../pwa/store-host/host.ts'
import type { FromHost, FromWorker, TeamWanted, ToWorker } from '../../pwa/store-host/protocol.ts'
import { testClock, types, type TestClock } from './store.ts'

/** One person's browser: the host of its store, its window, one tab. */
export interface TestHost {
  readonly send: <C extends Command>(command: C) => Promise<CommandResult<C>>
  readonly status: () => HostStatus
  /** All it ever said, in order. */
  readonly statuses: readonly HostStatus[]
  readonly store: Store
  readonly database: Database
  readonly queries: ReturnType<typeof createQueries>
  readonly factory: IDBFactory
  readonly reported: unknown[]
  /** Answers every question of six words, and remembers them; undefined: leaves them open. */
  answer: ((words: readonly string[]) => boolean) | undefined
  readonly words: (readonly string[])[]
  /** The browser is killed: its links break, and nothing is said or written any more. */
  readonly kill: () => void
}

/** A network that introduces hosts that look for the same topic, as the windows and the signaling server do. */
export interface HostNetwork {
  readonly host: (given?: { readonly factory?: IDBFactory; readonly patience?: number }) => Promise<TestHost>
  readonly clock: TestClock
  /** Called with every message from one host to another before it is delivered; false cuts the link there. */
  through: (from: TestHost, to: TestHost) => boolean
  /** Hosts that are not on the network for now. */
  readonly offline: Set<TestHost>
  /** Looks again who may be connected to whom. */
  readonly connect: () => void
}

interface Place {
  readonly host: TestHost
  readonly hear: (message: ToWorker) => void
  wanted: TeamWanted | undefined
}

export function hostNetwork(): HostNetwork {
  const clock = testClock()
  const places: Place[] = []
  const standing = new Map<string, { readonly ends: readonly [Place, Place]; readonly cut: () => void }>()

  const network: HostNetwork = {
    clock,
    through: () => true,
    offline: new Set(),
    connect,
    async host({ factory = new IDBFactory(), patience = 5_000 } = {}) {
      const place = createHost({ factory, clock, patience, changed: () => setTimeout(connect, 0) })
      places.push(place)
      await until(() => place.host.status().phase !== 'opening')
      return place.host
    },
  }
  function connect(): void {
    places.forEach((one, at) => {
      for (const other of places.slice(at + 1))
        for (const topic of one.wanted?.topics ?? [])
          if (other.wanted?.topics.includes(topic)) link(topic, one, other)
    })
    for (const [name, { ends, cut }] of standing) {
      const [topic = ''] = name.split(' ')
      if (!ends.every((end) => end.wanted?.topics.includes(topic) && isUp(end))) cut()
    }
  }
  const isUp = ({ host }: Place): boolean => !network.offline.has(host)
  function link(topic: string, one: Place, other: Place): void {
    const [left, right] = [one.wanted!.device, other.wanted!.device].sort() as [DeviceId, DeviceId]
    const name = `${topic} ${left} ${right}`
    if (standing.has(name) || left === right || !isUp(one) || !isUp(other)) return
    const ports = [new MessageChannel(), new MessageChannel()] as const
    const cut = (): void => {
      if (!standing.delete(name)) return
      for (const { port1 } of ports) {
        port1.postMessage({ type: 'closed' })
        port1.close()
      }
      // Browsers find each other again by themselves.
      setTimeout(connect, 5)
    }
    const carry = (from: number, sender: Place, receiver: Place): void => {
      ports[from]!.port1.onmessage = ({ data }: MessageEvent<{ readonly type: string }>) => {
        if (!standing.has(name)) return
        if (data.type === 'closed' || !network.through(sender.host, receiver.host)) return cut()
        ports[1 - from]!.port1.postMessage(data)
      }
    }
    carry(0, one, other)
    carry(1, other, one)
    standing.set(name, { ends: [one, other], cut })
    const binding = [...crypto.getRandomValues(new Uint8Array(32))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    one.hear({ type: 'peerLink', topic, device: other.wanted!.device, binding, port: ports[0].port2 })
    other.hear({ type: 'peerLink', topic, device: one.wanted!.device, binding, port: ports[1].port2 })
  }
  return network
}

function createHost(given: {
  readonly factory: IDBFactory
  readonly clock: TestClock
  readonly patience: number
  readonly changed: () => void
}): Place {
  const { factory, clock } = given
  const answers = new Map<string, (result: CommandResult) => void>()
  const reported: unknown[] = []
  const words: (readonly string[])[] = []
  const statuses: HostStatus[] = []
  let alive = true
  // A killed browser opens its database no more, whatever it was about to do.
  const engine = new Proxy(factory, {
    get(target, key) {
      if (key === 'open' && !alive) throw new DOMException('killed', 'AbortError')
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const database = openDatabase({ name: 'countersign', indexedDB: engine, IDBKeyRange })
  type Reading = (what: 'restoring' | 'importing', done: number, all: number) => void
  let reading: Reading = () => undefined
  const store = createStore({
    database,
    types,
    now: () => clock.now,
    cacheFor: () => noShardCache,
    report: (error) => reported.push(error),
    dutyDelay: 20,
    restoreProgress: (done, all) => reading('restoring', done, all),
    importProgress: (done, all) => reading('importing', done, all),
  })
  let status: HostStatus = { phase: 'opening', build: 1, schema: 1 }
  let host = ''
  let count = 0
  let toHost: (data: unknown) => void = () => undefined
  let toWorker: (message: ToWorker) => void = () => undefined
  const send = (command: Command): Promise<CommandResult> =>
    new Promise((answered) => {
      const id = String(++count)
      answers.set(id, answered)
      toHost({ to: 'host', type: 'command', host, id, command })
    })
  const told = (data: FromHost): void => {
    if (!alive) return
    if (data.type === 'result') answers.get(data.id)?.(data.result)
    if (data.type !== 'status') return
    ;({ status, host } = data)
    statuses.push(status)
    const asked = status.pairing
    if (asked?.phase !== 'compare' || words.includes(asked.words)) return
    words.push(asked.words)
    const same = place.host.answer?.(asked.words)
    if (same !== undefined) void send({ type: 'answerPairing', accept: same, words: asked.words })
  }
  const place: Place = {
    wanted: undefined,
    hear: (message) => toWorker(message),
    host: {
      send: send as TestHost['send'],
      status: () => status,
      statuses,
      store,
      database,
      queries: createQueries(database),
      factory,
      reported,
      answer: () => true,
      words,
      kill() {
        alive = false
        place.wanted = undefined
        given.changed()
        database.close()
      },
    },
  }
  runHost({
    channel: {
      post: (message) => told(message as FromHost),
      listen: (listener) => (toHost = listener),
      close: () => undefined,
    },
    stamp: { build: 1, schema: 1 },
    now: () => clock.now,
    createStore(_saved, _sample, told) {
      reading = told
      return store
    },
    report: (error) => alive && reported.push(error),
    released: () => undefined,
    window: {
      tell(message: FromWorker) {
        if (message.type !== 'team' || !alive) return
        place.wanted = message.team
        given.changed()
      },
      listen: (listener) => (toWorker = listener),
      patience: given.patience,
    },
  })
  return place
}

/** Resolves once it holds; hosts have no other end. */
export async function until(holds: () => unknown, what = 'it', millis = 10_000): Promise<void> {
  const end = Date.now() + millis
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} did not come about`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** Executes what must succeed. */
export const must = async <C extends Command>(host: TestHost, command: C) => unwrap(await host.send(command))
