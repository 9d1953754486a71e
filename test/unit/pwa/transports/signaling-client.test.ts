import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeviceId } from '../../../../core/model/ids.ts'
import { signalClose, type FromSignal, type ToSignal } from '../../../../core/sync/signaling.ts'
import {
  createSignalingClient,
  type Heard,
  type SignalingState,
  type SignalSocket,
} from '../../../../pwa/transports/webrtc/signaling-client.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const topic = 'a'.repeat(64)
const colleague = 'b'.repeat(32) as DeviceId
const nonce = 'c'.repeat(64)

/** A client, and the server's end of every connection it opens. */
function begun(random = () => 1) {
  const sockets: (SignalSocket & {
    readonly said: ToSignal[]
    readonly give: (message: FromSignal | string) => void
    readonly lose: (code?: number) => void
    closed: boolean
  })[] = []
  const heard: Heard[] = []
  const states: SignalingState[] = []
  const client = createSignalingClient({
    open() {
      const socket: (typeof sockets)[number] = {
        readyState: 1,
        said: [],
        closed: false,
        onmessage: null,
        onclose: null,
        send: (text) => socket.said.push(JSON.parse(text) as ToSignal),
        close: () => (socket.closed = true),
        give: (message) =>
          socket.onmessage?.({
            data: typeof message === 'string' ? message : JSON.stringify(message),
          } as MessageEvent<unknown>),
        lose: (code = 1006) => socket.onclose?.({ code } as CloseEvent),
      }
      sockets.push(socket)
      return socket
    },
    signKey: 'd'.repeat(64),
    sign: (given) => Promise.resolve(given === nonce ? 'e'.repeat(128) : ''),
    hear: (message) => heard.push(message),
    state: (state) => states.push(state),
    random,
  })
  const last = () => sockets.at(-1)!
  const prove = async () => {
    last().give({ type: 'challenge', nonce })
    await vi.advanceTimersByTimeAsync(0)
    last().give({ type: 'proved' })
  }
  return { client, sockets, last, heard, states, prove }
}

describe('the connection to the signaling server', () => {
  test('is proved first, then names its topics, and passes on only what belongs to them', async () => {
    const { client, last, heard, prove } = begun()
    client.setTopics([topic])
    expect(last().said).toEqual([])
    await prove()
    expect(last().said).toEqual([
      { type: 'prove', signKey: 'd'.repeat(64), signature: 'e'.repeat(128) },
      { type: 'join', topic },
    ])
    last().give({ type: 'joined', topic, device: colleague })
    last().give({ type: 'joined', topic: 'f'.repeat(64), device: colleague })
    expect(heard).toEqual([{ type: 'joined', topic, device: colleague }])
    client.setTopics([])
    expect(last().said.at(-1)).toEqual({ type: 'leave', topic })
  })

  test('comes back after ever longer waits, all drawn at random, and begins anew once it was proved', async () => {
    const { sockets, last, prove } = begun()
    const waits: number[] = []
    for (let tries = 0; tries < 9; tries++) {
      last().lose()
      const before = Date.now()
      const count = sockets.length
      while (sockets.length === count) await vi.advanceTimersByTimeAsync(500)
      waits.push((Date.now() - before) / 1000)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120])
    await prove()
    last().lose()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sockets).toHaveLength(11)

    const lucky = begun(() => 0)
    lucky.last().lose()
    await vi.advanceTimersByTimeAsync(500)
    expect(lucky.sockets).toHaveLength(2)
  })

  test('is let go when the server is silent or talks nonsense', async () => {
    const silent = begun()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(silent.sockets[0]!.closed).toBe(true)
    expect(silent.states).toEqual(['connecting', 'unreachable'])
    const odd = begun()
    odd.last().give('{"type":"evict"}')
    expect(odd.last().closed).toBe(true)
  })

  test('after sleep is asked whether it lives, and replaced when no answer comes', async () => {
    const { client, sockets, last, prove } = begun()
    await prove()
    client.wake()
    expect(last().said.at(-1)).toEqual({ type: 'ping' })
    last().give({ type: 'pong' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sockets).toHaveLength(1)
    client.wake()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(sockets[0]!.closed).toBe(true)
    expect(sockets).toHaveLength(2)
    // Nobody there at all: waking tries at once instead of waiting on.
    last().lose()
    client.wake()
    expect(sockets).toHaveLength(3)
  })

  test('leaves the place to a newer connection of the same device for a minute', async () => {
    const { sockets, last, prove } = begun()
    await prove()
    last().lose(signalClose.replaced)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(sockets).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sockets).toHaveLength(2)
  })

  test('once closed it stays closed', async () => {
    const { client, sockets, states } = begun()
    client.close()
    client.wake()
    await vi.advanceTimersByTimeAsync(300_000)
    expect(sockets).toHaveLength(1)
    expect(sockets[0]!.closed).toBe(true)
    expect(states).toEqual(['connecting'])
  })
})
