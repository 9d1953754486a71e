import type { DeviceId } from '../../../core/model/ids.ts'
import { createBackOff, type BackOff } from './back-off.ts'
import { choosePeers, mostPeers } from './choose-peers.ts'
import { negotiate, type Negotiation } from './negotiation.ts'
import { readSignal, type Signal } from './signal.ts'

export interface PeersOptions {
  readonly own: DeviceId
  readonly connection: () => RTCPeerConnection
  readonly send: (to: DeviceId, data: string) => void
  readonly opened: (peer: DeviceId, channel: RTCDataChannel, binding: string) => void
  /** Links that stand or are being made changed. */
  readonly changed: () => void
  readonly random?: () => number
}

/** The browsers of one topic: whom to connect to, and connecting again. */
export interface Peers {
  readonly present: (devices: readonly DeviceId[]) => void
  readonly joined: (device: DeviceId) => void
  readonly left: (device: DeviceId) => void
  readonly message: (from: DeviceId, data: string) => void
  readonly open: () => readonly DeviceId[]
  /** A link to them is being made. */
  readonly connecting: () => readonly DeviceId[]
  readonly wake: () => void
  readonly close: () => void
}

interface Peer {
  readonly backOff: BackOff
  negotiation?: Negotiation | undefined
  openedAt?: number | undefined
  again?: ReturnType<typeof setTimeout> | undefined
}

/** The one that gives way in a collision lets the other begin. */
const politeWait = 1_500
const firstWait = 1_000
const longestWait = 300_000
/** A link that stood this long was no failure when it ends. */
const stood = 30_000
/** Others may still see who left, or not yet who came: links nobody chose stay this long. */
const surplusWait = 15_000
/** Links in all: what others begin is taken beyond one's own choice, within this. */
const mostLinks = mostPeers * 2

export function createPeers(options: PeersOptions): Peers {
  const peers = new Map<DeviceId, Peer>()
  let present = new Set<DeviceId>()
  let surplus: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const wanted = (): ReadonlySet<string> => choosePeers(options.own, present)
  const peerOf = (device: DeviceId): Peer => {
    const peer = peers.get(device) ?? {
      backOff: createBackOff(firstWait, longestWait, options.random),
    }
    peers.set(device, peer)
    return peer
  }
  const say = (to: DeviceId, signal: Signal): void => options.send(to, JSON.stringify(signal))

  const begin = (device: DeviceId, begins: boolean): Negotiation => {
    const peer = peerOf(device)
    clearTimeout(peer.again)
    peer.again = undefined
    peer.negotiation = negotiate({
      connection: options.connection,
      polite: isPolite(device),
      begins,
      send: (signal) => say(device, signal),
      opened(channel, binding) {
        peer.openedAt = Date.now()
        options.opened(device, channel, binding)
        options.changed()
        thinOut()
      },
      ended: () => lose(device),
    })
    options.changed()
    return peer.negotiation
  }
  const isPolite = (device: DeviceId): boolean => options.own < device
  const lose = (device: DeviceId): void => {
    const peer = peerOf(device)
    const { openedAt } = peer
    peer.negotiation = peer.openedAt = undefined
    if (openedAt !== undefined && Date.now() - openedAt >= stood) peer.backOff.reset()
    options.changed()
    if (!closed && present.has(device)) later(device, peer.backOff.next())
  }
  const later = (device: DeviceId, wait: number): void => {
    const peer = peerOf(device)
    clearTimeout(peer.again)
    peer.again = setTimeout(() => {
      peer.again = undefined
      if (!closed && !peer.negotiation && present.has(device) && wanted().has(device)) begin(device, true)
    }, wait)
  }
  const connect = (): void => {
    for (const device of present) {
      const peer = peerOf(device)
      if (peer.negotiation || peer.again !== undefined || !wanted().has(device)) continue
      if (isPolite(device)) later(device, politeWait)
      else begin(device, true)
    }
    thinOut()
  }
  /** Links beyond the limit that are not wanted go, after everybody had time to see the same. */
  const thinOut = (): void => {
    clearTimeout(surplus)
    if (open().length <= mostPeers) return
    surplus = setTimeout(() => {
      const chosen = wanted()
      const spare = open().filter((device) => !chosen.has(device))
      for (const device of spare.slice(0, Math.max(0, open().length - mostPeers))) drop(device)
    }, surplusWait)
  }
  const drop = (device: DeviceId): void => {
    const peer = peers.get(device)
    if (!peer) return
    clearTimeout(peer.again)
    peer.again = undefined
    peer.negotiation?.end()
    peer.negotiation = undefined
    peer.openedAt = undefined
    options.changed()
  }
  const open = (): readonly DeviceId[] =>
    [...peers].filter(([, { openedAt }]) => openedAt !== undefined).map(([device]) => device)
  /** Whoever appears anew knows nothing of an attempt that did not come to a link. */
  const forgetUnfinished = (device: DeviceId): void => {
    if (peers.get(device)?.openedAt === undefined) drop(device)
  }
  const forgetAbsent = (): void => {
    for (const [device, peer] of peers)
      if (!present.has(device) && !peer.negotiation && peer.again === undefined) peers.delete(device)
  }

  return {
    present(devices) {
      present = new Set(devices.filter((device) => device !== options.own))
      for (const device of peers.keys()) forgetUnfinished(device)
      connect()
      forgetAbsent()
    },
    joined(device) {
      if (device === options.own) return
      forgetUnfinished(device)
      present.add(device)
      connect()
    },
    left(device) {
      present.delete(device)
      // A link that stands needs no server; one that was only being made will not be.
      forgetUnfinished(device)
      connect()
      forgetAbsent()
    },
    message(from, data) {
      const signal = readSignal(data)
      if (!signal || closed) return
      const now = peers.get(from)?.negotiation
      const isForUs = signal.to === undefined || signal.to === now?.attempt
      if (now && isForUs && (now.theirs() ?? signal.from) === signal.from) return now.hear(signal)
      // What is left is a new attempt of theirs, or words to an attempt of ours that is no more.
      if (signal.bye) return
      if (signal.to !== undefined || signal.description?.type !== 'offer') {
        if (signal.to !== undefined && signal.to !== now?.attempt)
          say(from, { from: signal.to, to: signal.from, bye: true })
        return
      }
      drop(from)
      const taken = [...peers.values()].filter(({ negotiation }) => negotiation).length
      if (taken < mostLinks) begin(from, false).hear(signal)
    },
    open,
    connecting: () =>
      [...peers]
        .filter(([, { negotiation, openedAt }]) => negotiation && openedAt === undefined)
        .map(([device]) => device),
    wake() {
      for (const [device, peer] of peers) {
        if (peer.negotiation) peer.negotiation.check()
        else if (peer.again !== undefined && present.has(device)) later(device, Math.round(politeWait / 2))
      }
    },
    close() {
      closed = true
      clearTimeout(surplus)
      for (const device of peers.keys()) drop(device)
    },
  }
}
