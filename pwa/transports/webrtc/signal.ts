import { parse, shape } from '../../../core/model/shape.ts'

/**
 * What two browsers tell each other through the signaling server while they connect. `from` and `to` name attempts: a
 * page that was reloaded makes a new one, and words meant for the old are known by it.
 */
const attempt = shape.string().regex(/^[0-9a-f]{16}$/)
const signalShape = shape.strictObject({
  from: attempt,
  to: attempt.optional(),
  description: shape
    .strictObject({ type: shape.enum(['offer', 'answer']), sdp: shape.string().max(12_000) })
    .optional(),
  candidate: shape
    .strictObject({
      candidate: shape.string().max(500),
      sdpMid: shape.string().max(20).nullable(),
      sdpMLineIndex: shape.int().min(0).max(9).nullable(),
      usernameFragment: shape.string().max(300).nullable(),
    })
    .optional(),
  /** This attempt is over on the sender's side. */
  bye: shape.literal(true).optional(),
})
export type Signal = shape.infer<typeof signalShape>

/** Undefined for anything that is no signal: another member's browser may send anything. */
export function readSignal(text: string): Signal | undefined {
  try {
    const parsed = parse(signalShape, JSON.parse(text))
    return parsed.ok ? parsed.value : undefined
  } catch {
    return undefined
  }
}
