import { randomBytes, webcrypto } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { deviceIdOf } from '../../core/journal/device.ts'
import type { DeviceId } from '../../core/model/ids.ts'
import {
  maxSignalMessage,
  readToSignal,
  signalClose,
  signalPath,
  signalStatement,
  type FromSignal,
  type ToSignal,
} from '../../core/sync/signaling.ts'
import { createSignalRoom, type Guest } from './signal-room.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface SignalLimits {
  readonly connections: number
  readonly perTopic: number
  /** Messages of one connection: so many at once, then so many a second. */
  readonly messages: { readonly burst: number; readonly perSecond: number }
  /** Characters of one connection, in the same way. */
  readonly characters: { readonly burst: number; readonly perSecond: number }
  /** Milliseconds in which a connection must prove a device key. */
  readonly patience: number
  /** Bytes that may wait for a reader who does not read. */
  readonly unread: number
  /** Milliseconds between two looks whether a connection still lives. */
  readonly heartbeat: number
}

export const signalLimits: SignalLimits = {
  connections: 1000,
  perTopic: 60,
  messages: { burst: 300, perSecond: 30 },
  characters: { burst: 1024 * 1024, perSecond: 64 * 1024 },
  patience: 10_000,
  unread: 512 * 1024,
  heartbeat: 30_000,
}

export interface Signaling {
  readonly connections: () => number
  readonly topics: () => number
  /** Ends every connection; what was in memory was all there was. */
  readonly close: () => void
}

/**
 * Introduces browsers to each other at `/signal`. Any device key may prove itself and name topics: a topic is known
 * only to those who know its workspace or its invite, and what a device may see is decided in the session over the
 * link. Nothing is stored or written down. `isOurOrigin` decides from which pages a connection is taken at all.
 */
export function startSignaling(
  server: Server,
  isOurOrigin: (origin: string | undefined) => boolean,
  limits: SignalLimits = signalLimits,
): Signaling {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxSignalMessage,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const room = createSignalRoom(limits.perTopic)
  const alive = new WeakSet<WebSocket>()

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy())
    const refused = !isSignalPath(request.url)
      ? '404 Not Found'
      : !isOurOrigin(request.headers.origin)
        ? '403 Forbidden'
        : sockets.clients.size >= limits.connections
          ? '503 Service Unavailable'
          : undefined
    if (refused !== undefined)
      return void socket.end(`HTTP/1.1 ${refused}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    const origin = request.headers.origin ?? ''
    sockets.handleUpgrade(request, socket, head, (opened) => {
      alive.add(opened)
      opened.on('pong', () => alive.add(opened))
      // A broken frame or one too long: the library closes the connection itself, with its own code.
      opened.on('error', () => opened.terminate())
      serve(opened, origin)
    })
  }

  const serve = (socket: WebSocket, origin: string): void => {
    const nonce = randomBytes(32).toString('hex')
    const mayTalk = createTokenBucket(limits.messages.burst, limits.messages.perSecond, Date.now)
    const maySay = createTokenBucket(limits.characters.burst, limits.characters.perSecond, Date.now)
    let guest: Guest | undefined
    let proving = false
    const patience = setTimeout(() => guest ?? refuse(), limits.patience)

    const tell = (message: FromSignal): void => {
      // Whoever does not read must not fill this machine's memory.
      if (socket.bufferedAmount > limits.unread) return socket.terminate()
      socket.send(JSON.stringify(message))
    }
    const end = (code: keyof typeof signalClose): void => {
      socket.close(signalClose[code])
      // Whoever does not answer the goodbye is not waited for.
      setTimeout(() => socket.terminate(), 1000).unref()
    }
    const refuse = (): void => end('refused')

    const prove = async (claim: Extract<ToSignal, { type: 'prove' }>): Promise<void> => {
      const device = await provenDevice(origin, nonce, claim)
      if (socket.readyState !== socket.OPEN) return
      if (device === undefined) return refuse()
      guest = { device, tell, dismiss: end }
      room.enter(guest)
      tell({ type: 'proved' })
    }
    const hear = (message: ToSignal): boolean => {
      if (message.type === 'ping') return (tell({ type: 'pong' }), true)
      if (message.type === 'prove') {
        if (proving) return false
        proving = true
        // A key that is none, such as a point off the curve, fails like a wrong signature.
        prove(message).catch(refuse)
        return true
      }
      if (!guest) return false
      switch (message.type) {
        case 'join':
          return room.join(guest, message.topic)
        case 'leave':
          return (room.leave(guest, message.topic), true)
        case 'send':
          return room.pass(guest, message.topic, message.to, message.data)
      }
    }

    socket.on('message', (raw: RawData, binary: boolean) => {
      if (socket.readyState !== socket.OPEN) return
      const text = textOf(raw)
      if (binary || !mayTalk(1) || !maySay(text.length)) return refuse()
      const message = readToSignal(text)
      if (!message || !hear(message)) refuse()
    })
    socket.on('close', () => {
      clearTimeout(patience)
      if (guest) room.exit(guest)
    })
    tell({ type: 'challenge', nonce })
  }

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, limits.heartbeat)
  heartbeat.unref()

  server.on('upgrade', upgrade)
  return {
    connections: () => sockets.clients.size,
    topics: room.topics,
    close() {
      clearInterval(heartbeat)
      server.off('upgrade', upgrade)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** The device id of the key that signed our challenge. Keys are not kept: a hostile one costs its own check. */
async function provenDevice(
  origin: string,
  nonce: string,
  { signKey, signature }: Extract<ToSignal, { type: 'prove' }>,
): Promise<DeviceId | undefined> {
  const raw = Buffer.from(signKey, 'hex')
  const key = await webcrypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  const statement = signalStatement(origin, nonce, signKey)
  if (!(await webcrypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'hex'), statement)))
    return undefined
  return deviceIdOf(signKey)
}

const isSignalPath = (url: string | undefined): boolean => url?.split('?', 1)[0] === `/${signalPath}`

const textOf = (raw: RawData): string =>
  Array.isArray(raw)
    ? Buffer.concat(raw).toString()
    : raw instanceof ArrayBuffer
      ? Buffer.from(raw).toString()
      : raw.toString()
