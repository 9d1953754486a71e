import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, fromHex, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import { isDeviceId, type WorkspaceId } from '../model/ids.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'

/**
 * What browsers and the signaling server say to each other, as JSON texts on one WebSocket of the PWA's own origin.
 * The server introduces devices that know the same topic and passes their offers on. Who a device is to a workspace
 * is proved in the session over the link, never here.
 */
export const signalPath = 'signal'

/** Characters of `data` in one message; an offer with its candidates is about 2 000. */
export const maxSignalData = 16 * 1024
/** Characters of a whole message. */
export const maxSignalMessage = maxSignalData * 2
/** The workspace and the invitations a device waits for. */
export const maxTopics = 24

/** Close codes the server gives; what it says beside them is for whoever looks into the browser's tools. */
export const signalClose = {
  /** Bad words, a wrong proof, too much or too fast. */
  refused: 4400,
  /** The same device connected again: this connection is the older one. */
  replaced: 4409,
  /** No room for another connection or another device in the topic. */
  full: 4429,
} as const

const hex = (digits: number) => shape.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const topic = hex(64)
const device = shape.string().refine(isDeviceId)
const data = shape.string().max(maxSignalData)

const toServer = shape.discriminatedUnion('type', [
  shape.strictObject({ type: shape.literal('prove'), signKey: hex(64), signature: hex(128) }),
  shape.strictObject({ type: shape.literal('join'), topic }),
  shape.strictObject({ type: shape.literal('leave'), topic }),
  /** The server says who it is from: a `from` of the sender's own is no word of this protocol. */
  shape.strictObject({ type: shape.literal('send'), topic, to: device, data }),
  /** After sleep, the only way a page can learn that its connection is dead. */
  shape.strictObject({ type: shape.literal('ping') }),
])
export type ToSignal = ShapeOf<typeof toServer>

const fromServer = shape.discriminatedUnion('type', [
  shape.strictObject({ type: shape.literal('challenge'), nonce: hex(64) }),
  shape.strictObject({ type: shape.literal('proved') }),
  /** Who else is in a topic just joined. */
  shape.strictObject({ type: shape.literal('present'), topic, devices: shape.array(device).max(1000) }),
  shape.strictObject({ type: shape.literal('joined'), topic, device }),
  shape.strictObject({ type: shape.literal('left'), topic, device }),
  shape.strictObject({ type: shape.literal('message'), topic, from: device, data }),
  shape.strictObject({ type: shape.literal('pong') }),
])
export type FromSignal = ShapeOf<typeof fromServer>

/** Undefined for anything that is no word of the protocol. */
export const readToSignal = (text: string): ToSignal | undefined => fitting(toServer, text)
export const readFromSignal = (text: string): FromSignal | undefined => fitting(fromServer, text)

function fitting<T>(declaration: shape.ZodType<T>, text: string): T | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = parse(declaration, value)
  return parsed.ok ? parsed.value : undefined
}

/** What a device signs; the origin keeps another site's server from passing our challenge on. */
export const signalStatement = (origin: string, nonce: string, signKey: string): Bytes =>
  canonicalBytes({ purpose: 'countersign/signal/1', origin, nonce, signKey })

/** Where a workspace's devices meet: says nothing of the workspace to a server that does not know its id. */
export const workspaceTopic = async (workspace: WorkspaceId): Promise<string> =>
  toHex(await sha256(concat(utf8('countersign/topic/1'), fromHex(workspace))))
