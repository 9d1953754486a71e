import { signBytes, verifyBytes, type Device } from '../journal/device.ts'
import { decodeEnvelope } from '../journal/envelope-codec.ts'
import { fromHex, randomBytes, toHex } from '../model/bytes.ts'
import type { DeviceId, WorkspaceId } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { PublicDevice } from '../journal/device.ts'
import { sessionStatement } from './extension-session.ts'
import { maxWaiting, type Conversation, type Frame } from './frames.ts'
import type { Compare } from './agree.ts'
import { pairAsHost } from './pairing.ts'

/** What the store lends to the sessions of extensions. */
export interface HostSide {
  readonly device: Device
  readonly workspace: WorkspaceId
  readonly organisation: () => Promise<string>
  readonly compare: Compare
  readonly pairingEnded: (outcome: 'done' | 'refused') => void
  readonly enrol: (extension: PublicDevice) => Promise<Result<unknown, unknown>>
  /** An extension of this workspace that was not removed. */
  readonly extension: (device: DeviceId) => PublicDevice | undefined
  /** Last durable sequence of the extension's events. */
  readonly lastSequence: (device: DeviceId) => number
  /** Resolves after the envelope is durable, or with why it is not. */
  readonly receive: (
    envelope: Uint8Array,
  ) => Promise<Result<{ readonly type: string; readonly reason?: string }, unknown>>
  readonly bundleFor: (extension: DeviceId) => Promise<Result<unknown, unknown>>
  /** Calls back when the policy may have changed; returns how to stop. */
  readonly policyChanges: (listener: () => void) => () => void
  /** What waits for review, and when that changes; absent where this member may not review. */
  readonly reviews?:
    | {
        readonly waiting: () => Promise<readonly number[]>
        readonly changes: (listener: () => void) => () => void
      }
    | undefined
  /** True while a proven session stands. */
  readonly connected: (connected: boolean) => void
  /** Where a bug is shown that must not end the session. */
  readonly report: (error: unknown) => void
}

/** Serves one link on which an extension spoke first: pairing, then the session, or the session at once. */
export async function serveExtension(conversation: Conversation, host: HostSide): Promise<void> {
  let first = await conversation.next()
  if (first?.type === 'pairWhich') {
    conversation.say({ type: 'pairHere', workspace: host.workspace })
    first = await conversation.next()
  }
  if (first?.type === 'pairHello') {
    if (!(await pairAndEnrol(conversation, first, host))) return conversation.close()
    first = await conversation.next()
  }
  if (first?.type === 'hello') await serveSession(conversation, first, host)
  conversation.close()
}

async function pairAndEnrol(
  conversation: Conversation,
  hello: Extract<Frame, { type: 'pairHello' }>,
  host: HostSide,
): Promise<boolean> {
  let enrolled = false
  try {
    const asked = { ...host, organisation: await host.organisation() }
    const paired = await pairAsHost(conversation, hello, asked, host.compare)
    enrolled = paired.ok && (await host.enrol(paired.value)).ok
  } finally {
    // Whatever happened, nobody may be left in front of a question that no longer leads anywhere.
    host.pairingEnded(enrolled ? 'done' : 'refused')
  }
  return enrolled
}

async function serveSession(
  conversation: Conversation,
  hello: Extract<Frame, { type: 'hello' }>,
  host: HostSide,
): Promise<void> {
  const extension = hello.workspace === host.workspace ? host.extension(hello.device) : undefined
  if (!extension) return conversation.say({ type: 'unknownDevice' })
  const nonce = toHex(randomBytes(32))
  const statement = sessionStatement(host.workspace, host.device.id, extension.id, hello.nonce, nonce)
  conversation.say({
    type: 'proof',
    device: host.device.id,
    nonce,
    signature: toHex(await signBytes(host.device, statement)),
  })
  const proof = await conversation.next()
  const theirs = sessionStatement(host.workspace, extension.id, host.device.id, nonce, hello.nonce)
  if (proof?.type !== 'proof' || !(await verifyBytes(extension.signKey, fromHex(proof.signature), theirs)))
    return

  // Rules that cannot be built now must not keep back what already happened: events and rules do not wait for each other.
  const sendBundle = async (): Promise<void> => {
    try {
      const bundle = await host.bundleFor(extension.id)
      if (bundle.ok) conversation.say({ type: 'bundle', bundle: bundle.value })
    } catch (error) {
      host.report(error)
    }
  }
  conversation.say({ type: 'want', after: host.lastSequence(extension.id) })
  const sendReviews = async (): Promise<void> => {
    try {
      const waiting = await host.reviews?.waiting()
      if (waiting) conversation.say({ type: 'reviewsWaiting', at: waiting.slice(0, maxWaiting) })
    } catch (error) {
      host.report(error)
    }
  }
  const stop = host.policyChanges(() => void sendBundle())
  const stopReviews = host.reviews?.changes(() => void sendReviews())
  host.connected(true)
  void sendBundle()
  void sendReviews()
  try {
    for (
      let frame = await conversation.next();
      frame?.type === 'envelopes';
      frame = await conversation.next()
    ) {
      if (!(await takeEnvelopes(conversation, frame.items, extension.id, host))) return
    }
  } finally {
    stop()
    stopReviews?.()
    host.connected(false)
  }
}

/**
 * A receipt goes out only for what is durable; the first envelope that is not ends the session. An extension
 * delivers its own events and nothing else, however well signed: it is no relay for the journal.
 */
async function takeEnvelopes(
  conversation: Conversation,
  items: readonly Uint8Array[],
  extension: DeviceId,
  host: HostSide,
): Promise<boolean> {
  const refuse = (reason: string): false => {
    conversation.say({ type: 'refused', sequence: host.lastSequence(extension) + 1, reason })
    return false
  }
  for (const item of items) {
    const decoded = decodeEnvelope(item)
    if (!decoded.ok) return refuse('Unreadable')
    const { kind, device } = decoded.value.header
    if (kind !== 'event' || device !== extension) return refuse('NotOwnEvent')
    const received = await host.receive(item)
    if (!received.ok) return false
    if (received.value.type === 'refused' || received.value.type === 'waiting')
      return refuse(received.value.reason ?? received.value.type)
  }
  conversation.say({ type: 'receipt', through: host.lastSequence(extension) })
  return true
}
