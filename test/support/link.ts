import type { Link } from '../../core/sync/link.ts'
import { dataChannelLink, type ByteChannel } from '../../core/sync/links/data-channel.ts'
import { messagePortLink } from '../../core/sync/links/message-port.ts'
import { joinChannelToPort, portChannel } from '../../core/sync/links/port-channel.ts'
import { fakeChannels } from './fake-channel.ts'

/** Two ends of one link in memory; frames are cloned like on any real link and arrive in order. */
export function memoryLinks(): readonly [Link, Link] {
  const ends = [undefined, undefined] as (Parameters<Link['listen']>[0] | undefined)[]
  const early: unknown[][] = [[], []]
  let open = true
  const end = (mine: 0 | 1): Link => {
    const theirs = mine === 0 ? 1 : 0
    return {
      send(frame) {
        if (!open) return
        const copy: unknown = structuredClone(frame)
        queueMicrotask(() => (ends[theirs] ? ends[theirs].frame(copy) : early[theirs]!.push(copy)))
      },
      listen(listener) {
        ends[mine] = listener
        for (const frame of early[mine]!.splice(0)) listener.frame(frame)
      },
      close() {
        if (!open) return
        open = false
        queueMicrotask(() => ends[theirs]?.closed())
      },
    }
  }
  return [end(0), end(1)]
}

/** Two ends over a real MessageChannel. */
export function portLinks(): readonly [Link, Link] {
  const { port1, port2 } = new MessageChannel()
  return [messagePortLink(port1), messagePortLink(port2)]
}

export function channelLinks(): readonly [Link, Link] {
  const [one, other] = fakeChannels({ step: () => 100_000 })
  return [dataChannelLink(one), dataChannelLink(other)]
}

/** As in the product: channels in two windows, each handed to its worker over a port. */
export function channelPortLinks(): readonly [Link, Link] {
  const handed = (channel: ByteChannel): Link => {
    const { port1, port2 } = new MessageChannel()
    joinChannelToPort(channel, port1)
    return dataChannelLink(portChannel(port2))
  }
  const [one, other] = fakeChannels({ step: () => 100_000 })
  return [handed(one), handed(other)]
}
