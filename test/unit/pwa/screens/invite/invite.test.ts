import { describe, expect, test } from 'vitest'
import { readInvitation, invitationText } from '../../../../../core/members/invitation.ts'
import type { DeviceId, WorkspaceId } from '../../../../../core/model/ids.ts'
import { newMemberId } from '../../../../../core/model/ids.ts'
import type { IsoDate } from '../../../../../core/model/roc-date.ts'
import { href, parseRoute } from '../../../../../pwa/live/routes.ts'
import { invitationLink } from '../../../../../pwa/screens/invite/invitation-link.ts'
import {
  invitationGaps,
  invitedFor,
  type InviteDraft,
} from '../../../../../pwa/screens/invite/invite-draft.ts'
import { qrPath } from '../../../../../pwa/screens/invite/qr-path.ts'
import { anId } from '../../../../support/ids.ts'

const today = '2026-11-23' as IsoDate
const person = anId('PER')
const draft = (more: Partial<InviteDraft>): InviteDraft => ({
  kind: 'person',
  person: '',
  member: '',
  roles: [],
  until: '',
  ...more,
})

describe('the form of an invitation', () => {
  test('names what is missing, in its order', () => {
    expect(invitationGaps(draft({}), today)).toEqual(['invite.needPerson', 'invite.needRoles'])
    expect(invitationGaps(draft({ person, roles: ['externalAuditor'] }), today)).toEqual(['invite.needUntil'])
    expect(invitationGaps(draft({ kind: 'device' }), today)).toEqual(['invite.needMember'])
  })

  test('invites a person with roles and their end, or a member with neither', () => {
    const until = '2026-12-31'
    expect(invitedFor(draft({ person, roles: ['externalAuditor'], until }))).toEqual({
      person,
      roles: ['externalAuditor'],
      until: Date.parse('2027-01-01T00:00:00+08:00'),
    })
    const member = newMemberId()
    expect(invitedFor(draft({ kind: 'device', member, person, roles: ['staff'] }))).toEqual({ member })
  })
})

test('the link opens this page where the invitation is read, and joins with what it carries', async () => {
  const text = await invitationText({
    workspace: 'ab'.repeat(32) as WorkspaceId,
    inviter: 'cd'.repeat(16) as DeviceId,
    secret: new Uint8Array(16).fill(7),
    expires: 2_000_000_000_000,
  })
  const link = invitationLink(text, { origin: 'https://isms.example', pathname: '/app/' })
  expect(link).toBe(`https://isms.example/app/#/join/${text}`)
  const route = parseRoute(link.slice(link.indexOf('#')))
  expect(route).toEqual({ type: 'join', invitation: text })
  expect(parseRoute(href.join())).toEqual({ type: 'join' })
  expect((await readInvitation(link, 1_900_000_000_000)).ok).toBe(true)
})

test('the code is one path over a square with a quiet zone of four', () => {
  const { size, path } = qrPath('https://isms.example/#/join/'.padEnd(130, 'a'))
  expect((size - 8 - 17) % 4).toBe(0)
  const dark = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [
    Number(x),
    Number(y),
    Number(run),
  ])
  for (const [x = 0, y = 0, run = 0] of dark) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
    expect(Math.max(x + run, y + 1)).toBeLessThanOrEqual(size - 4)
  }
  // The first run is the upper edge of the first finder pattern: seven modules.
  expect(dark[0]).toEqual([4, 4, 7])
})
