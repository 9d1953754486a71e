import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDevice, type Device } from '../../../core/journal/device.ts'
import { dutiesOf } from '../../../core/members/duties.ts'
import { effectiveRoles } from '../../../core/members/effective-roles.ts'
import { createMemberLog } from '../../../core/members/member-log.ts'
import { acceptedThrough, memberShard, rolesOf } from '../../../core/members/membership.ts'
import type { Grant, MemberOperation } from '../../../core/members/operations.ts'
import { parseOperation, operationBytes } from '../../../core/members/operations.ts'
import { reduceMembership } from '../../../core/members/reduce-membership.ts'
import { hybridTime } from '../../../core/model/hybrid-clock.ts'
import {
  newMemberId,
  newRecordId,
  type EnvelopeHash,
  type KeyEpoch,
  type MemberId,
  type ShardId,
} from '../../../core/model/ids.ts'
import { roles, type Role } from '../../../core/model/record-type.ts'
import { unwrap } from '../../../core/model/result.ts'
import { deviceEntry, memberWorld } from '../../support/member-world.ts'
import { runs } from '../../support/runs.ts'

const isms = 'isms.audit.2026' as ShardId
const audit = 'audit.audit.2026' as ShardId

const envelopeBy = (
  device: Device,
  members: readonly EnvelopeHash[],
  sequence: number,
  shard: ShardId = isms,
  millis = 1,
) => ({ device: device.id, members, sequence, shard, time: hybridTime(millis) })

const grantOf = (
  to: Device,
  compartment: Grant['compartment'],
  epoch = '1-0123456789abcdef',
  owner = '',
): Grant => ({
  compartment,
  owner: owner as MemberId,
  epoch: epoch as KeyEpoch,
  to: to.id,
  enc: 'a'.repeat(64),
  sealed: 'b'.repeat(96),
})

describe('a change of roles', () => {
  test('leaves what was heard until then, limits what did not know of it, and does not touch what did', async () => {
    const world = await memberWorld()
    const { device, id } = await world.join(['securityManager', 'auditor'])
    const before = world.log.heads()
    await world.must(world.founder, {
      type: 'changeRoles',
      member: id,
      roles: ['auditor', 'legal'],
      last: { [device.id]: { [isms]: 4 } },
    })
    const after = world.log.heads()
    const counts = (heads: readonly EnvelopeHash[], sequence: number) =>
      effectiveRoles(world.log, envelopeBy(device, heads, sequence))
    expect(counts(before, 4)).toEqual(['securityManager', 'auditor'])
    expect(counts(before, 5)).toEqual(['auditor'])
    expect(counts(after, 6)).toEqual(['auditor', 'legal'])
    // Another shard the founder can see, of which the founder had heard nothing.
    expect(effectiveRoles(world.log, envelopeBy(device, before, 1, 'isms.plan.2026' as ShardId))).toEqual([
      'auditor',
    ])
  })

  test('whose author had been removed before changes nothing', async () => {
    const world = await memberWorld()
    const { device, id } = await world.join(['securityManager'])
    const admin = await world.join(['admin'])
    const known = world.log.heads()
    await world.must(admin.device, { type: 'changeRoles', member: id, roles: ['staff'], last: {} }, known)
    expect(effectiveRoles(world.log, envelopeBy(device, known, 1))).toEqual(['securityManager'])
    const removal = { type: 'removeMember' as const, member: admin.id, last: {} }
    const isms2 = 'policy.guard.2026' as ShardId
    expect(effectiveRoles(world.log, envelopeBy(device, known, 1, isms2))).toEqual([])
    await world.must(world.founder, removal, known)
    expect(effectiveRoles(world.log, envelopeBy(device, known, 1, isms2))).toEqual(['securityManager'])
  })

  test('ends an administrator’s operations that did not know of it, and of two who demote each other the first stays', async () => {
    const world = await memberWorld()
    const second = await world.join(['admin', 'staff'])
    const known = world.log.heads()
    const demote = (member: MemberId): MemberOperation => ({
      type: 'changeRoles',
      member,
      roles: ['staff'],
      last: {},
    })
    const late = await createDevice()
    await world.must(world.founder, demote(second.id), known)
    await world.must(second.device, demote(world.member), known)
    await world.must(
      second.device,
      { type: 'addDevice', member: second.id, device: deviceEntry(late), grants: [] },
      known,
    )
    const now = world.log.now()!
    expect(now.members.get(world.member)?.roles).toContain('admin')
    expect(now.members.get(second.id)?.roles).toEqual(['staff'])
    expect(now.devices.has(late.id)).toBe(false)
  })

  test('ends on its day: a role until then is none afterwards, by the time of the envelope', async () => {
    const world = await memberWorld()
    const { device } = await world.join(['externalAuditor'], world.founder, 5_000)
    const heads = world.log.heads()
    expect(effectiveRoles(world.log, envelopeBy(device, heads, 1, isms, 4_999))).toEqual(['externalAuditor'])
    expect(effectiveRoles(world.log, envelopeBy(device, heads, 1, isms, 5_000))).toEqual([])
    expect(rolesOf(world.log.now()!, device.id, 5_000)).toEqual([])
  })

  test('to an external auditor needs an end, and to an administrator may have none', () => {
    const operation = (held: Role[], until?: number) =>
      parseOperation(
        operationBytes({
          type: 'changeRoles',
          member: newMemberId(),
          roles: held,
          last: {},
          ...(until === undefined ? {} : { until }),
        }),
      ).ok
    expect(operation(['externalAuditor'])).toBe(false)
    expect(operation(['externalAuditor'], 5)).toBe(true)
    expect(operation(['admin'], 5)).toBe(false)
    expect(operation(['admin'])).toBe(true)
  })
})

describe('a removal', () => {
  test('of a member takes in every device, also one that is being added at the same time', async () => {
    const world = await memberWorld()
    const { device, id } = await world.join(['securityManager'])
    const known = world.log.heads()
    const second = await createDevice()
    const addition = { type: 'addDevice' as const, member: id, device: deviceEntry(second), grants: [] }
    await world.must(
      world.founder,
      { type: 'removeMember', member: id, last: { [device.id]: { [isms]: 7 } } },
      known,
    )
    const knowsOfIt = await world.add(world.founder, addition)
    expect(knowsOfIt.added).toMatchObject({ error: { type: 'NotEntitled' } })
    await world.must(world.founder, addition, known)
    const now = world.log.now()!
    expect(acceptedThrough(now, device.id, isms)).toBe(7)
    expect(acceptedThrough(now, device.id, 'isms.plan.2026' as ShardId)).toBe(0)
    expect(acceptedThrough(now, second.id, isms)).toBe(0)
    expect(rolesOf(now, device.id)).toEqual([])
  })

  test('takes back what a device wrote that only a removed administrator had added', async () => {
    const world = await memberWorld()
    const admin = await world.join(['admin'])
    const known = world.log.heads()
    const accomplice = await world.join(['securityManager'], admin.device)
    const theirs = world.log.heads()
    const envelope = envelopeBy(accomplice.device, theirs, 1)
    expect(effectiveRoles(world.log, envelope)).toEqual(['securityManager'])
    // Heard of the administrator's joining, and of nothing since.
    await world.must(world.founder, { type: 'removeMember', member: admin.id, last: {} }, known)
    expect(effectiveRoles(world.log, envelope)).toBeUndefined()
    expect(acceptedThrough(world.log.now()!, accomplice.device.id, isms)).toBe(0)
  })

  test('by an administrator who reads nothing cuts nothing unseen; who sees it completes the cut', async () => {
    const world = await memberWorld()
    const admin = await world.join(['admin'])
    const leaving = await world.join(['leadAuditor'])
    const removal = await world.must(admin.device, { type: 'removeMember', member: leaving.id, last: {} })
    const through = (shard: ShardId) => acceptedThrough(world.log.now()!, leaving.device.id, shard)
    expect(through('common.foundation.2026' as ShardId)).toBe(0)
    expect([through(isms), through(audit)]).toEqual([Infinity, Infinity])
    const cut = (last: Record<string, number>): MemberOperation => ({
      type: 'cut',
      of: removal,
      last: { [leaving.device.id]: last },
    })
    expect((await world.add(admin.device, cut({ [isms]: 0 }))).added).toMatchObject({
      error: { type: 'NotEntitled' },
    })
    expect((await world.add(world.founder, cut({ [memberShard]: 0 }))).added).toMatchObject({
      error: { type: 'NotEntitled' },
    })
    await world.must(world.founder, cut({ [audit]: 3, [isms]: 9 }))
    expect([through(isms), through(audit)]).toEqual([9, 3])
  })

  test('never leaves a workspace without an administrator', async () => {
    const world = await memberWorld()
    const { id } = await world.join(['securityManager'])
    for (const operation of [
      { type: 'removeDevice', device: world.founder.id, last: {} },
      { type: 'removeMember', member: world.member, last: {} },
      { type: 'changeRoles', member: world.member, roles: ['ciso'], last: {} },
    ] as const)
      expect((await world.add(world.founder, operation as MemberOperation)).added).toMatchObject({
        error: { type: 'LastAdmin' },
      })
    await world.must(world.founder, { type: 'changeRoles', member: id, roles: ['admin'], last: {} })
    await world.must(world.founder, { type: 'changeRoles', member: world.member, roles: ['ciso'], last: {} })
  })
})

describe('members and devices', () => {
  test('are added by administrators only, and extensions never as a person’s device', async () => {
    const world = await memberWorld()
    const staff = await world.join(['staff', 'securityManager'])
    const device = await createDevice()
    const joining = (kind: 'pwa' | 'extension'): MemberOperation => ({
      type: 'addMember',
      member: { id: newMemberId(), roles: ['staff'] },
      person: newRecordId('PER', world.founder.id),
      device: deviceEntry(device, kind),
      grants: [],
    })
    expect((await world.add(staff.device, joining('pwa'))).added).toMatchObject({
      error: { type: 'NotEntitled' },
    })
    expect((await world.add(world.founder, joining('extension'))).added).toMatchObject({
      error: { type: 'NotEntitled' },
    })
    await world.must(world.founder, joining('pwa'))
  })

  test('of two that share a Yjs client, added without seeing each other, the first in order stands and the other is void', async () => {
    const world = await memberWorld()
    const known = world.log.heads()
    const first = await createDevice()
    const second = { ...(await createDevice()), client: first.client }
    const add = (device: Device): MemberOperation => ({
      type: 'addDevice',
      member: world.member,
      device: deviceEntry(device),
      grants: [],
    })
    await world.must(world.founder, add(first), known, 100)
    await world.must(world.founder, add(second), known, 50)
    const now = world.log.now()!
    expect([now.devices.has(first.id), now.devices.has(second.id)]).toEqual([false, true])
    // What the other had begun to write counts nowhere, though it was rightly added as far as it knew.
    expect(acceptedThrough(now, first.id, isms)).toBe(0)
  })

  test('the recovery key makes an administrator of whom it brings back', async () => {
    const world = await memberWorld()
    expect(world.log.now()!.members.get(world.member)?.roles).toContain('admin')
  })
})

describe('keys', () => {
  test('are handed on by who may, to who may read, and their own `self` by whose it is', async () => {
    const world = await memberWorld()
    const staff = await world.join(['staff'])
    const lead = await world.join(['leadAuditor'])
    const give = (...grants: Grant[]): MemberOperation => ({ type: 'grant', grants })
    const refused = { error: { type: 'NotEntitled' } }
    expect((await world.add(world.founder, give(grantOf(staff.device, 'isms')))).added).toMatchObject(refused)
    expect((await world.add(staff.device, give(grantOf(lead.device, 'common')))).added).toMatchObject(refused)
    expect((await world.add(lead.device, give(grantOf(lead.device, 'isms')))).added).toMatchObject(refused)
    await world.must(lead.device, give(grantOf(world.founder, 'audit')))
    await world.must(world.founder, give(grantOf(staff.device, 'common'), grantOf(staff.device, 'members')))
    await world.must(staff.device, give(grantOf(world.founder, 'self', undefined, staff.id)))
    expect(
      (await world.add(staff.device, give(grantOf(world.founder, 'self', undefined, lead.id)))).added,
    ).toMatchObject(refused)
    expect(
      (await world.add(staff.device, give(grantOf(lead.device, 'self', undefined, staff.id)))).added,
    ).toMatchObject(refused)
  })

  test('what is owed: every epoch to who lacks it, a new one where somebody has the last who may not, an own `self` begun', async () => {
    const world = await memberWorld(['admin', 'ciso', 'securityManager', 'privacyOfficer', 'unitHead'])
    const own = '1-00000000000000aa' as KeyEpoch
    const held = () => [own]
    const duties = () => dutiesOf(world.log.now()!, { device: world.founder.id, held }, 0)
    expect(duties()).toEqual({ grants: [], rotate: [], cuts: [] })
    const staff = await world.join(['staff'])
    const manager = await world.join(['securityManager'])
    const owedTo = (device: Device) =>
      duties()
        .grants.flatMap(({ compartment, to }) => (to === device.id ? [compartment] : []))
        .sort()
    expect(owedTo(staff.device)).toEqual(['common', 'members', 'policy'])
    expect(owedTo(manager.device)).toEqual([
      'common',
      'guard',
      'isms',
      'members',
      'people',
      'policy',
      'privacy',
      'self',
    ])
    expect(duties().rotate).toEqual([])
    expect(dutiesOf(world.log.now()!, { device: staff.device.id, held: () => [] }, 0).rotate).toEqual([
      {
        compartment: 'self',
        owner: staff.id,
        number: 1,
        to: expect.arrayContaining([staff.device.id, world.founder.id]),
      },
    ])

    const grants = duties().grants.map(({ to, compartment, owner, epoch }) => ({
      ...grantOf(staff.device, compartment, epoch, owner),
      to,
    }))
    await world.must(world.founder, { type: 'grant', grants })
    expect(duties().grants).toEqual([])
    await world.must(world.founder, { type: 'changeRoles', member: manager.id, roles: ['staff'], last: {} })
    expect(duties().rotate.map(({ compartment, number }) => [compartment, number])).toEqual([
      ['isms', 2], ['people', 2], ['privacy', 2], ['guard', 2], ['self', 2],
    ]) // prettier-ignore
    await world.must(world.founder, { type: 'removeMember', member: manager.id, last: {} })
    expect(duties().rotate.map(({ compartment }) => compartment)).toContain('members')
    expect(duties().rotate.every(({ to }) => !to.includes(manager.device.id))).toBe(true)
  })
})

test(
  'any history gives the same membership in any order its operations arrive, and step by step as all at once',
  { timeout: runs(60_000) },
  async () => {
    const names = ['add', 'addDevice', 'demote', 'promote', 'remove', 'removeDevice', 'numbering'] as const
    const act = fc.record({
      what: fc.constantFrom(...names),
      by: fc.nat(9),
      about: fc.nat(9),
      role: fc.constantFrom(...roles),
      /** How far back its author's knowledge ends, in operations. */
      behind: fc.nat(4),
      seen: fc.nat(3),
      millis: fc.nat(50),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 4, maxLength: 14 }),
        fc.infiniteStream(fc.nat(1000)),
        async (acts, luck) => {
          const world = await memberWorld()
          const people = [{ id: world.member, device: world.founder }]
          const states = [world.log.heads()]
          const roleSet = (role: Role): Role[] => (role === 'externalAuditor' ? ['staff'] : [role, 'staff'])
          for (const { what, by, about, role, behind, seen, millis } of acts) {
            const author = people[by % people.length]!
            const target = people[about % people.length]!
            const known = states[Math.max(0, states.length - 1 - behind)]!
            const last = { [target.device.id]: { [memberShard]: seen, [isms]: seen } }
            const device = await createDevice()
            const id = newMemberId()
            const operation: MemberOperation =
              what === 'add'
                ? {
                    type: 'addMember',
                    member: { id, roles: roleSet(role) },
                    person: newRecordId('PER', device.id),
                    device: deviceEntry(device),
                    grants: [],
                  }
                : what === 'addDevice'
                  ? { type: 'addDevice', member: target.id, device: deviceEntry(device), grants: [] }
                  : what === 'demote'
                    ? { type: 'changeRoles', member: target.id, roles: ['staff'], last }
                    : what === 'promote'
                      ? { type: 'changeRoles', member: target.id, roles: ['admin', ...roleSet(role)], last }
                      : what === 'remove'
                        ? { type: 'removeMember', member: target.id, last }
                        : what === 'removeDevice'
                          ? { type: 'removeDevice', device: target.device.id, last: last[target.device.id]! }
                          : { type: 'numbering', device: target.device.id, term: 2 + seen }
            const { added } = await world.add(author.device, operation, known, 100 + millis)
            if (!added.ok) continue
            if (what === 'add') people.push({ id, device })
            if (what === 'addDevice') people.push({ id: target.id, device })
            states.push(world.log.heads())
          }
          const plain = (state: ReturnType<typeof world.log.now>) =>
            state && {
              ...state,
              members: [...state.members].sort(),
              devices: [...state.devices].sort(),
              restrictions: [...state.restrictions].sort(),
            }
          const whole = plain(world.log.now())
          // Any order in which parents come first; each arrival judged by its own past.
          const other = createMemberLog(world.workspace)
          let open = [...world.operations]
          while (open.length > 0) {
            const ready = open.filter(({ header }) => other.missing(header.members).length === 0)
            const next = ready[luck.next().value! % ready.length]!
            unwrap(await other.add(next.hash, next.header, next.operation))
            other.now()
            open = open.filter(({ hash }) => hash !== next.hash)
          }
          expect(plain(other.now())).toEqual(whole)
          // And not a trace of how the states on the way were computed.
          const entries = await Promise.all(
            world.operations.map(async ({ hash, header, operation }) =>
              unwrap(await other.judge(hash, header, operation)),
            ),
          )
          expect(plain(reduceMembership(world.workspace, entries.reverse()))).toEqual(whole)
          const admins = [...whole!.devices].filter(([id]) => rolesOf(world.log.now()!, id).includes('admin'))
          expect(admins.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: runs(150) },
    )
  },
)
