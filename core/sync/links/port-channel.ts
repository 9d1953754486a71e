import type { Bytes } from '../../model/bytes.ts'
import { parse, shape } from '../../model/shape.ts'
import { highWater, lowWater, type ByteChannel } from './data-channel.ts'

/**
 * A data channel lives in a window, the store in a worker: its bytes travel between them on a MessagePort, and so does
 * the word of how many were taken, so that neither side runs ahead of a network or a disk that is slower.
 */
const word = shape.discriminatedUnion('type', [
  shape.strictObject({ type: shape.literal('bytes'), bytes: shape.instanceof(ArrayBuffer) }),
  /** So many of the bytes sent this way are taken. */
  shape.strictObject({ type: shape.literal('took'), count: shape.int().min(0) }),
  shape.strictObject({ type: shape.literal('closed') }),
])
type Word = shape.infer<typeof word>

/** As much of MessagePort as is used here. */
export interface BytePort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  start(): void
  close(): void
}

/** The worker's end: looks like the channel it stands for. */
export function portChannel(port: BytePort): ByteChannel {
  const listeners: { readonly type: string; readonly listener: (event: object) => void }[] = []
  let open = true
  let sent = 0
  const tell = (type: string, event: object): void => {
    for (const one of listeners) if (one.type === type) one.listener(event)
  }
  const end = (): void => {
    if (!open) return
    open = false
    port.close()
    tell('close', {})
  }
  const channel: ByteChannel = {
    get readyState() {
      return open ? 'open' : 'closed'
    },
    get bufferedAmount() {
      return sent
    },
    bufferedAmountLowThreshold: 0,
    binaryType: 'arraybuffer',
    send(bytes) {
      if (!open) return
      sent += bytes.length
      say(port, { type: 'bytes', bytes: ownBuffer(bytes) })
    },
    close() {
      if (open) say(port, { type: 'closed' })
      end()
    },
    addEventListener(type, listener) {
      listeners.push({ type, listener })
    },
  }
  hear(port, (message) => {
    if (!open || !message) return end()
    switch (message.type) {
      case 'closed':
        return end()
      case 'bytes':
        tell('message', { data: message.bytes })
        return say(port, { type: 'took', count: message.bytes.byteLength })
      case 'took': {
        const high = sent > channel.bufferedAmountLowThreshold
        sent = Math.max(0, sent - message.count)
        if (high && sent <= channel.bufferedAmountLowThreshold) tell('bufferedamountlow', {})
      }
    }
  })
  return channel
}

/** Received bytes the worker has not taken; a peer that sends faster than we store, beyond its own session's bounds. */
const maxUntaken = 32 * 1024 * 1024

/** The window's end: joins a real channel to the port, both ways, until either closes. */
export function joinChannelToPort(channel: ByteChannel, port: BytePort): void {
  let open = true
  /** Handed to the channel and not yet reported as taken. */
  let unreported = 0
  let untaken = 0
  const end = (): void => {
    if (!open) return
    open = false
    say(port, { type: 'closed' })
    port.close()
    channel.close()
  }
  const report = (): void => {
    const count = unreported - channel.bufferedAmount
    if (!open || count <= 0) return
    unreported -= count
    say(port, { type: 'took', count })
  }
  channel.binaryType = 'arraybuffer'
  // Half of what the worker waits for: it is told in time to keep the network busy.
  channel.bufferedAmountLowThreshold = lowWater / 2
  channel.addEventListener('message', (event) => {
    const data = 'data' in event ? event.data : undefined
    if (!open) return
    if (!(data instanceof ArrayBuffer)) return end()
    untaken += data.byteLength
    if (untaken > maxUntaken) return end()
    say(port, { type: 'bytes', bytes: data })
  })
  channel.addEventListener('close', end)
  channel.addEventListener('bufferedamountlow', report)
  hear(port, (message) => {
    if (!open) return
    if (!message || channel.readyState !== 'open') return end()
    switch (message.type) {
      case 'closed':
        return end()
      case 'took':
        untaken = Math.max(0, untaken - message.count)
        return
      case 'bytes':
        channel.send(new Uint8Array(message.bytes))
        unreported += message.bytes.byteLength
        if (channel.bufferedAmount < highWater / 2) report()
    }
  })
}

function say(port: BytePort, message: Word): void {
  port.postMessage(message, message.type === 'bytes' ? [message.bytes] : [])
}

function hear(port: BytePort, heard: (message: Word | undefined) => void): void {
  port.addEventListener('message', ({ data }) => {
    const message = parse(word, data)
    heard(message.ok ? message.value : undefined)
  })
  port.start()
}

/** The bytes in a buffer that may be given away. */
const ownBuffer = (bytes: Bytes): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer
