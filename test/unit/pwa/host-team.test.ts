import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import type { CommandResult, Command, HostStatus } from '../../../core/store/commands.ts'
import { openDatabase } from '../../../core/store/database.ts'
import { noShardCache } from '../../../core/store/shard-cache.ts'
import { createStore } from '../../../core/store/store.ts'
import { dataChannelLink } from '../../../core/sync/links/data-channel.ts'
import { portChannel } from '../../../core/sync/links/port-channel.ts'
import { workspaceTopic } from '../../../core/sync/signaling.ts'
import { runHost } from '../../../pwa/store-host/host.ts'
import type { FromHost, FromWorker, ToWorker } from '../../../pwa/store-host/protocol.ts'
import { founding, types } from '../../support/store.ts'

/** A host with its window and one tab. */
function aHost() {
  const told: FromWorker[] = []
  const answers = new Map<string, (result: CommandResult) => void>()
  const reported: unknown[] = []
  let status: HostStatus | undefined
  let host = ''
  let toHost: (data: unknown) => void = () => undefined
  let toWorker: (message: ToWorker) => void = () => undefined
  runHost({
    channel: {
      post(message) {
        const data = message as FromHost
        if (data.type === 'status') {
          status = data.status
          host = data.host
        }
        if (data.type === 'result') answers.get(data.id)?.(data.result)
      },
      listen: (listener) => (toHost = listener),
      close: () => undefined,
    },
    stamp: { build: 1, schema: 1 },
    now: () => Date.parse('2026-11-22T01:00:00Z'),
    createStore: (saved) =>
      createStore({
        database: openDatabase({ name: 'countersign', indexedDB: new IDBFactory(), IDBKeyRange }),
        types,
        now: () => Date.parse('2026-11-22T01:00:00Z'),
        cacheFor: () => noShardCache,
        saved,
      }),
    report: (error) => reported.push(error),
    released: () => undefined,
    window: { tell: (message) => told.push(message), listen: (listener) => (toWorker = listener) },
  })
  let count = 0
  const send = (command: Command): Promise<CommandResult> =>
    new Promise((answered) => {
      const id = String(++count)
      answers.set(id, answered)
      toHost({ to: 'host', type: 'command', host, id, command })
    })
  return {
    told,
    reported,
    send,
    status: () => status,
    window: (message: ToWorker) => toWorker(message),
    newerBuild: () => toHost({ to: 'host', type: 'yield', stamp: { build: 2, schema: 1 } }),
  }
}

test('the host tells its window whom to look for once the person said so, shows how it stands, and stops when it goes', async () => {
  const { told, reported, send, status, window, newerBuild } = aHost()
  await expect.poll(() => status()?.phase, { interval: 5 }).toBe('noWorkspace')
  const created = await send(founding)
  if (!created.ok || created.value === null || !('workspace' in created.value)) throw new Error('not founded')
  await expect.poll(() => status()?.phase, { interval: 5 }).toBe('ready')
  await expect
    .poll(() => status()?.team, { interval: 5 })
    .toEqual({ on: false, signaling: 'off', links: 0, peers: [] })

  // A new workspace asks nothing of a network.
  expect(told.filter((message) => message.type !== 'team' || message.team)).toEqual([])

  await send({ type: 'setTeamLink', on: true })
  const topic = await workspaceTopic(created.value.workspace)
  await expect
    .poll(() => told.at(-1), { interval: 5 })
    .toMatchObject({ type: 'team', team: { topics: [topic] } })
  window({ type: 'teamView', view: { signaling: 'unreachable', links: 0 } })
  expect(status()?.team).toEqual({ on: true, signaling: 'unreachable', links: 0, peers: [] })

  // Somebody who knows the topic and says something else than a colleague's device would.
  const { port1, port2 } = new MessageChannel()
  window({ type: 'peerLink', topic, device: status()!.device!, binding: 'b'.repeat(64), port: port2 })
  const stranger = dataChannelLink(portChannel(port1))
  let closed = false
  stranger.listen({ frame: () => undefined, closed: () => (closed = true) })
  stranger.send({ type: 'giveMeEverything' })
  await expect.poll(() => closed, { interval: 5 }).toBe(true)

  newerBuild()
  expect(told.at(-1)).toEqual({ type: 'team' })
  expect(reported).toEqual([])
})
