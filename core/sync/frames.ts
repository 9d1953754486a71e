import { isDeviceId, isWorkspaceId } from '../model/ids.ts'
import { bytes, shape, type ShapeOf } from '../model/shape.ts'
import { pairAccept, pairRefuse } from './agree.ts'
import { converseIn, type ConversationIn } from './conversation.ts'
import type { Link } from './link.ts'

/** What an extension and its host say to each other over a link. Everything else closes the link. */
const key = shape.string().regex(/^[0-9a-f]{64}$/)
const nonce = shape.string().regex(/^[0-9a-f]{64}$/)
const signature = shape.string().regex(/^[0-9a-f]{128}$/)
const device = shape.strictObject({ signKey: key, agreeKey: key, client: shape.int().min(1).max(0xffffffff) })

/** Most waiting events told; beyond that a reminder says nothing more. */
export const maxWaiting = 2000

const frameShape = shape.discriminatedUnion('type', [
  /** Asked before the first keys are shown: a browser shows another workspace other keys. */
  shape.strictObject({ type: shape.literal('pairWhich') }),
  shape.strictObject({ type: shape.literal('pairHere'), workspace: shape.string().refine(isWorkspaceId) }),
  shape.strictObject({ type: shape.literal('pairHello'), protocol: shape.literal(1), device, nonce }),
  shape.strictObject({
    type: shape.literal('pairWelcome'),
    workspace: shape.string().refine(isWorkspaceId),
    organisation: shape.string().max(200),
    device,
    nonce,
  }),
  pairAccept,
  pairRefuse,
  shape.strictObject({
    type: shape.literal('hello'),
    workspace: shape.string().refine(isWorkspaceId),
    device: shape.string().refine(isDeviceId),
    nonce,
  }),
  shape.strictObject({
    type: shape.literal('proof'),
    device: shape.string().refine(isDeviceId),
    nonce: nonce.optional(),
    signature,
  }),
  /** The host has everything up to and including this sequence of the other device's events. */
  shape.strictObject({ type: shape.literal('want'), after: shape.int().min(0) }),
  shape.strictObject({ type: shape.literal('envelopes'), items: shape.array(bytes).max(500) }),
  /** Durable on the other side, up to and including this sequence. */
  shape.strictObject({ type: shape.literal('receipt'), through: shape.int().min(0) }),
  shape.strictObject({
    type: shape.literal('refused'),
    sequence: shape.int().min(0),
    reason: shape.string().max(60),
  }),
  shape.strictObject({ type: shape.literal('bundle'), bundle: shape.unknown() }),
  /** When the events that wait for review happened, milliseconds: what a reminder needs, and nothing of what they say. */
  shape.strictObject({
    type: shape.literal('reviewsWaiting'),
    at: shape.array(shape.int().min(0)).max(maxWaiting),
  }),
  shape.strictObject({ type: shape.literal('unknownDevice') }),
])
export type Frame = ShapeOf<typeof frameShape>

export type Conversation = ConversationIn<Frame>
export const converse = (link: Link): Conversation => converseIn(link, frameShape)
