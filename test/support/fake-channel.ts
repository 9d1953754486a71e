import { concat } from '../../core/model/bytes.ts'
import type { ByteChannel } from '../../core/sync/links/data-channel.ts'

export interface FakeNetwork {
  /** Bytes a step carries at most: below a piece, pieces arrive cut; above, several arrive as one. */
  readonly step: () => number
  /** Steps after which both ends close, whatever is still on the way. */
  readonly breaksAfter?: number
}

export interface FakeChannel extends ByteChannel {
  /** Gives the other end something no link of ours would send. */
  readonly inject: (data: unknown) => void
  readonly most: () => number
}

/** Two ends of a data channel in memory, ordered and reliable, with a buffer that empties one step a turn. */
export function fakeChannels(network: FakeNetwork): readonly [FakeChannel, FakeChannel] {
  let steps = 0
  let open = true
  const ends: { readonly hear: (data: unknown) => void; readonly closed: () => void }[] = []
  const closeBoth = (): void => {
    if (!open) return
    open = false
    for (const end of ends) end.closed()
  }
  const end = (mine: 0 | 1): FakeChannel => {
    const listeners: { readonly type: string; readonly listener: (event: object) => void }[] = []
    const tell = (type: string, event: object): void =>
      listeners.filter((one) => one.type === type).forEach(({ listener }) => listener(event))
    let buffer = new Uint8Array()
    let most = 0
    let running = false
    let closing = false
    ends[mine] = { hear: (data) => tell('message', { data }), closed: () => tell('close', {}) }

    const run = (): void => {
      running = true
      setImmediate(() => {
        running = false
        if (!open) return
        if (network.breaksAfter !== undefined && ++steps > network.breaksAfter) return closeBoth()
        const before = buffer.length
        const carried = buffer.slice(0, Math.max(1, network.step()))
        buffer = buffer.slice(carried.length)
        if (carried.length > 0) ends[1 - mine]!.hear(carried.buffer)
        const low = channel.bufferedAmountLowThreshold
        if (before > low && buffer.length <= low) tell('bufferedamountlow', {})
        if (buffer.length > 0) run()
        else if (closing) closeBoth()
      })
    }
    const channel: FakeChannel = {
      get readyState() {
        return !open ? 'closed' : closing ? 'closing' : 'open'
      },
      get bufferedAmount() {
        return buffer.length
      },
      bufferedAmountLowThreshold: 0,
      binaryType: 'blob',
      send(bytes) {
        if (!open || closing) throw new DOMException('', 'InvalidStateError')
        if (bytes.length > 256 * 1024) throw new TypeError('message too large')
        buffer = concat(buffer, bytes)
        most = Math.max(most, buffer.length)
        if (!running) run()
      },
      close() {
        closing = true
        if (buffer.length === 0) setImmediate(closeBoth)
      },
      addEventListener: (type, listener) => listeners.push({ type, listener }),
      inject: (data) => ends[1 - mine]!.hear(data),
      most: () => most,
    }
    return channel
  }
  return [end(0), end(1)]
}
