import { expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import type { Values } from '../../../core/model/record-type.ts'
import { correctiveActionValues, foundedStore, ownId, type TestStore } from '../../support/store.ts'
import { carryAll, joinTeam, meet } from '../../support/team.ts'

test('a unit’s contact writes for the own unit or in the own name, and takes over nobody else’s record', async () => {
  const first = await foundedStore()
  const [unit] = await first.queries.recordsOf('orgUnit')
  const other = ownId(first, 'UNIT')
  const values = { code: 'LAB', nameZh: '檢驗科', inScope: true, headPersonId: first.personId }
  unwrap(
    await first.store.execute({
      type: 'commit',
      changes: [{ type: 'create', id: other, recordType: 'orgUnit', values }],
    }),
  )
  const contact = await joinTeam(first, ['unitContact'], { unitId: unit!.id })
  await meet(first, contact)

  const create = async (by: TestStore, more: Values): Promise<{ id: RecordId; done: unknown }> => {
    const id = ownId(by, 'CAR')
    const change = {
      type: 'create',
      id,
      recordType: 'correctiveAction',
      values: { ...correctiveActionValues(first.personId), ...more },
    } as const
    return { id, done: await by.store.execute({ type: 'commit', changes: [change] }) }
  }
  const refused = {
    ok: false,
    error: { type: 'NotAllowed', detail: { why: 'unit', type: 'correctiveAction' } },
  }
  expect((await create(contact, { unitId: unit!.id })).done).toMatchObject({ ok: true })
  expect((await create(contact, { unitId: other })).done).toMatchObject(refused)
  const draft = await create(contact, {})
  expect(draft.done).toMatchObject({ ok: true })

  const set = (by: TestStore, id: RecordId, field: string, value: unknown) =>
    by.store.execute({ type: 'commit', changes: [{ type: 'set', id, field, value }] })
  expect(await set(contact, draft.id, 'unitId', other)).toMatchObject(refused)
  const theirs = await create(first, { unitId: other })
  await carryAll(first, contact)
  expect(await set(contact, theirs.id, 'unitId', unit!.id)).toMatchObject(refused)
  expect(await set(contact, theirs.id, 'preventive', '每週核對')).toMatchObject(refused)
  // Who writes as security manager is bound to no unit.
  expect(await set(first, theirs.id, 'preventive', '每週核對')).toMatchObject({ ok: true })
  unwrap(await set(first, other, 'securityContactId', contact.person))
  await carryAll(first, contact)
  expect(await set(contact, theirs.id, 'preventive', '每日核對')).toMatchObject({ ok: true })
})
