import { base64urlnopad } from '@scure/base'
import { concat, equalBytes, fromHex, randomBytes, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { DeviceId, WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'

/**
 * A one-time invitation into a workspace. It travels in the fragment of a link or in a QR code, so that no server
 * sees it. The secret proves to both sides that they mean each other; the workspace's id, the hash of its genesis,
 * is what the newcomer holds the membership log against.
 */
export interface Invitation {
  readonly workspace: WorkspaceId
  /** The device that gave it and waits for the answer. */
  readonly inviter: DeviceId
  /** 16 random bytes. */
  readonly secret: Bytes
  /** Milliseconds since 1970, whole seconds. */
  readonly expires: number
}

export const newSecret = (): Bytes => randomBytes(secretBytes)

const version = 1
const secretBytes = 16
const checkBytes = 4
const wholeBytes = 1 + 32 + 16 + secretBytes + 4 + checkBytes

/** 98 characters that need no escaping in a link. The last bytes check the others: a link is often cut when copied. */
export async function invitationText(invitation: Invitation): Promise<string> {
  const seconds = new Uint8Array(4)
  new DataView(seconds.buffer).setUint32(0, invitation.expires / 1000)
  const { workspace, inviter, secret } = invitation
  const plain = concat(Uint8Array.of(version), fromHex(workspace), fromHex(inviter), secret, seconds)
  return base64urlnopad.encode(concat(plain, await checkOf(plain)))
}

/** Reads an invitation from a link, a fragment or the text itself, with spaces and line breaks around or in it. */
export async function readInvitation(
  text: string,
  now: number,
): Promise<Result<Invitation, { readonly type: 'NotAnInvitation' | 'InvitationCut' | 'InvitationExpired' }>> {
  const compact = text.replace(/\s/gu, '').slice(0, 4096)
  const given = compact.slice(compact.lastIndexOf('/') + 1)
  // What was cut off in the middle of a byte does not decode; its beginning does.
  const bytes = decoded(given) ?? decoded(given.slice(0, given.length - (given.length % 4)))
  if (!bytes || bytes[0] !== version) return problem('NotAnInvitation')
  const plain = bytes.slice(0, wholeBytes - checkBytes)
  if (bytes.length !== wholeBytes || !equalBytes(bytes.slice(wholeBytes - checkBytes), await checkOf(plain)))
    return problem('InvitationCut')
  const expires = new DataView(plain.buffer).getUint32(1 + 32 + 16 + secretBytes) * 1000
  if (expires <= now) return problem('InvitationExpired')
  return ok({
    workspace: toHex(plain.subarray(1, 33)) as WorkspaceId,
    inviter: toHex(plain.subarray(33, 49)) as DeviceId,
    secret: plain.slice(49, 49 + secretBytes),
    expires,
  })
}

/** What the newcomer names the invitation by; whoever hears it learns nothing of the secret. 32 hex digits. */
export const invitationId = async (secret: Bytes): Promise<string> =>
  toHex((await sha256(concat(utf8('countersign/invitation/1'), secret))).subarray(0, 16))

/** Where both meet on the signaling server. 64 hex digits; another hash of the secret, so it does not name the invitation. */
export const meetingTopic = async (secret: Bytes): Promise<string> =>
  toHex(await sha256(concat(utf8('countersign/invite-topic/1'), secret)))

const checkOf = async (plain: Bytes): Promise<Bytes> =>
  (await sha256(concat(utf8('countersign/invite-check/1'), plain))).slice(0, checkBytes)

function decoded(text: string): Bytes | undefined {
  try {
    return base64urlnopad.decode(text) as Bytes
  } catch {
    // Any other text a person pasted.
    return undefined
  }
}
