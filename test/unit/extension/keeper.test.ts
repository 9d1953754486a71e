import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { InspectAnswer } from '../../../extension/messaging.ts'
import { createKeeper, type KeeperPorts } from '../../../extension/page/keeper.ts'

function hold() {
  return {
    direction: 'upload' as const,
    files: [new File(['a'], 'a.csv')],
    release: vi.fn<(asked: boolean) => void>(),
    drop: vi.fn<() => void>(),
  }
}
function keeperWith(ports: Partial<KeeperPorts>) {
  const all = {
    inspect: vi.fn<KeeperPorts['inspect']>(async () => ({ type: 'wait' })),
    abandon: vi.fn<KeeperPorts['abandon']>(async () => null),
    explainInterruption: vi.fn<KeeperPorts['explainInterruption']>(async () => null),
    lastWord: vi.fn<() => void>(),
    ...ports,
  }
  return { keeper: createKeeper(all), ports: all }
}

test('files are let go on an explicit release and on nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constantFrom('release', 'drop', 'wait'), fc.string()), async (type) => {
      const held = hold()
      await keeperWith({ inspect: async () => ({ type }) as InspectAnswer }).keeper.keep(held)
      expect(held.release).toHaveBeenCalledTimes(type === 'release' ? 1 : 0)
    }),
  )
})

test('an answer that waits for a person is settled once', async () => {
  const held = hold()
  let id = ''
  const { keeper } = keeperWith({
    inspect: async (given) => {
      id = given
      return { type: 'wait' }
    },
  })
  await keeper.keep(held)
  expect(held.release).not.toHaveBeenCalled()
  keeper.settle({ hold: id, release: true })
  keeper.settle({ hold: id, release: true })
  expect(held.release).toHaveBeenCalledTimes(1)
})

test('a settlement of another hold releases nothing', async () => {
  const held = hold()
  const { keeper } = keeperWith({})
  await keeper.keep(held)
  keeper.settle({ hold: 'f'.repeat(32), release: true })
  expect(held.release).not.toHaveBeenCalled()
})

test('when the background dies the files are dropped and the person is told', async () => {
  const held = hold()
  const { keeper, ports } = keeperWith({ inspect: () => Promise.reject(new Error('port closed')) })
  await keeper.keep(held)
  expect(held.release).not.toHaveBeenCalled()
  expect(held.drop).toHaveBeenCalledTimes(1)
  expect(ports.explainInterruption).toHaveBeenCalledTimes(1)
  expect(ports.lastWord).not.toHaveBeenCalled()
})

test('when nothing of the extension answers any more, the page script speaks for itself', async () => {
  const gone = () => Promise.reject(new Error('extension context invalidated'))
  const { keeper, ports } = keeperWith({ inspect: gone, explainInterruption: gone })
  await keeper.keep(hold())
  expect(ports.lastWord).toHaveBeenCalledTimes(1)
})

test('a page that goes away with a question open releases nothing and says so', async () => {
  const held = hold()
  const { keeper, ports } = keeperWith({})
  await keeper.keep(held)
  keeper.leave()
  expect(held.release).not.toHaveBeenCalled()
  expect(ports.abandon).toHaveBeenCalledTimes(1)
})
