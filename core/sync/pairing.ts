import { deviceIdOf, type Device, type PublicDevice } from '../journal/device.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { randomBytes, toHex } from '../model/bytes.ts'
import type { WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { agree, type Compare, type PairingFailure } from './agree.ts'
import type { Conversation, Frame } from './frames.ts'

/**
 * Pairing an extension with a workspace: both sides exchange keys, then a person compares six words.
 */
export interface PairedWith {
  readonly workspace: WorkspaceId
  readonly organisation: string
  readonly device: PublicDevice
}

type Hello = Extract<Frame, { type: 'pairHello' }>

/** Asks which workspace this is, then pairs under the keys that `selfFor` gives for it. */
export async function pairAsExtension<Self extends { readonly device: Device }>(
  conversation: Conversation,
  selfFor: (workspace: WorkspaceId) => Promise<Self>,
  compare: Compare,
): Promise<Result<PairedWith & { readonly self: Self }, PairingFailure>> {
  conversation.say({ type: 'pairWhich' })
  const here = await conversation.next()
  if (!here) return problem('Closed')
  if (here.type !== 'pairHere') return problem('UnexpectedFrame')
  const self = await selfFor(here.workspace)
  const { device } = self
  const { signKey, agreeKey, client } = device
  const hello: Hello = {
    type: 'pairHello',
    protocol: 1,
    device: { signKey, agreeKey, client },
    nonce: toHex(randomBytes(32)),
  }
  conversation.say(hello)
  const welcome = await conversation.next()
  if (!welcome) return problem('Closed')
  if (welcome.type === 'pairRefuse') return problem('Refused')
  if (welcome.type !== 'pairWelcome' || welcome.workspace !== here.workspace)
    return problem('UnexpectedFrame')

  const transcript = canonicalBytes({ purpose: 'countersign/pair/1', hello, welcome })
  const agreed = await agree(
    conversation,
    device,
    welcome.device.signKey,
    transcript,
    compare,
    welcome.organisation,
  )
  if (!agreed.ok) return agreed
  const host = { ...welcome.device, id: await deviceIdOf(welcome.device.signKey) }
  return ok({ self, workspace: welcome.workspace, organisation: welcome.organisation, device: host })
}

export async function pairAsHost(
  conversation: Conversation,
  hello: Hello,
  host: { readonly device: Device; readonly workspace: WorkspaceId; readonly organisation: string },
  compare: Compare,
): Promise<Result<PublicDevice, PairingFailure>> {
  const { signKey, agreeKey, client } = host.device
  const welcome: Extract<Frame, { type: 'pairWelcome' }> = {
    type: 'pairWelcome',
    workspace: host.workspace,
    organisation: host.organisation,
    device: { signKey, agreeKey, client },
    nonce: toHex(randomBytes(32)),
  }
  conversation.say(welcome)
  const transcript = canonicalBytes({ purpose: 'countersign/pair/1', hello, welcome })
  const agreed = await agree(
    conversation,
    host.device,
    hello.device.signKey,
    transcript,
    compare,
    host.organisation,
  )
  if (!agreed.ok) return agreed
  return ok({ ...hello.device, id: await deviceIdOf(hello.device.signKey) })
}
