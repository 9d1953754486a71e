import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDevice, type Device } from '../../../core/journal/device.ts'
import type { EnvelopeHeader } from '../../../core/journal/envelope.ts'
import { mayGrant, mayRead, mayWrite, readableCompartments } from '../../../core/members/access.ts'
import { createMemberLog } from '../../../core/members/member-log.ts'
import { memberShard, type LogEntry } from '../../../core/members/membership.ts'
import { reduceMembership } from '../../../core/members/reduce-membership.ts'
import {
  parseOperation,
  operationBytes,
  recoveryStatement,
  workspaceIdOf,
  type Genesis,
  type MemberOperation,
} from '../../../core/members/operations.ts'
import { randomBytes, sha256, toHex, utf8 } from '../../../core/model/bytes.ts'
import { hybridTime } from '../../../core/model/hybrid-clock.ts'
import {
  newMemberId,
  newRecordId,
  type EnvelopeHash,
  type KeyEpoch,
  type ShardId,
} from '../../../core/model/ids.ts'
import { compartments, roles, type Role } from '../../../core/model/record-type.ts'
import { unwrap } from '../../../core/model/result.ts'
import { recordTypes } from '../../../core/records/index.ts'

const entryOf = (device: Device, kind: 'pwa' | 'extension') => ({
  signKey: device.signKey,
  agreeKey: device.agreeKey,
  client: device.client,
  kind,
})

async function begin() {
  const founder = await createDevice()
  const recovery = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const member = newMemberId()
  const genesis: Genesis = {
    type: 'genesis',
    nonce: toHex(randomBytes(32)),
    recoveryKey: toHex(new Uint8Array(await crypto.subtle.exportKey('raw', recovery.publicKey))),
    guardReaders: { epoch: '1-0123456789abcdef' as KeyEpoch, publicKey: toHex(randomBytes(32)) },
    member: { id: member, roles: ['admin', 'ciso', 'securityManager'] },
    person: newRecordId('PER', founder.id),
    device: entryOf(founder, 'pwa'),
    grants: [],
  }
  const workspace = await workspaceIdOf(genesis)
  const log = createMemberLog(workspace)
  let tick = 0
  const sequences = new Map<Device, number>()
  const add = async (author: Device, operation: MemberOperation, members = log.heads()) => {
    const time = hybridTime(++tick)
    const sequence = (sequences.get(author) ?? 0) + 1
    sequences.set(author, sequence)
    const hash = toHex(await sha256(utf8(`${tick}${author.id}`))) as EnvelopeHash
    return {
      hash,
      added: await log.add(hash, { device: author.id, sequence, members, time } as EnvelopeHeader, operation),
    }
  }
  return { founder, member, genesis, workspace, log, add, recovery }
}

describe('the membership log', () => {
  test('begins with the one genesis whose hash names the workspace', async () => {
    const { founder, genesis, log, add } = await begin()
    expect((await add(founder, { ...genesis, nonce: 'a'.repeat(64) })).added).toMatchObject({
      ok: false,
      error: { type: 'NotGenesis' },
    })
    unwrap((await add(founder, genesis)).added)
    expect((await add(founder, genesis)).added).toMatchObject({ ok: false, error: { type: 'SecondGenesis' } })
    expect(log.now()?.devices.get(founder.id)).toMatchObject({ kind: 'pwa' })
    expect(log.now()?.numbering).toEqual({ device: founder.id, term: 1 })
  })

  test('lets an administrator add a second device, and nobody else', async () => {
    const { founder, member, genesis, log, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const [second, extension, third] = await Promise.all([createDevice(), createDevice(), createDevice()])
    unwrap(
      (await add(founder, { type: 'addDevice', member, device: entryOf(second, 'pwa'), grants: [] })).added,
    )
    unwrap(
      (
        await add(second, {
          type: 'addDevice',
          profileCode: 'P-7F3K',
          device: entryOf(extension, 'extension'),
          grants: [],
        })
      ).added,
    )
    const byExtension = await add(extension, {
      type: 'addDevice',
      member,
      device: entryOf(third, 'pwa'),
      grants: [],
    })
    expect(byExtension.added).toMatchObject({ ok: false, error: { type: 'NotEntitled' } })
    expect([...log.now()!.devices.keys()].sort()).toEqual([founder.id, second.id, extension.id].sort())
  })

  test('refuses a device it knows, and a Yjs client that another device has', async () => {
    const { founder, member, genesis, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const second = await createDevice()
    unwrap(
      (await add(founder, { type: 'addDevice', member, device: entryOf(second, 'pwa'), grants: [] })).added,
    )
    expect(
      (await add(founder, { type: 'addDevice', member, device: entryOf(second, 'pwa'), grants: [] })).added,
    ).toMatchObject({ error: { type: 'DeviceKnown' } })
    const clone = { ...(await createDevice()), client: second.client }
    expect(
      (await add(founder, { type: 'addDevice', member, device: entryOf(clone, 'pwa'), grants: [] })).added,
    ).toMatchObject({ error: { type: 'ClientTaken' } })
  })

  test('an extension never carries a member, and a person’s device always does', async () => {
    const { founder, member, genesis, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const device = await createDevice()
    expect(
      (await add(founder, { type: 'addDevice', member, device: entryOf(device, 'extension'), grants: [] }))
        .added.ok,
    ).toBe(false)
    expect(
      (await add(founder, { type: 'addDevice', device: entryOf(device, 'pwa'), grants: [] })).added.ok,
    ).toBe(false)
  })

  test('a removed administrator can add nobody any more', async () => {
    const { founder, member, genesis, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const [second, third] = await Promise.all([createDevice(), createDevice()])
    unwrap(
      (await add(founder, { type: 'addDevice', member, device: entryOf(second, 'pwa'), grants: [] })).added,
    )
    unwrap((await add(founder, { type: 'removeDevice', device: second.id, last: {} })).added)
    expect(
      (await add(second, { type: 'addDevice', member, device: entryOf(third, 'pwa'), grants: [] })).added,
    ).toMatchObject({ error: { type: 'NotEntitled' } })
  })

  test('the recovery key adds a device for a member, visibly, and no other key does', async () => {
    const { founder, member, genesis, workspace, log, add, recovery } = await begin()
    unwrap((await add(founder, genesis)).added)
    const fresh = await createDevice()
    const entry = entryOf(fresh, 'pwa')
    const wrong = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const sign = async (key: CryptoKey) =>
      toHex(
        new Uint8Array(await crypto.subtle.sign('Ed25519', key, recoveryStatement(workspace, member, entry))),
      )
    expect(
      (await add(fresh, { type: 'recover', member, device: entry, proof: await sign(wrong.privateKey) }))
        .added,
    ).toMatchObject({ error: { type: 'BadProof' } })
    unwrap(
      (await add(fresh, { type: 'recover', member, device: entry, proof: await sign(recovery.privateKey) }))
        .added,
    )
    expect(log.now()!.devices.get(fresh.id)).toMatchObject({ member, addedBy: fresh.id })
  })

  test('an operation whose past is unknown is not judged', async () => {
    const { founder, genesis, add, member } = await begin()
    unwrap((await add(founder, genesis)).added)
    const device = await createDevice()
    const early = await add(
      founder,
      { type: 'addDevice', member, device: entryOf(device, 'pwa'), grants: [] },
      ['e'.repeat(64) as EnvelopeHash],
    )
    expect(early.added).toMatchObject({ error: { type: 'PastUnknown' } })
  })

  test('what a removed device wrote after the last accepted operation has no effect, though it did not know of its removal', async () => {
    const { founder, member, genesis, log, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const [second, kept, late, after] = await Promise.all([
      createDevice(),
      createDevice(),
      createDevice(),
      createDevice(),
    ])
    const addition = (device: Device): MemberOperation => ({
      type: 'addDevice',
      member,
      device: entryOf(device, 'pwa'),
      grants: [],
    })
    unwrap((await add(founder, addition(second))).added)
    unwrap((await add(second, addition(kept))).added)
    const known = log.heads()
    // Ordered before the removal by its clock, and unknown to whoever removed.
    unwrap((await add(second, addition(late), known)).added)
    expect(log.now()!.devices.has(late.id)).toBe(true)
    unwrap((await add(late, addition(after))).added)
    const removal = { type: 'removeDevice' as const, device: second.id, last: { [memberShard]: 1 } }
    unwrap((await add(founder, removal, known)).added)
    const names = [...log.now()!.devices.keys()].sort()
    expect(names).toEqual([founder.id, second.id, kept.id].sort())
  })

  test('a removal that does not count takes nothing from the device it named', async () => {
    const { founder, member, genesis, log, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const [second, third, after] = await Promise.all([createDevice(), createDevice(), createDevice()])
    const addition = (device: Device): MemberOperation => ({
      type: 'addDevice',
      member,
      device: entryOf(device, 'pwa'),
      grants: [],
    })
    const removal = (device: Device): MemberOperation => ({
      type: 'removeDevice',
      device: device.id,
      last: {},
    })
    unwrap((await add(founder, addition(second))).added)
    unwrap((await add(founder, addition(third))).added)
    const known = log.heads()
    // Whose own removal, ordered last, says that nothing of it counts.
    unwrap((await add(second, removal(third), known)).added)
    unwrap((await add(third, addition(after), known)).added)
    unwrap((await add(founder, removal(second), known)).added)
    const { devices } = log.now()!
    expect(devices.get(third.id)?.last).toBeUndefined()
    expect(devices.get(second.id)?.last).toBeDefined()
    expect(devices.has(after.id)).toBe(true)
  })

  test('of two administrators who remove each other the first in order stays', async () => {
    const { founder, member, genesis, log, add } = await begin()
    unwrap((await add(founder, genesis)).added)
    const second = await createDevice()
    unwrap(
      (await add(founder, { type: 'addDevice', member, device: entryOf(second, 'pwa'), grants: [] })).added,
    )
    const known = log.heads()
    unwrap(
      (await add(second, { type: 'removeDevice', device: founder.id, last: { [memberShard]: 2 } }, known))
        .added,
    )
    unwrap((await add(founder, { type: 'removeDevice', device: second.id, last: {} }, known)).added)
    expect(log.now()!.devices.get(founder.id)?.last).toBeDefined()
    expect(log.now()!.devices.get(second.id)?.last).toBeUndefined()
  })

  test('gives the same state whatever order its operations arrived in', async () => {
    const { founder, member, genesis, workspace } = await begin()
    const devices = await Promise.all(Array.from({ length: 5 }, createDevice))
    const [here, there] = ['isms.audit.2026' as ShardId, 'isms.plan.2026' as ShardId]
    const hash = (index: number) => String(index).repeat(64).slice(0, 64) as EnvelopeHash
    const entries: LogEntry[] = [
      {
        hash: hash(0),
        parents: [],
        author: founder.id,
        sequence: 1,
        time: hybridTime(1),
        operation: genesis,
        added: founder,
      },
      ...devices.map((device, index): LogEntry => ({
        hash: hash(index + 1),
        parents: [hash(index % 2 === 0 ? 0 : index)],
        author: founder.id,
        sequence: 1,
        time: hybridTime(2 + (index % 3)),
        operation: { type: 'addDevice', member, device: entryOf(device, 'pwa'), grants: [] },
        added: device,
      })),
      {
        hash: hash(7),
        parents: [hash(5)],
        author: founder.id,
        sequence: 1,
        time: hybridTime(9),
        operation: { type: 'removeDevice', device: devices[0]!.id, last: { [here]: 3, [there]: 5 } },
      },
      {
        hash: hash(8),
        parents: [hash(4)],
        author: founder.id,
        sequence: 1,
        time: hybridTime(9),
        operation: { type: 'removeDevice', device: devices[0]!.id, last: { [here]: 4 } },
      },
      {
        hash: hash(9),
        parents: [hash(1)],
        author: founder.id,
        sequence: 1,
        time: hybridTime(9),
        operation: { type: 'numbering', device: devices[1]!.id, term: 2 },
      },
    ]
    const plain = (given: readonly LogEntry[]) => {
      const state = reduceMembership(workspace, given)!
      return {
        ...state,
        members: [...state.members].sort(),
        devices: [...state.devices].sort(([a], [b]) => (a < b ? -1 : 1)),
      }
    }
    const expected = plain(entries)
    expect(expected.devices.find(([id]) => id === devices[0]!.id)?.[1].last).toEqual({ [here]: 3 })
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(plain(shuffled)).toEqual(expected)
      }),
    )
  })
})

test('bytes that are no operation are refused, and unknown fields with them', () => {
  expect(parseOperation(utf8('{"type":"promote"}')).ok).toBe(false)
  expect(parseOperation(utf8('not json')).ok).toBe(false)
  expect(parseOperation(new Uint8Array([0xff, 0xfe])).ok).toBe(false)
  const numbering = { type: 'numbering' as const, device: 'a'.repeat(32) as never, term: 2 }
  expect(parseOperation(operationBytes(numbering)).ok).toBe(true)
  expect(parseOperation(utf8(JSON.stringify({ ...numbering, note: 'extra' }))).ok).toBe(false)
})

describe('access', () => {
  test('the administrator reads nothing by that role alone', () => {
    expect(readableCompartments(['admin'])).toEqual(['policy', 'common'])
  })
  test('every compartment but those for everyone is closed to staff', () => {
    expect(compartments.filter((compartment) => mayRead(['staff'], compartment))).toEqual([
      'policy',
      'common',
    ])
  })
  test('nobody writes a projected register, and an external auditor writes no record of the management system', () => {
    for (const type of recordTypes.filter(({ projected }) => projected))
      expect(mayWrite([...roles], type)).toBe(false)
    for (const type of recordTypes.filter(({ compartment }) => compartment === 'isms')) {
      expect(mayWrite(['externalAuditor'], type)).toBe(type.writers.includes('externalAuditor'))
    }
  })
  test('only guard reviewers may hand on the guard key, and only audit’s own roles the audit key', () => {
    const granters = (compartment: 'guard' | 'audit') =>
      roles.filter((role: Role) => mayGrant([role], compartment))
    expect(granters('guard')).toEqual(['securityManager', 'privacyOfficer'])
    expect(granters('audit').sort()).toEqual(['ciso', 'leadAuditor'])
  })
})
