import type { Bytes } from '../../model/bytes.ts'
import { decodeFrame, encodeFrame } from '../frame-codec.ts'
import { createAssembler, cutFrame } from '../frame-pieces.ts'
import { maxFrameBytes, type Link } from '../link.ts'

/** As much of RTCDataChannel as is used here: ordered, reliable, binary. Core knows no DOM. */
export interface ByteChannel {
  readonly readyState: string
  /** Bytes given to `send` that have not left yet. */
  readonly bufferedAmount: number
  bufferedAmountLowThreshold: number
  binaryType: string
  send(bytes: Bytes): void
  close(): void
  addEventListener(type: 'message' | 'close' | 'bufferedamountlow', listener: (event: object) => void): void
}

export interface DataChannelOptions {
  /** What both ends' proofs cover, so that nobody stands in between: see `binding.ts` in the PWA. */
  readonly binding?: string
  /** Told once why this side ended the link, when it was not asked to. */
  readonly refused?: (why: 'NotAFrame' | 'NotBinary' | 'NobodyListens' | 'TooMuchUnsent') => void
}

/** Bytes handed to the channel ahead of the network; more only takes memory. */
export const highWater = 1024 * 1024
export const lowWater = 256 * 1024
/** Whoever sends this much without waiting for `drained` has forgotten to. */
const maxUnsent = 64 * maxFrameBytes
const maxUnheard = 64

/** Frames over an open data channel, cut into pieces, sent no faster than the network takes them. */
export function dataChannelLink(channel: ByteChannel, options: DataChannelOptions = {}): Link {
  type Listener = Parameters<Link['listen']>[0]
  const assemble = createAssembler()
  const unheard: unknown[] = []
  let unsent: Bytes[] = []
  let unsentBytes = 0
  let waiting: (() => void)[] = []
  let listener: Listener | undefined
  /** `closing`: asked to close, what was said before still goes out. */
  let state: 'open' | 'closing' | 'closed' = 'open'
  let gone = false
  let untold = false

  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = lowWater

  const pump = (): void => {
    while (unsent.length > 0 && channel.readyState === 'open' && channel.bufferedAmount < highWater) {
      const piece = unsent.shift()!
      unsentBytes -= piece.length
      channel.send(piece)
    }
    if (unsent.length > 0 && channel.readyState === 'open') return
    if (state === 'closing') return shut()
    if (channel.bufferedAmount <= lowWater || channel.readyState !== 'open') release()
  }
  const release = (): void => {
    const released = waiting
    waiting = []
    for (const go of released) go()
  }
  const shut = (): void => {
    state = 'closed'
    unsent = []
    unsentBytes = 0
    channel.close()
    release()
  }
  /** Ended from outside, or because of what came from there. */
  const lose = (): void => {
    if (gone) return
    gone = true
    const asked = state !== 'open'
    shut()
    if (asked) return
    if (listener) listener.closed()
    else untold = true
  }
  const refuse = (why: Parameters<NonNullable<DataChannelOptions['refused']>>[0]): void => {
    if (state === 'open') options.refused?.(why)
    lose()
  }
  const hand = (bytes: Bytes): void => {
    // A frame handled may have ended the link; what came behind it is not heard any more.
    if (state !== 'open') return
    const frame = decodeFrame(bytes)
    if (!frame.ok) return refuse('NotAFrame')
    if (listener) listener.frame(frame.value)
    else if (unheard.push(frame.value) > maxUnheard) refuse('NobodyListens')
  }

  channel.addEventListener('message', (event) => {
    if (state !== 'open') return
    const data = 'data' in event ? event.data : undefined
    if (!(data instanceof ArrayBuffer)) return refuse('NotBinary')
    const frames = assemble(new Uint8Array(data))
    if (!frames) return refuse('NotAFrame')
    frames.forEach(hand)
  })
  channel.addEventListener('close', lose)
  channel.addEventListener('bufferedamountlow', pump)

  return {
    ...(options.binding === undefined ? {} : { binding: options.binding }),
    send(frame) {
      if (state !== 'open') return
      const pieces = cutFrame(encodeFrame(frame))
      for (const piece of pieces) unsentBytes += piece.length
      unsent.push(...pieces)
      if (unsentBytes > maxUnsent) return refuse('TooMuchUnsent')
      pump()
    },
    listen(given) {
      listener = given
      for (const frame of unheard.splice(0)) listener.frame(frame)
      if (untold) listener.closed()
    },
    close() {
      if (state !== 'open') return
      state = 'closing'
      pump()
    },
    drained: () =>
      state !== 'open' || (unsent.length === 0 && channel.bufferedAmount <= lowWater)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
  }
}
