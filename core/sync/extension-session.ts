import { signBytes, verifyBytes, type Device } from '../journal/device.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { fromHex, randomBytes, toHex, type Bytes } from '../model/bytes.ts'
import type { DeviceId, WorkspaceId } from '../model/ids.ts'
import type { Conversation } from './frames.ts'

/** The extension's side of a session. It sends sealed events and receives the policy bundle; it has nothing else. */
export interface ExtensionSide {
  readonly device: Device
  readonly workspace: WorkspaceId
  /** The signing key of a device of the workspace, from the bundle or from pairing; undefined if unknown. */
  readonly signKeyOf: (device: DeviceId) => string | undefined
  /** Encoded envelopes after a sequence, in order, at most `limit`. */
  readonly pending: (
    after: number,
    limit: number,
  ) => Promise<readonly { readonly sequence: number; readonly envelope: Bytes }[]>
  /** The host made everything up to here durable: outbox rows may go. */
  readonly received: (through: number) => Promise<void>
  readonly refused: (sequence: number, reason: string) => Promise<void>
  readonly bundle: (bundle: unknown) => Promise<void>
  /** When the events happened that wait for this member's review; only told to those who may review. */
  readonly reviewsWaiting?: (at: readonly number[]) => Promise<void>
  readonly state: (state: 'connected' | 'unknownDevice' | 'closed') => void
}

export interface ExtensionSession {
  /** Tells the session that the outbox has something new. */
  readonly push: () => void
  /** Resolves when the session is over; rejects with what ended it, if that was a bug or a broken store. */
  readonly done: Promise<void>
}

/** Envelopes in one frame: far below the frame limit, since an event is at most 100 KiB. */
const perFrame = 5

export function startExtensionSession(conversation: Conversation, side: ExtensionSide): ExtensionSession {
  let sent: number | undefined
  let sending = Promise.resolve()
  let stopped = false

  const send = async (): Promise<void> => {
    while (sent !== undefined && !stopped) {
      const batch = await side.pending(sent, perFrame)
      const last = batch.at(-1)
      if (!last) return
      conversation.say({ type: 'envelopes', items: batch.map(({ envelope }) => envelope) })
      sent = last.sequence
    }
  }
  const push = (): void => {
    sending = sending.then(send)
    // What could not be sent now is sent by the next session; one that went on would stay silent for ever.
    sending.catch(() => conversation.close())
  }

  const run = async (): Promise<void> => {
    const nonce = toHex(randomBytes(32))
    conversation.say({ type: 'hello', workspace: side.workspace, device: side.device.id, nonce })
    const proof = await conversation.next()
    if (proof?.type === 'unknownDevice') return side.state('unknownDevice')
    if (proof?.type !== 'proof' || proof.nonce === undefined) return
    const signKey = side.signKeyOf(proof.device)
    const statement = sessionStatement(side.workspace, proof.device, side.device.id, nonce, proof.nonce)
    if (!signKey || !(await verifyBytes(signKey, fromHex(proof.signature), statement))) return
    const mine = sessionStatement(side.workspace, side.device.id, proof.device, proof.nonce, nonce)
    conversation.say({
      type: 'proof',
      device: side.device.id,
      signature: toHex(await signBytes(side.device, mine)),
    })
    side.state('connected')

    for (let frame = await conversation.next(); frame; frame = await conversation.next()) {
      switch (frame.type) {
        case 'want':
          await side.received(frame.after)
          sent = frame.after
          push()
          break
        case 'receipt':
          await side.received(frame.through)
          break
        case 'refused':
          await side.refused(frame.sequence, frame.reason)
          break
        case 'bundle':
          await side.bundle(frame.bundle)
          break
        case 'reviewsWaiting':
          await side.reviewsWaiting?.(frame.at)
          break
        default:
          return
      }
    }
  }

  const runToTheEnd = async (): Promise<void> => {
    try {
      await run()
    } finally {
      stopped = true
      conversation.close()
      side.state('closed')
    }
    await sending
  }
  return { push, done: runToTheEnd() }
}

/** What a device signs to prove its key: whom it speaks to, and both sides' fresh nonces. */
export const sessionStatement = (
  workspace: WorkspaceId,
  from: DeviceId,
  to: DeviceId,
  theirNonce: string,
  myNonce: string,
): Bytes => canonicalBytes({ purpose: 'countersign/session/1', workspace, from, to, theirNonce, myNonce })
