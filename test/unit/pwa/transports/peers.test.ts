import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeviceId } from '../../../../core/model/ids.ts'
import { createPeers, type Peers } from '../../../../pwa/transports/webrtc/peers.ts'
import { fakeNetwork } from '../../../support/fake-connection.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const device = (index: number) => index.toString(16).padStart(2, '0').repeat(16) as DeviceId

/** A signaling server in memory, and the browsers that meet there. */
function world(latency = 1) {
  const network = fakeNetwork()
  const here = new Map<DeviceId, Peers>()
  const opened: string[] = []
  let serverStands = true
  let words = 0
  const page = (own: DeviceId): Peers =>
    createPeers({
      own,
      connection: network.connection,
      send(to, data) {
        words += 1
        if (serverStands) setTimeout(() => here.get(to)?.message(own, data), latency)
      },
      opened: (peer, _channel, binding) =>
        opened.push(`${own.slice(0, 2)}-${peer.slice(0, 2)} ${binding.slice(0, 6)}`),
      changed: () => undefined,
      random: () => 1,
    })
  const enter = (own: DeviceId, peers = page(own)): Peers => {
    const others = [...here.keys()].filter((other) => other !== own)
    here.set(own, peers)
    peers.present(others)
    for (const other of others) here.get(other)!.joined(own)
    return peers
  }
  const leave = (own: DeviceId): void => {
    here.delete(own)
    for (const peers of here.values()) peers.left(own)
  }
  return {
    network,
    here,
    opened,
    enter,
    leave,
    words: () => words,
    serverStands: (stands: boolean) => (serverStands = stands),
    links: () => [...here.values()].map((peers) => peers.open().length),
    settle: (milliseconds = 3_000) => vi.advanceTimersByTimeAsync(milliseconds),
  }
}

describe('browsers of one topic', () => {
  test('open one link each way to everybody, named alike, whoever came first', async () => {
    const { enter, links, opened, settle, network } = world()
    for (const index of [2, 0, 1]) enter(device(index))
    await settle()
    expect(links()).toEqual([2, 2, 2])
    expect(opened).toHaveLength(6)
    expect(new Set(opened.map((line) => line.split(' ')[1])).size).toBe(3)
    expect(network.made).toHaveLength(6)
  })

  test('agree when both offer at once: one gives way', async () => {
    // So slow that the one who gives way has begun before the other's offer comes.
    const { enter, links, settle, network } = world(1_600)
    enter(device(1))
    enter(device(2))
    await settle(12_000)
    expect(links()).toEqual([1, 1])
    expect(network.made).toHaveLength(2)
  })

  test('never hold more than twelve links, and settle on six', async () => {
    const { enter, links, settle } = world()
    for (let index = 0; index < 20; index++) enter(device(index * 7))
    await settle(10_000)
    expect(Math.max(...links())).toBeLessThanOrEqual(12)
    await settle(60_000)
    expect(Math.max(...links())).toBeLessThanOrEqual(6)
    expect(Math.min(...links())).toBeGreaterThanOrEqual(4)
  })

  test('come back to a page that was reloaded, which knows nothing of before', async () => {
    const { enter, leave, here, links, settle } = world()
    const [a, b] = [device(1), device(2)]
    enter(a)
    enter(b)
    await settle()
    // The page is gone without a word; its server connection ends, then the new page appears.
    leave(b)
    enter(b)
    await settle()
    expect(links()).toEqual([1, 1])
    expect(here.get(b)!.open()).toEqual([a])
  })

  test('connect again after a failure, waiting longer each time it fails', async () => {
    const { enter, links, network, settle, words, serverStands } = world()
    enter(device(1))
    enter(device(2))
    await settle()
    network.made[0]!.fail()
    expect(links().includes(0)).toBe(true)
    await settle(10_000)
    expect(links()).toEqual([1, 1])

    // Nobody answers any more: in ten minutes there are few tries, each given up in time.
    serverStands(false)
    for (const connection of network.made) connection.fail()
    const [before, connections] = [words(), network.made.length]
    await settle(600_000)
    expect(network.made.length - connections).toBeLessThan(24)
    expect(words() - before).toBeLessThan(100)
    serverStands(true)
    await settle(600_000)
    expect(links()).toEqual([1, 1])
  })

  test('keep a link when the server forgets the other, and end attempts that came to nothing', async () => {
    const { enter, here, links, settle } = world()
    const [a, b] = [device(1), device(2)]
    enter(a)
    enter(b)
    await settle()
    here.get(a)!.left(b)
    here.get(b)!.left(a)
    await settle()
    expect(links()).toEqual([1, 1])
  })

  test('take nothing from words that are no signal, too long, or about attempts that are no more', async () => {
    const { enter, here, links, settle, network } = world()
    const [a, b] = [device(1), device(2)]
    enter(a)
    enter(b)
    await settle()
    const made = network.made.length
    for (const data of [
      '{',
      'null',
      '{"from":"x"}',
      JSON.stringify({ from: '0'.repeat(16), bye: true }),
      JSON.stringify({ from: '0'.repeat(16), to: '1'.repeat(16), bye: true }),
      JSON.stringify({ from: '0'.repeat(16), to: '1'.repeat(16), description: { type: 'offer', sdp: '' } }),
      JSON.stringify({ from: '0'.repeat(16), description: { type: 'answer', sdp: '' } }),
      JSON.stringify({ from: '0'.repeat(16), description: { type: 'offer', sdp: 'x'.repeat(20_000) } }),
    ])
      here.get(a)!.message(b, data)
    await settle()
    expect(network.made).toHaveLength(made)
    expect(links()).toEqual([1, 1])
  })

  test('once closed end their links, tell the others, and come back to nothing', async () => {
    const { enter, here, links, settle, network } = world()
    const [a, b] = [device(1), device(2)]
    enter(a)
    enter(b)
    await settle()
    here.get(a)!.close()
    await settle(60_000)
    const made = network.made.length
    expect(links()).toEqual([0, 0])
    here.get(a)!.wake()
    await settle(10_000)
    expect(network.made.length - made).toBeLessThanOrEqual(2)
    expect(here.get(a)!.open()).toEqual([])
  })
})
