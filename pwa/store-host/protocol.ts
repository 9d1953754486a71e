import type { DeviceId } from '../../core/model/ids.ts'
import type { Command, CommandResult, HostStatus, TeamView } from '../../core/store/commands.ts'

/**
 * What tabs and the store host say to each other on one BroadcastChannel of the origin. Both ends are our own
 * code of possibly different builds, so every message carries the build and an unknown type is ignored.
 */
export const hostChannel = 'countersign.host'
export const hostLock = 'countersign.host'

export interface Stamp {
  /** Milliseconds since 1970 at which the build was made. */
  readonly build: number
  readonly schema: number
}

export type ToHost =
  | { readonly to: 'host'; readonly type: 'hello'; readonly stamp: Stamp }
  | {
      readonly to: 'host'
      readonly type: 'command'
      readonly host: string
      readonly id: string
      readonly command: Command
    }
  /** A newer build asks the host to finish what it does, close and let go. */
  | { readonly to: 'host'; readonly type: 'yield'; readonly stamp: Stamp }
  | { readonly to: 'host'; readonly type: 'linkOpen'; readonly link: string }
  | { readonly to: 'host'; readonly type: 'linkFrame'; readonly link: string; readonly frame: unknown }
  | { readonly to: 'host'; readonly type: 'linkClosed'; readonly link: string }

export type FromHost =
  | {
      readonly to: 'tabs'
      readonly type: 'status'
      readonly host: string
      readonly stamp: Stamp
      readonly status: HostStatus
    }
  | { readonly to: 'tabs'; readonly type: 'result'; readonly id: string; readonly result: CommandResult }
  | { readonly to: 'tabs'; readonly type: 'linkFrame'; readonly link: string; readonly frame: unknown }
  | { readonly to: 'tabs'; readonly type: 'linkClosed'; readonly link: string }

export type HostMessage = ToHost | FromHost

export const isToHost = (data: unknown): data is ToHost => addressee(data) === 'host'
export const isFromHost = (data: unknown): data is FromHost => addressee(data) === 'tabs'

const addressee = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'to' in data ? data.to : undefined

/** The build decides; the schema only breaks a tie between builds of the same moment. */
export const isNewer = (a: Stamp, b: Stamp): boolean =>
  a.build > b.build || (a.build === b.build && a.schema > b.schema)

/** What the host's own window tells its worker, and the other way round. */
export type ToWorker =
  | { readonly type: 'start'; readonly stamp: Stamp }
  /** The signaling server's challenge, to be signed by the device key. */
  | { readonly type: 'sign'; readonly id: string; readonly origin: string; readonly nonce: string }
  /** An open data channel's bytes; see `core/sync/links/port-channel.ts`. */
  | {
      readonly type: 'peerLink'
      readonly topic: string
      /** Whom the signaling server named; not proved. */
      readonly device: DeviceId
      readonly binding: string
      readonly port: MessagePort
    }
  | { readonly type: 'teamView'; readonly view: LinkView }
export type FromWorker =
  | { readonly type: 'released' }
  /** Whom to look for; without it, nobody, and no connection may stand. */
  | { readonly type: 'team'; readonly team?: TeamWanted }
  | { readonly type: 'signed'; readonly id: string; readonly signature: string }

/** What the window knows of the team link. */
export type LinkView = Pick<TeamView, 'signaling' | 'links'> & {
  /** Whom a link is being made to, by the signaling server's word. */
  readonly connecting?: readonly DeviceId[]
}

export interface TeamWanted {
  readonly device: DeviceId
  readonly signKey: string
  readonly topics: readonly string[]
}

/** The part of BroadcastChannel that is used; tests bring their own. */
export interface Channel {
  readonly post: (message: HostMessage) => void
  readonly listen: (listener: (data: unknown) => void) => void
  readonly close: () => void
}

export function broadcastChannel(name: string): Channel {
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => (channel.onmessage = ({ data }: MessageEvent<unknown>) => listener(data)),
    close: () => channel.close(),
  }
}
