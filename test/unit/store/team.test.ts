import { describe, expect, test, vi } from 'vitest'
import { createDevice } from '../../../core/journal/device.ts'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { rolesOfMember } from '../../../core/members/membership.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { createAction, foundedStore, openTestStore, ownId, type TestStore } from '../../support/store.ts'
import { carryAll, isOperation, joinTeam, meet } from '../../support/team.ts'

const set = (store: TestStore, id: RecordId, field: string, value: unknown) =>
  store.store.execute({ type: 'commit', changes: [{ type: 'set', id, field, value }] })
const valueOf = async ({ queries }: TestStore, id: RecordId, field = 'preventive') =>
  (await queries.recordById(id))?.values[field]
const isIsms = ({ shard }: { readonly shard: string }) => shard.startsWith('isms.')
/** What two replicas must agree on. */
const standing = async ({ database }: TestStore) => ({
  heads: (await database.heads.toArray()).map(({ shard, device, sequence, hash }) => [
    shard,
    device,
    sequence,
    hash,
  ]),
  shards: (await database.shards.toArray()).map(({ shard, digest, clocks }) => [shard, digest, clocks]),
  records: await database.records.orderBy('id').toArray(),
  notInForce: await database.notInForce.toArray(),
  refused: (await database.quarantine.toArray()).map(({ hash, reason }) => [hash, reason]),
})

describe('joining', () => {
  test('gives the roles, the person’s row shows them, and every key they may read by, history included', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const second = await joinTeam(first, ['securityManager'])
    expect((await first.queries.recordById(second.person))?.values['roles']).toEqual(['securityManager'])
    expect((await first.queries.members()).find(({ id }) => id === second.member)).toMatchObject({
      personId: second.person,
      roles: ['securityManager'],
    })
    expect(await carryAll(first, second)).not.toContain('waiting')
    expect((await second.queries.recordById(action))?.type).toBe('correctiveAction')
    unwrap(await set(second, action, 'preventive', '每週核對一次'))
    await carryAll(second, first)
    expect(await valueOf(first, action)).toBe('每週核對一次')
  })

  test('as staff reads what is for everyone and holds no other key', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const staff = await joinTeam(first, ['staff'])
    const outcomes = await carryAll(first, staff)
    expect(outcomes).toContain('waiting')
    expect(await staff.queries.recordById(action)).toBeUndefined()
    const { keyring } = staff.store.replica()!
    expect(keyring.epochs('isms')).toEqual([])
    expect(keyring.epochs('common')).toHaveLength(1)
    const id = ownId(staff, 'CAR')
    const change = { type: 'create', id, recordType: 'correctiveAction', values: {} } as const
    expect(await staff.store.execute({ type: 'commit', changes: [change] })).toMatchObject({
      error: { type: 'NotAllowed', detail: { why: 'writer' } },
    })
    // Their own `self` is begun by their own device.
    unwrap(await staff.store.performDuties())
    expect(keyring.epochs('self', staff.member)).toHaveLength(1)
    await carryAll(staff, first)
    expect(first.store.replica()!.keyring.epochs('self', staff.member)).toHaveLength(1)
  })

  test('is for administrators to allow, once per person', async () => {
    const first = await foundedStore()
    const staff = await joinTeam(first, ['staff'])
    const device = await createDevice()
    const join = (by: TestStore, person: RecordId) =>
      by.store.execute({ type: 'addMember', person, roles: ['admin'], device })
    expect(await join(first, staff.person)).toMatchObject({ error: { detail: { why: 'memberAlready' } } })
    await carryAll(first, staff)
    const [unit] = await first.queries.recordsOf('person')
    expect((await join(staff, unit!.id)).ok).toBe(false)
  })
})

describe('an external auditor', () => {
  test('reads the management system until the day in the log and writes nothing of it', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const until = first.clock.now + 86_400_000
    const auditor = await joinTeam(first, ['externalAuditor'], { until })
    await carryAll(first, auditor)
    expect(await auditor.queries.recordById(action)).toBeDefined()
    expect(await set(auditor, action, 'preventive', '改')).toMatchObject({ error: { type: 'NotAllowed' } })
    const request = {
      type: 'create',
      id: ownId(auditor, 'EXC'),
      recordType: 'exceptionRequest',
      values: {},
    } as const
    expect((await auditor.store.execute({ type: 'commit', changes: [request] })).ok).toBe(false)
    const now = auditor.store.replica()!.log.now()!
    expect(rolesOfMember(now, auditor.member, until - 1)).toEqual(['externalAuditor'])
    expect(rolesOfMember(now, auditor.member, until)).toEqual([])
    first.clock.now = until
    unwrap(await first.store.performDuties())
    expect(first.store.replica()!.keyring.epochs('isms')).toHaveLength(2)
    const without = { type: 'changeRoles', member: auditor.member, roles: ['externalAuditor'] } as const
    expect(await first.store.execute(without)).toMatchObject({ error: { detail: { why: 'until' } } })
  })
})

describe('a removal', () => {
  test('takes out what nobody had heard of, refuses it when offered, and seals with new keys', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const second = await joinTeam(first, ['securityManager'])
    const third = await joinTeam(first, ['securityManager', 'privacyOfficer'])
    await meet(first, second)
    await meet(first, third)
    unwrap(await set(second, action, 'preventive', '已知'))
    await carryAll(second, first)
    unwrap(await set(second, action, 'preventive', '沒有人聽過'))
    await carryAll(second, third)
    expect(await valueOf(third, action)).toBe('沒有人聽過')

    const epochs = first.store.replica()!.keyring.epochs('isms').length
    unwrap(await first.store.execute({ type: 'removeMember', member: second.member }))
    expect(first.store.replica()!.keyring.epochs('isms')).toHaveLength(epochs + 1)
    expect((await first.queries.recordById(second.person))?.values['roles']).toEqual([])
    expect((await first.queries.devices()).filter(({ removedAt }) => removedAt !== undefined)).toHaveLength(1)
    expect(await carryAll(second, first, isIsms)).toEqual(['RemovedDevice'])

    await carryAll(first, third)
    expect(await valueOf(third, action)).toBe('已知')
    expect(await standing(third)).toEqual({ ...(await standing(first)) })

    // What is written from now on the removed device cannot open.
    unwrap(await set(first, action, 'preventive', '之後'))
    expect(await carryAll(first, second, isIsms)).toContain('waiting')
    await carryAll(first, third)
    expect(await valueOf(third, action)).toBe('之後')
    const again = await openTestStore({ factory: third.factory, clock: third.clock })
    expect(await valueOf(again, action)).toBe('之後')
    expect((await set(second, action, 'preventive', '再寫')).ok).toBe(true)
    await carryAll(first, second, isOperation)
    expect((await set(second, action, 'preventive', '再寫')).ok).toBe(false)
  })

  test('that comes to nothing lets the tail come back', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const admin = await joinTeam(first, ['admin', 'securityManager'])
    const second = await joinTeam(first, ['securityManager'])
    const observer = await joinTeam(first, ['securityManager'])
    for (const colleague of [admin, second, observer]) await meet(first, colleague)
    unwrap(await set(second, action, 'preventive', '誰的話'))
    await carryAll(second, observer)
    // An administrator who is being removed removes somebody who did nothing.
    unwrap(await admin.store.execute({ type: 'removeMember', member: second.member }))
    await carryAll(admin, observer)
    expect(await valueOf(observer, action)).toBeUndefined()
    unwrap(await first.store.execute({ type: 'removeMember', member: admin.member }))
    await carryAll(first, observer)
    expect(await carryAll(second, observer, isIsms)).toEqual(['admitted'])
    expect(await valueOf(observer, action)).toBe('誰的話')
    expect(
      (await observer.database.quarantine.toArray()).filter(
        ({ device }) => device === second.store.replica()!.device.id,
      ),
    ).toEqual([])
  })

  test('whose rebuilding the disk refuses is finished before anything else is taken, and at the next start', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const second = await joinTeam(first, ['securityManager'])
    const third = await joinTeam(first, ['securityManager'])
    await meet(first, second)
    await meet(first, third)
    unwrap(await set(second, action, 'preventive', '沒有人聽過'))
    await carryAll(second, third)
    unwrap(await first.store.execute({ type: 'removeMember', member: second.member }))
    const full = vi
      .spyOn(third.database.envelopes, 'bulkDelete')
      .mockImplementation((() =>
        Promise.reject(Object.assign(new Error(), { name: 'QuotaExceededError' }))) as never)
    const rows = (await first.database.envelopes.toArray())
      .filter(isOperation)
      .sort((a, b) => a.received - b.received)
    const outcomes = []
    for (const row of rows) outcomes.push(await third.store.receive(encodeEnvelope(rowToEnvelope(row))))
    expect(outcomes.some(({ ok }) => !ok)).toBe(true)
    expect(await valueOf(third, action)).toBe('沒有人聽過')
    full.mockRestore()
    await third.store.close()

    const again = await openTestStore({ factory: third.factory, clock: third.clock })
    expect(await valueOf(again, action)).toBeUndefined()
    await carryAll(first, again)
    await carryAll(second, first, isIsms)
    expect(await standing(again)).toEqual(await standing(first))
  })
})

describe('a removal by an administrator who reads nothing', () => {
  test('leaves the work they never saw until somebody who sees it has cut it, and then takes what is late', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const admin = await joinTeam(first, ['admin'])
    const second = await joinTeam(first, ['securityManager'])
    const observer = await joinTeam(first, ['securityManager'])
    for (const colleague of [second, observer, admin]) await meet(first, colleague)
    unwrap(await set(second, action, 'preventive', '大家都聽過'))
    await carryAll(second, first)
    await carryAll(second, observer)
    unwrap(await admin.store.execute({ type: 'removeMember', member: second.member }))
    await carryAll(admin, first, isOperation)
    expect(await valueOf(first, action)).toBe('大家都聽過')
    unwrap(await set(second, action, 'preventive', '離職後才寫'))
    expect(await carryAll(second, observer, isIsms)).toEqual(['admitted'])
    expect(unwrap(await first.store.performDuties())).toBeGreaterThan(0)
    await carryAll(admin, observer, isOperation)
    await carryAll(first, observer, isOperation)
    for (const replica of [first, observer]) expect(await valueOf(replica, action)).toBe('大家都聽過')
    expect(first.store.replica()!.keyring.epochs('isms')).toHaveLength(2)
    // Nothing more is owed.
    expect(unwrap(await first.store.performDuties())).toBe(0)
  })
})

describe('a change of roles', () => {
  test('takes its effect from what did not know of it, keeps the chain, and reads the same after a restart and a rebuild', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const second = await joinTeam(first, ['securityManager', 'legal'])
    const early = await joinTeam(first, ['securityManager'])
    const late = await joinTeam(first, ['securityManager'])
    for (const colleague of [second, early, late]) await meet(first, colleague)
    unwrap(await set(second, action, 'preventive', '聽過的'))
    await carryAll(second, first)
    for (const value of ['沒聽過的', '也沒聽過']) unwrap(await set(second, action, 'preventive', value))
    await carryAll(second, early)
    expect(await valueOf(early, action)).toBe('也沒聽過')

    unwrap(await first.store.execute({ type: 'changeRoles', member: second.member, roles: ['staff'] }))
    await carryAll(first, early)
    await carryAll(first, late)
    expect(await carryAll(second, late)).toEqual(['admitted', 'admitted'])
    expect(await carryAll(second, first)).toEqual(['admitted', 'admitted'])
    for (const replica of [first, early, late]) {
      expect(await valueOf(replica, action)).toBe('聽過的')
      expect(
        (await replica.database.notInForce.toArray()).map(({ reason, entries }) => [reason, entries]),
      ).toEqual([
        ['RolesChanged', 1],
        ['RolesChanged', 1],
      ])
    }
    expect(await standing(early)).toEqual(await standing(first))
    expect(await standing(late)).toEqual(await standing(first))

    const again = await openTestStore({ factory: late.factory, clock: late.clock })
    unwrap(await set(again, action, 'rootCause', '流程沒有通知資訊室的步驟。'))
    expect(await valueOf(again, action)).toBe('聽過的')
    const before = await standing(again)
    await rebuildShard(again.store.replica()!, (await again.queries.recordById(action))!.shard)
    expect((await standing(again)).records).toEqual(before.records)

    // They hear of it, are trusted again and go on in the same chain.
    await carryAll(first, second, isOperation)
    expect((await set(second, action, 'preventive', '不行')).ok).toBe(false)
    expect(await valueOf(second, action)).toBe('聽過的')
    unwrap(
      await first.store.execute({ type: 'changeRoles', member: second.member, roles: ['securityManager'] }),
    )
    await carryAll(first, second)
    unwrap(await set(second, action, 'preventive', '又可以了'))
    for (const replica of [first, again, early]) {
      await carryAll(first, replica, isOperation)
      expect(await carryAll(second, replica, isIsms)).toEqual(['admitted'])
      expect(await valueOf(replica, action)).toBe('又可以了')
    }
  })
})

describe('numbers', () => {
  test('are minted by the device the log names', async () => {
    const first = await foundedStore()
    const second = await joinTeam(first, ['securityManager', 'unitHead'])
    await meet(first, second)
    const device = second.store.replica()!.device.id
    unwrap(await first.store.execute({ type: 'moveNumbering', device }))
    expect(first.store.replica()!.log.now()!.numbering).toEqual({ device, term: 2 })
    unwrap(await first.store.execute({ type: 'removeMember', member: second.member }))
    const own = first.store.replica()!.device.id
    expect(first.store.replica()!.log.now()!.numbering).toEqual({ device: own, term: 3 })
  })
})
