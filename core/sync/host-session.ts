import { signBytes, verifyBytes, type Device } from '../journal/device.ts'
import { fromHex, randomBytes, toHex } from '../model/bytes.ts'
import type { DeviceId, WorkspaceId } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { PublicDevice } from '../journal/device.ts'
import { sessionStatement } from './extension-session.ts'
import type { Conversation, Frame } from './frames.ts'
import { pairAsHost, type Compare } from './pairing.ts'

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
  /** True while a proven session stands. */
  readonly connected: (connected: boolean) => void
}

/** Serves one link on which an extension spoke first: pairing, then the session, or the session at once. */
export async function serveExtension(conversation: Conversation, host: HostSide): Promise<void> {
  let first = await conversation.next()
  if (first?.type === 'pairHello') {
    const paired = await pairAsHost(
      conversation,
      first,
      { ...host, organisation: await host.organisation() },
      host.compare,
    )
    const enrolled = paired.ok && (await host.enrol(paired.value)).ok
    host.pairingEnded(enrolled ? 'done' : 'refused')
    if (!enrolled) return conversation.close()
    first = await conversation.next()
  }
  if (first?.type === 'hello') await serveSession(conversation, first, host)
  conversation.close()
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

  const sendBundle = async (): Promise<void> => {
    const bundle = await host.bundleFor(extension.id)
    if (bundle.ok) conversation.say({ type: 'bundle', bundle: bundle.value })
  }
  await sendBundle()
  const stop = host.policyChanges(() => void sendBundle())
  host.connected(true)
  conversation.say({ type: 'want', after: host.lastSequence(extension.id) })
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
    host.connected(false)
  }
}

/** A receipt goes out only for what is durable; the first envelope that is not ends the session. */
async function takeEnvelopes(
  conversation: Conversation,
  items: readonly Uint8Array[],
  extension: DeviceId,
  host: HostSide,
): Promise<boolean> {
  for (const item of items) {
    const received = await host.receive(item)
    const through = host.lastSequence(extension)
    if (!received.ok) return false
    if (received.value.type === 'refused' || received.value.type === 'waiting') {
      conversation.say({
        type: 'refused',
        sequence: through + 1,
        reason: received.value.reason ?? received.value.type,
      })
      return false
    }
  }
  conversation.say({ type: 'receipt', through: host.lastSequence(extension) })
  return true
}
