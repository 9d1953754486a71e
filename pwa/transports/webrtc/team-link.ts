import { newUlid } from '../../../core/model/ids.ts'
import { joinChannelToPort } from '../../../core/sync/links/port-channel.ts'
import type { FromWorker, TeamWanted, ToWorker } from '../../store-host/protocol.ts'
import { openSocket } from './open-socket.ts'
import { createPeers, type Peers } from './peers.ts'
import { createSignalingClient, type SignalingClient, type SignalingState } from './signaling-client.ts'
import { onWake } from './wake.ts'

/**
 * Connects this browser to those of colleagues for the store's worker, which says whom to look for and gets every open
 * channel as a port. Runs in the tab that holds the store; asks nothing of the network before the worker says so.
 */
export function startTeamLink(page: Window, worker: Worker): () => void {
  let wanted: TeamWanted | undefined
  let running: Running | undefined
  const signatures = new Map<string, (signature: string) => void>()
  const tell = (message: ToWorker, ports: MessagePort[] = []): void => worker.postMessage(message, ports)

  const sign = (nonce: string): Promise<string> =>
    new Promise((signed) => {
      const id = newUlid()
      signatures.set(id, signed)
      tell({ type: 'sign', id, origin: page.location.origin, nonce })
    })
  const follow = (team: TeamWanted | undefined): void => {
    wanted = team
    if (running && running.device === team?.device) return running.setTopics(team.topics)
    running?.stop()
    running = team && run(page, team, sign, tell)
  }
  const hear = ({ data }: MessageEvent<FromWorker>): void => {
    if (data.type === 'team') follow(data.team)
    if (data.type !== 'signed') return
    signatures.get(data.id)?.(data.signature)
    signatures.delete(data.id)
  }
  const stopWake = onWake(page, () => running?.wake())
  worker.addEventListener('message', hear)
  // A page that is left says goodbye, so that nobody waits for it; one that the browser kept begins anew.
  const leave = (): void => {
    running?.stop()
    running = undefined
  }
  const comeBack = (): void => {
    if (!running) follow(wanted)
  }
  page.addEventListener('pagehide', leave)
  page.addEventListener('pageshow', comeBack)
  return () => {
    worker.removeEventListener('message', hear)
    page.removeEventListener('pagehide', leave)
    page.removeEventListener('pageshow', comeBack)
    stopWake()
    follow(undefined)
  }
}

interface Running {
  readonly device: string
  readonly setTopics: (topics: readonly string[]) => void
  readonly wake: () => void
  readonly stop: () => void
}

function run(
  page: Window,
  team: TeamWanted,
  sign: (nonce: string) => Promise<string>,
  tell: (message: ToWorker, ports?: MessagePort[]) => void,
): Running {
  const topics = new Map<string, Peers>()
  let signaling: SignalingState = 'connecting'
  const show = (): void => {
    const all = [...topics.values()]
    const links = all.reduce((count, peers) => count + peers.open().length, 0)
    const connecting = all.flatMap((peers) => peers.connecting())
    tell({ type: 'teamView', view: { signaling, links, connecting } })
  }
  const client: SignalingClient = createSignalingClient({
    open: () => openSocket(page.location),
    signKey: team.signKey,
    sign,
    hear(message) {
      const peers = topics.get(message.topic)
      if (message.type === 'present') peers?.present(message.devices)
      else if (message.type === 'message') peers?.message(message.from, message.data)
      else peers?.[message.type](message.device)
    },
    state(state) {
      signaling = state
      show()
    },
  })
  const peersOf = (topic: string): Peers =>
    createPeers({
      own: team.device,
      // No STUN: colleagues are on one network, and no third party learns that two browsers talk.
      connection: () => new RTCPeerConnection({ iceServers: [] }),
      send: (to, data) => client.send(topic, to, data),
      opened(device, channel, binding) {
        const { port1, port2 } = new MessageChannel()
        joinChannelToPort(channel, port1)
        tell({ type: 'peerLink', topic, device, binding, port: port2 }, [port2])
      },
      changed: show,
    })
  const setTopics = (wanted: readonly string[]): void => {
    for (const [topic, peers] of topics) {
      if (wanted.includes(topic)) continue
      topics.delete(topic)
      peers.close()
    }
    for (const topic of wanted) if (!topics.has(topic)) topics.set(topic, peersOf(topic))
    client.setTopics(wanted)
    show()
  }
  setTopics(team.topics)
  return {
    device: team.device,
    setTopics,
    wake() {
      client.wake()
      for (const peers of topics.values()) peers.wake()
    },
    stop() {
      for (const peers of topics.values()) peers.close()
      topics.clear()
      client.close()
    },
  }
}
