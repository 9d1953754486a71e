import { expect, test } from 'vitest'
import type { HostStatus } from '../../../core/store/commands.ts'
import type { Store } from '../../../core/store/store.ts'
import { runHost } from '../../../pwa/store-host/host.ts'
import type { HostMessage } from '../../../pwa/store-host/protocol.ts'

test('a sample whose loading broke off is no longer shown as being loaded', async () => {
  const said: HostMessage[] = []
  let hear: (data: unknown) => void = () => undefined
  const reported: unknown[] = []
  runHost({
    channel: {
      post: (message) => void said.push(message),
      listen: (listener) => (hear = listener),
      close: () => undefined,
    },
    stamp: { build: 1, schema: 1 },
    now: () => 0,
    createStore: (_saved, progress) =>
      ({
        open: () => Promise.resolve('noWorkspace'),
        isSample: () => Promise.resolve(false),
        rebuildOutdated: () => Promise.resolve(),
        replica: () => undefined,
        execute: () => {
          progress(3, 10)
          return Promise.reject(new Error('a disk that is gone'))
        },
      }) as unknown as Store,
    report: (error) => reported.push(error),
    released: () => undefined,
  })
  const statuses = () =>
    said.flatMap((message): HostStatus[] => (message.type === 'status' ? [message.status] : []))
  const [first] = said
  const host = first?.type === 'status' ? first.host : ''
  hear({ to: 'host', type: 'command', host, id: '1', command: { type: 'createSample' } })
  await expect.poll(() => said.some(({ type }) => type === 'result')).toBe(true)
  expect(statuses().some(({ sample }) => sample?.loading?.done === 3)).toBe(true)
  expect(statuses().at(-1)?.sample).toBeUndefined()
  expect(reported).toHaveLength(1)
})
