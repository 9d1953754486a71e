import { deviceIdOf, signBytes, verifyBytes } from '../journal/device.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { fromHex, randomBytes, toHex, type Bytes } from '../model/bytes.ts'
import type { DeviceId, WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { Replica } from '../store/replica.ts'
import type { ConversationIn } from './conversation.ts'
import { peerProtocol, type PeerFrame } from './peer-frames.ts'

export type PeerConversation = ConversationIn<PeerFrame>

export type HandshakeFault = {
  readonly type: 'Closed' | 'OtherProtocol' | 'OtherWorkspace' | 'OwnDevice' | 'BadProof' | 'UnexpectedFrame'
}

/**
 * Both devices prove the key they are named after, to each other and for this connection alone: the statement names
 * both, both nonces and, where the carrier has one, the connection underneath. Who they are to the workspace is asked
 * afterwards.
 */
export async function provePeers(
  conversation: PeerConversation,
  { device, workspace }: Pick<Replica, 'device' | 'workspace'>,
  binding: string,
): Promise<Result<DeviceId, HandshakeFault>> {
  const nonce = toHex(randomBytes(32))
  conversation.say({
    type: 'peerHello',
    protocol: peerProtocol,
    workspace,
    device: device.id,
    signKey: device.signKey,
    nonce,
  })
  const hello = await conversation.next()
  if (!hello) return problem('Closed')
  if (hello.type !== 'peerHello') return problem('UnexpectedFrame')
  if (hello.protocol !== peerProtocol) return problem('OtherProtocol')
  if (hello.workspace !== workspace) return problem('OtherWorkspace')
  // A copy of this profile, or a mirror: either way nobody to talk to.
  if (hello.device === device.id) return problem('OwnDevice')
  if ((await deviceIdOf(hello.signKey)) !== hello.device) return problem('BadProof')

  const mine = statement({
    workspace,
    from: device.id,
    to: hello.device,
    theirs: hello.nonce,
    mine: nonce,
    binding,
  })
  conversation.say({ type: 'peerProof', signature: toHex(await signBytes(device, mine)) })
  const proof = await conversation.next()
  if (!proof) return problem('Closed')
  if (proof.type !== 'peerProof') return problem('UnexpectedFrame')
  const said = statement({
    workspace,
    from: hello.device,
    to: device.id,
    theirs: nonce,
    mine: hello.nonce,
    binding,
  })
  return (await verifyBytes(hello.signKey, fromHex(proof.signature), said))
    ? ok(hello.device)
    : problem('BadProof')
}

const statement = (said: {
  readonly workspace: WorkspaceId
  readonly from: DeviceId
  readonly to: DeviceId
  readonly theirs: string
  readonly mine: string
  readonly binding: string
}): Bytes => canonicalBytes({ purpose: 'countersign/peer/1', ...said })
