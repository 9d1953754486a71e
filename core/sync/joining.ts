import { deviceIdOf, type Device, type PublicDevice } from '../journal/device.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, equalBytes, fromHex, randomBytes, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { DeviceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { agree, type Compare, type PairingFailure } from './agree.ts'
import { invitationId, type Invitation } from '../members/invitation.ts'
import type { JoinConversation, JoinFrame, joinRefusals } from './join-frames.ts'

/**
 * Joining a workspace by invitation. Both sides prove the invitation's secret, then two people compare six words
 * over everything that was said. Only then does the inviter write the newcomer into the membership log.
 */
type Hello = Extract<JoinFrame, { type: 'joinHello' }>
type Welcome = Extract<JoinFrame, { type: 'joinWelcome' }>
export type Joined = Omit<Extract<JoinFrame, { type: 'joined' }>, 'type'>

export type JoinRefusal = (typeof joinRefusals)[number]
export type JoinFailure =
  | PairingFailure
  | { readonly type: 'InvitationRefused'; readonly detail?: Readonly<Record<string, string | number>> }
  /** Whoever answered does not know the secret, or speaks for another workspace. */
  | { readonly type: 'NotTheInviter' }

/** The newcomer's side, under keys made for this workspace. */
export async function joinByInvitation(
  conversation: JoinConversation,
  device: Device,
  invitation: Invitation,
  compare: Compare,
): Promise<Result<Joined & { readonly inviter: PublicDevice }, JoinFailure>> {
  const { signKey, agreeKey, client } = device
  const hello: Hello = {
    type: 'joinHello',
    protocol: 1,
    invitation: await invitationId(invitation.secret),
    device: { signKey, agreeKey, client },
    nonce: toHex(randomBytes(32)),
  }
  conversation.say(hello)
  const welcome = await conversation.next()
  if (welcome?.type !== 'joinWelcome') return refusal(welcome)
  const transcript = transcriptOf(hello, welcome)
  const proof = await conversation.next()
  if (proof?.type !== 'joinProof') return refusal(proof)
  const genuine =
    welcome.workspace === invitation.workspace &&
    welcome.device.id === invitation.inviter &&
    (await deviceIdOf(welcome.device.signKey)) === welcome.device.id &&
    (await isProof(invitation.secret, 'inviter', transcript, proof.proof))
  if (!genuine) return problem('NotTheInviter')
  conversation.say({
    type: 'joinProof',
    proof: toHex(await proofOf(invitation.secret, 'newcomer', transcript)),
  })
  const agreed = await agree(
    conversation,
    device,
    welcome.device.signKey,
    transcript,
    (words, organisation) => compare(words, organisation, welcome.person),
    welcome.organisation,
  )
  if (!agreed.ok) return agreed
  const joined = await conversation.next()
  if (joined?.type !== 'joined') return refusal(joined)
  const { type: _, ...rest } = joined
  return ok({ ...rest, inviter: welcome.device })
}

/** What the inviter's store lends. */
export interface Inviter {
  readonly device: Device
  readonly organisation: string
  /** The invitation of that id for a device that names it, or why it leads nowhere. */
  readonly invitation: (
    id: string,
    newcomer: DeviceId,
  ) => Promise<
    Result<{ readonly given: Invitation; readonly person: string }, { readonly type: JoinRefusal }>
  >
  readonly compare: Compare
  /** Uses the invitation up and writes the newcomer into the log; resolves once that is durable. */
  readonly enrol: (
    id: string,
    newcomer: PublicDevice,
  ) => Promise<Result<Joined, { readonly type: JoinRefusal }>>
}

/** The inviter's side; `hello` is the first frame that came. */
export async function welcomeNewcomer(
  conversation: JoinConversation,
  hello: Hello,
  host: Inviter,
): Promise<Result<Joined, JoinFailure>> {
  const refuse = (why: JoinRefusal) => {
    conversation.say({ type: 'joinRefuse', reason: why })
    return problem('InvitationRefused', { why })
  }
  const newcomer = { ...hello.device, id: await deviceIdOf(hello.device.signKey) }
  const found = await host.invitation(hello.invitation, newcomer.id)
  if (!found.ok) return refuse(found.error.type)
  const { given, person } = found.value
  const { id, signKey, agreeKey, client } = host.device
  const welcome: Welcome = {
    type: 'joinWelcome',
    workspace: given.workspace,
    organisation: host.organisation,
    person,
    device: { id, signKey, agreeKey, client },
    nonce: toHex(randomBytes(32)),
  }
  const transcript = transcriptOf(hello, welcome)
  conversation.say(welcome)
  conversation.say({ type: 'joinProof', proof: toHex(await proofOf(given.secret, 'inviter', transcript)) })
  const proof = await conversation.next()
  if (proof?.type !== 'joinProof') return refusal(proof)
  if (!(await isProof(given.secret, 'newcomer', transcript, proof.proof))) return refuse('unknown')

  const agreed = await agree(
    conversation,
    host.device,
    hello.device.signKey,
    transcript,
    (words, organisation) => host.compare(words, organisation, person),
    host.organisation,
  )
  if (!agreed.ok) return agreed
  const joined = await host.enrol(hello.invitation, newcomer)
  if (!joined.ok) return refuse(joined.error.type)
  conversation.say({ type: 'joined', ...joined.value })
  return joined
}

const transcriptOf = (hello: Hello, welcome: Welcome): Bytes =>
  canonicalBytes({ purpose: 'countersign/join/1', hello, welcome })

/** HMAC-SHA256 (RFC 2104). The side that speaks is part of it: a proof sent back proves nothing. */
async function proofOf(secret: Bytes, side: 'inviter' | 'newcomer', transcript: Bytes): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, concat(utf8(`${side} `), transcript)))
}

const isProof = async (
  secret: Bytes,
  side: 'inviter' | 'newcomer',
  transcript: Bytes,
  given: string,
): Promise<boolean> => equalBytes(await proofOf(secret, side, transcript), fromHex(given))

function refusal(frame: JoinFrame | undefined) {
  if (!frame) return problem('Closed')
  if (frame.type === 'pairRefuse') return problem('Refused')
  return frame.type === 'joinRefuse'
    ? problem('InvitationRefused', { why: frame.reason })
    : problem('UnexpectedFrame')
}
