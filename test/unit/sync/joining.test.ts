import { beforeEach, describe, expect, test } from 'vitest'
import { createDevice, type Device, type PublicDevice } from '../../../core/journal/device.ts'
import { createKeyring, keyEpochOf, sealGrant } from '../../../core/members/keyring.ts'
import { randomBytes } from '../../../core/model/bytes.ts'
import { newMemberId, newRecordId, type WorkspaceId } from '../../../core/model/ids.ts'
import { ok, problem } from '../../../core/model/result.ts'
import { invitationId, newSecret, type Invitation } from '../../../core/members/invitation.ts'
import { converseToJoin, type JoinConversation } from '../../../core/sync/join-frames.ts'
import {
  joinByInvitation,
  welcomeNewcomer,
  type Inviter,
  type JoinRefusal,
} from '../../../core/sync/joining.ts'
import type { Link } from '../../../core/sync/link.ts'
import { memoryLinks } from '../../support/link.ts'

const workspace = 'cd'.repeat(32) as WorkspaceId
let inviter: Device
let newcomer: Device
let invitation: Invitation
let enrolled: PublicDevice[]
let shown: Record<'inviter' | 'newcomer', readonly string[]>

beforeEach(async () => {
  inviter = await createDevice()
  newcomer = await createDevice()
  invitation = { workspace, inviter: inviter.id, secret: newSecret(), expires: Date.now() + 60_000 }
  enrolled = []
  shown = { inviter: [], newcomer: [] }
})

const says = (side: 'inviter' | 'newcomer', answer: boolean) => (words: readonly string[]) => {
  shown[side] = words
  return Promise.resolve(answer)
}

const key = randomBytes(32)
const keyEpoch = await keyEpochOf(1, key)
async function host(given: Partial<Inviter> = {}): Promise<Inviter> {
  const known = await invitationId(invitation.secret)
  return {
    device: inviter,
    organisation: '嵐山綜合醫院',
    invitation: (id) =>
      Promise.resolve(id === known ? ok({ given: invitation, person: '王小明' }) : problem('unknown')),
    compare: says('inviter', true),
    async enrol(_, device) {
      enrolled.push(device)
      return ok({
        member: newMemberId(),
        person: newRecordId('PER', inviter.id),
        organization: newRecordId('ORG', inviter.id),
        grants: [await sealGrant(workspace, 'members', keyEpoch, key, device)],
      })
    },
    ...given,
  }
}

/** Both sides over one link; what each came to. */
async function meet(
  given: {
    readonly host?: Partial<Inviter>
    readonly knows?: Invitation
    readonly same?: boolean
    readonly links?: readonly [Link, Link]
  } = {},
) {
  const [near, far] = given.links ?? memoryLinks()
  const served = serve(converseToJoin(far), await host(given.host))
  const joined = await joinByInvitation(
    converseToJoin(near),
    newcomer,
    given.knows ?? invitation,
    says('newcomer', given.same ?? true),
  )
  near.close()
  return { joined, welcomed: await served }
}

async function serve(conversation: JoinConversation, side: Inviter) {
  const hello = await conversation.next()
  return hello?.type === 'joinHello' ? welcomeNewcomer(conversation, hello, side) : problem('Closed')
}

/** A link on which one kind of frame of one side is changed on the way. */
function changing(
  change: (frame: { type: string } & Record<string, unknown>) => unknown,
): readonly [Link, Link] {
  const [near, far] = memoryLinks()
  return [near, { ...far, send: (frame) => far.send(change(structuredClone(frame) as never)) }]
}

describe('joining by invitation', () => {
  test('both sides see the same six words, and the newcomer gets the keys of the log', async () => {
    const { joined, welcomed } = await meet()
    expect(welcomed.ok).toBe(true)
    if (!joined.ok) throw new Error(joined.error.type)
    expect(shown.newcomer).toHaveLength(6)
    expect(shown.newcomer).toEqual(shown.inviter)
    expect(enrolled).toMatchObject([{ id: newcomer.id, client: newcomer.client }])
    expect(joined.value.inviter.id).toBe(inviter.id)
    const keyring = createKeyring(workspace, newcomer)
    expect(await keyring.accept(joined.value.grants[0]!)).toBe(true)
    expect(keyring.latestEpoch('members')).toBe(keyEpoch)
  })

  test.each(['unknown', 'expired', 'used', 'notSaved'] as const)(
    'an invitation refused as %s says so and enrols nobody',
    async (why: JoinRefusal) => {
      const { joined } = await meet({ host: { invitation: () => Promise.resolve(problem(why)) } })
      expect(joined).toMatchObject({ error: { type: 'InvitationRefused', detail: { why } } })
      expect(enrolled).toEqual([])
    },
  )

  test('a log that could not be written ends in a refusal on both sides', async () => {
    const { joined, welcomed } = await meet({ host: { enrol: () => Promise.resolve(problem('notSaved')) } })
    expect(joined).toMatchObject({ error: { type: 'InvitationRefused', detail: { why: 'notSaved' } } })
    expect(welcomed.ok).toBe(false)
  })

  test('somebody who answers without the secret is not taken for the inviter', async () => {
    const other = { ...invitation, secret: newSecret() }
    const { joined } = await meet({
      host: { invitation: () => Promise.resolve(ok({ given: other, person: '' })) },
    })
    expect(joined).toMatchObject({ error: { type: 'NotTheInviter' } })
    expect(shown.newcomer).toEqual([])
    expect(enrolled).toEqual([])
  })

  test('somebody who heard the invitation named, but has not its secret, is enrolled nowhere', async () => {
    const heard = { ...invitation, secret: newSecret() }
    const named = await invitationId(heard.secret)
    const { welcomed } = await meet({
      knows: heard,
      host: {
        invitation: (id) =>
          Promise.resolve(id === named ? ok({ given: invitation, person: '' }) : problem('unknown')),
      },
    })
    expect(welcomed.ok).toBe(false)
    expect(shown.inviter).toEqual([])
    expect(enrolled).toEqual([])
  })

  test('another workspace, or another device than the one that invited, is not the inviter', async () => {
    const elsewhere = { ...invitation, workspace: 'ef'.repeat(32) as WorkspaceId }
    expect((await meet({ knows: elsewhere })).joined).toMatchObject({ error: { type: 'NotTheInviter' } })
    const byOther = { ...invitation, inviter: newcomer.id }
    expect((await meet({ knows: byOther })).joined).toMatchObject({ error: { type: 'NotTheInviter' } })
  })

  test.each([
    ['the newcomer', { same: false }],
    ['the inviter', { host: { compare: () => Promise.resolve(false) } }],
  ])('%s says the words differ: nobody is enrolled', async (_, given) => {
    const { joined, welcomed } = await meet(given)
    expect(joined).toMatchObject({ error: { type: 'Refused' } })
    expect(welcomed).toMatchObject({ error: { type: 'Refused' } })
    expect(enrolled).toEqual([])
  })

  test('keys changed on the way end it before anyone compares', async () => {
    const other = await createDevice()
    const links = changing((frame) =>
      frame.type === 'joinWelcome'
        ? { ...frame, device: { ...(frame['device'] as object), agreeKey: other.agreeKey } }
        : frame,
    )
    const { joined } = await meet({ links })
    expect(joined).toMatchObject({ error: { type: 'NotTheInviter' } })
    expect(enrolled).toEqual([])
  })

  test('a frame out of turn or of no kind closes the link', async () => {
    const early = changing((frame) =>
      frame.type === 'joinWelcome' ? { type: 'pairAccept', signature: '00'.repeat(64) } : frame,
    )
    expect((await meet({ links: early })).joined).toMatchObject({ error: { type: 'UnexpectedFrame' } })
    const none = changing((frame) => (frame.type === 'joinWelcome' ? { type: 'joinWelcome' } : frame))
    expect((await meet({ links: none })).joined).toMatchObject({ error: { type: 'Closed' } })
    expect(enrolled).toEqual([])
  })

  test('an inviter that goes away while the words are compared leaves nobody waiting', async () => {
    const [near, far] = memoryLinks()
    const never = new Promise<boolean>(() => undefined)
    const served = serve(
      converseToJoin(far),
      await host({ compare: () => (setTimeout(() => far.close(), 5), never) }),
    )
    const joined = joinByInvitation(converseToJoin(near), newcomer, invitation, () => never)
    expect(await joined).toMatchObject({ error: { type: 'Closed' } })
    void served
  })
})
