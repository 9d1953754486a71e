import { isDeviceId, isWorkspaceId } from '../model/ids.ts'
import { bytes, parse, shape, type ShapeOf } from '../model/shape.ts'
import type { Link } from './link.ts'

/** What devices say to each other over a link. Everything else closes the link. */
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
  /** Sent once the person on this side said the six words are the same. */
  shape.strictObject({ type: shape.literal('pairAccept'), signature }),
  shape.strictObject({ type: shape.literal('pairRefuse') }),
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

/** A link spoken over in frames, read one at a time in the order they came. */
export interface Conversation {
  readonly say: (frame: Frame) => void
  /** The next frame; undefined once the link closed or the other side said something that is no frame. */
  readonly next: () => Promise<Frame | undefined>
  readonly close: () => void
}

export function converse(link: Link): Conversation {
  const waiting: (Frame | undefined)[] = []
  let wanted: ((frame: Frame | undefined) => void) | undefined
  let open = true

  const hand = (frame: Frame | undefined): void => {
    if (wanted) {
      const give = wanted
      wanted = undefined
      give(frame)
    } else waiting.push(frame)
  }
  link.listen({
    frame(data) {
      if (!open) return
      const frame = parse(frameShape, data)
      if (frame.ok) return hand(frame.value)
      open = false
      link.close()
      hand(undefined)
    },
    closed() {
      if (!open) return
      open = false
      hand(undefined)
    },
  })
  return {
    say: (frame) => {
      if (open) link.send(frame)
    },
    next: () => {
      if (waiting.length > 0) return Promise.resolve(waiting.shift())
      if (!open) return Promise.resolve(undefined)
      return new Promise((resolve) => (wanted = resolve))
    },
    close() {
      if (!open) return
      open = false
      link.close()
      // Whoever waits here must not wait for ever: closing on this side ends the conversation like the other side's.
      hand(undefined)
    },
  }
}
