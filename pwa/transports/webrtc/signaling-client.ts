import type { DeviceId } from '../../../core/model/ids.ts'
import { readFromSignal, signalClose, type FromSignal, type ToSignal } from '../../../core/sync/signaling.ts'
import { createBackOff } from './back-off.ts'

export type SignalingState = 'connecting' | 'connected' | 'unreachable'

export interface SignalingOptions {
  readonly open: () => SignalSocket
  readonly signKey: string
  /** The signature over the server's nonce in hex, by the device key, which never leaves the worker. */
  readonly sign: (nonce: string) => Promise<string>
  readonly hear: (message: Heard) => void
  readonly state: (state: SignalingState) => void
  readonly random?: () => number
}

/** As much of WebSocket as is used here. */
export interface SignalSocket {
  readonly readyState: number
  send(text: string): void
  close(): void
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

export type Heard = Extract<FromSignal, { type: 'present' | 'joined' | 'left' | 'message' }>

export interface SignalingClient {
  readonly setTopics: (topics: readonly string[]) => void
  /** Lost when there is no connection: whoever negotiates begins again when the other is seen again. */
  readonly send: (topic: string, to: DeviceId, data: string) => void
  /** Somebody or the network came back: make sure of the connection now. */
  readonly wake: () => void
  readonly close: () => void
}

const firstWait = 1_000
const longestWait = 120_000
/** The same device is open elsewhere: two that take turns at once would help nobody. */
const elsewhereWait = 60_000
const pongWithin = 5_000
const provedWithin = 15_000

/** Keeps one connection to the signaling server, for as long as it is not closed. */
export function createSignalingClient(options: SignalingOptions): SignalingClient {
  const backOff = createBackOff(firstWait, longestWait, options.random)
  let topics: readonly string[] = []
  let socket: SignalSocket | undefined
  let proved = false
  let again: ReturnType<typeof setTimeout> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const say = (message: ToSignal): void => {
    if (socket?.readyState === 1) socket.send(JSON.stringify(message))
  }
  const expectWithin = (milliseconds: number): void => {
    clearTimeout(deadline)
    deadline = setTimeout(() => drop(0), milliseconds)
  }
  const connect = (): void => {
    clearTimeout(again)
    if (ended) return
    proved = false
    options.state('connecting')
    const opening = options.open()
    socket = opening
    expectWithin(provedWithin)
    opening.onmessage = ({ data }) => {
      if (socket === opening) hear(typeof data === 'string' ? readFromSignal(data) : undefined)
    }
    opening.onclose = ({ code }) => {
      if (socket === opening) drop(code)
    }
  }
  /** Lets this connection go and waits for the next; a dead one is not waited for to say so itself. */
  const drop = (code: number): void => {
    clearTimeout(deadline)
    const gone = socket
    socket = undefined
    proved = false
    gone?.close()
    if (ended) return
    options.state('unreachable')
    const wait = backOff.next()
    again = setTimeout(connect, code === signalClose.replaced ? Math.max(wait, elsewhereWait) : wait)
  }
  const prove = async (nonce: string, asked: SignalSocket): Promise<void> => {
    const signature = await options.sign(nonce)
    if (socket === asked) say({ type: 'prove', signKey: options.signKey, signature })
  }
  const hear = (message: FromSignal | undefined): void => {
    if (!message) return drop(0)
    switch (message.type) {
      case 'challenge':
        // The worker went away: the deadline lets this connection go.
        if (socket) prove(message.nonce, socket).catch(() => undefined)
        return
      case 'proved':
        clearTimeout(deadline)
        proved = true
        backOff.reset()
        options.state('connected')
        return topics.forEach((topic) => say({ type: 'join', topic }))
      case 'pong':
        return clearTimeout(deadline)
      default:
        if (topics.includes(message.topic)) options.hear(message)
    }
  }

  connect()
  return {
    setTopics(wanted) {
      const before = topics
      topics = wanted
      if (!proved) return
      for (const topic of before) if (!wanted.includes(topic)) say({ type: 'leave', topic })
      for (const topic of wanted) if (!before.includes(topic)) say({ type: 'join', topic })
    },
    send: (topic, to, data) => {
      if (proved) say({ type: 'send', topic, to, data })
    },
    wake() {
      if (ended) return
      if (!socket) return connect()
      if (!proved) return
      say({ type: 'ping' })
      expectWithin(pongWithin)
    },
    close() {
      ended = true
      clearTimeout(again)
      drop(0)
    },
  }
}
