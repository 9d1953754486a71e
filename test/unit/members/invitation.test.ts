import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDevice } from '../../../core/journal/device.ts'
import type { WorkspaceId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import {
  invitationId,
  invitationText,
  meetingTopic,
  newSecret,
  readInvitation,
  type Invitation,
} from '../../../core/members/invitation.ts'

const now = Date.parse('2026-11-22T01:00:00Z')
const device = await createDevice()
const invitation: Invitation = {
  workspace: 'ab'.repeat(32) as WorkspaceId,
  inviter: device.id,
  secret: newSecret(),
  expires: now + 3 * 86_400_000,
}
const text = await invitationText(invitation)

describe('an invitation', () => {
  test('is 98 characters that need no escaping, and comes back as it was given', async () => {
    expect(text).toMatch(/^[A-Za-z0-9_-]{98}$/)
    expect(unwrap(await readInvitation(text, now))).toEqual(invitation)
  })

  test('is read from a whole link and from a text that a mail program broke into lines', async () => {
    const link = `https://isms.example.com/#/join/${text}`
    expect(unwrap(await readInvitation(link, now))).toEqual(invitation)
    expect(unwrap(await readInvitation(` ${link.slice(0, 70)}\r\n  ${link.slice(70)}\n`, now))).toEqual(
      invitation,
    )
  })

  test('that lost its end says it was cut, never that it is of another kind', async () => {
    for (let length = 2; length < text.length; length++)
      expect(await readInvitation(text.slice(0, length), now), String(length)).toMatchObject({
        error: {
          type: length < 4 ? expect.stringMatching(/^(InvitationCut|NotAnInvitation)$/) : 'InvitationCut',
        },
      })
    expect(await readInvitation(`${text}AAAA`, now)).toMatchObject({ error: { type: 'InvitationCut' } })
  })

  test('leads nowhere from the second it expires', async () => {
    expect((await readInvitation(text, invitation.expires - 1)).ok).toBe(true)
    expect(await readInvitation(text, invitation.expires)).toMatchObject({
      error: { type: 'InvitationExpired' },
    })
  })

  test('with any character changed is none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom(...'ABCXYZabcxyz0189-_'),
        async (at, other) => {
          fc.pre(text[at] !== other)
          expect((await readInvitation(text.slice(0, at) + other + text.slice(at + 1), now)).ok).toBe(false)
        },
      ),
    )
  })

  test('is refused, not thrown at, whatever a person pastes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (pasted) => {
        expect((await readInvitation(pasted, now)).ok).toBe(false)
      }),
    )
  })

  test('is named and met by two different hashes of its secret', async () => {
    const id = await invitationId(invitation.secret)
    const topic = await meetingTopic(invitation.secret)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(topic).toMatch(/^[0-9a-f]{64}$/)
    expect(topic.startsWith(id)).toBe(false)
  })
})
