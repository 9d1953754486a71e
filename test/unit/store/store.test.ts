import { expect, test } from 'vitest'
import { newRowId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { createAction, foundedStore, founding, openTestStore, ownId } from '../../support/store.ts'

test('a workspace begins with its organisation, unit and person, durable and readable after a restart', async () => {
  const { factory, clock } = await foundedStore()
  const { store, queries } = await openTestStore({ factory, clock })
  expect(store.replica()?.log.now()?.members.size).toBe(1)
  expect((await queries.recordsOf('organization')).map(({ title }) => title)).toEqual(['嵐山綜合醫院'])
  const [person] = await queries.recordsOf('person')
  expect(person?.values['nameZh']).toBe('林佩蓉')
})

test('a workspace whose first person breaks a rule leaves nothing behind', async () => {
  const { store, queries, database } = await openTestStore()
  const broken = { ...founding, person: { ...founding.person, employeeNo: 'A123456789' } }
  const created = await store.execute(broken)
  expect(created).toMatchObject({ ok: false, error: { type: 'Invalid', issues: [{ field: 'employeeNo' }] } })
  expect(await database.envelopes.count()).toBe(0)
  unwrap(await store.execute(founding))
  expect(await queries.count('person')).toBe(1)
})

test('an edit changes the row and adds a line to the history that says who, when, from and to', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  opened.clock.now += 60_000
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id, field: 'preventive', value: '離職流程加入帳號停用檢核。' }],
    }),
  )
  opened.clock.now += 60_000
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id, field: 'preventive', value: '人資系統自動停用帳號。' }],
    }),
  )
  const row = await opened.queries.recordById(id)
  expect(row?.values['preventive']).toBe('人資系統自動停用帳號。')
  const history = await opened.queries.historyOf(id)
  expect(history.map(({ change }) => change)).toEqual([
    { type: 'field', field: 'preventive', from: '離職流程加入帳號停用檢核。', to: '人資系統自動停用帳號。' },
    { type: 'field', field: 'preventive', from: undefined, to: '離職流程加入帳號停用檢核。' },
    { type: 'created' },
  ])
  expect(history[0]?.by.member).toBe(opened.store.replica()?.member)
  expect(history[0]?.at).toBe(opened.clock.now)
})

test('rows of a list are added, edited and removed one by one', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  const [first, second] = [newRowId(), newRowId()]
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [
        { type: 'setCell', id, field: 'actions', row: first, column: 'measure', value: '停用帳號' },
        { type: 'setCell', id, field: 'actions', row: second, column: 'measure', value: '檢討流程' },
      ],
    }),
  )
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'removeRow', id, field: 'actions', row: first }],
    }),
  )
  const row = await opened.queries.recordById(id)
  expect(row?.values['actions']).toEqual([{ rowId: second, measure: '檢討流程' }])
})

test('several changes are durable together or not at all', async () => {
  const opened = await foundedStore()
  const good = ownId(opened, 'CAR')
  const before = await opened.database.envelopes.count()
  const refused = await opened.store.execute({
    type: 'commit',
    changes: [
      {
        type: 'create',
        id: good,
        recordType: 'correctiveAction',
        values: { source: 'other', description: '一' },
      },
      {
        type: 'create',
        id: ownId(opened, 'CAR'),
        recordType: 'correctiveAction',
        values: { source: 'nonsense' },
      },
    ],
  })
  expect(refused.ok).toBe(false)
  expect(await opened.queries.recordById(good)).toBeUndefined()
  expect(await opened.database.envelopes.count()).toBe(before)
})

test('submitting demands what is required and names the fields; a draft does not', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  const submitted = await opened.store.execute({ type: 'commit', changes: [{ type: 'submit', id }] })
  expect(submitted.ok).toBe(false)
  if (!submitted.ok && submitted.error.type === 'Invalid') {
    expect(submitted.error.issues).toContainEqual({ field: 'unitId', code: 'required' })
  }
})

test('personal fields never stand in the clear in an envelope, and erasing removes them from rows and history', async () => {
  const opened = await foundedStore()
  const [person] = await opened.queries.recordsOf('person')
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id: person!.id, field: 'nameZh', value: '林佩容' }],
    }),
  )
  expect(
    (await opened.queries.historyOf(person!.id)).some(
      ({ change }) => change.type === 'field' && change.to === '林佩容',
    ),
  ).toBe(true)
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'erase', id: person!.id, reason: '蒐集目的消失' }],
    }),
  )
  const erased = await opened.queries.recordById(person!.id)
  expect(erased?.values['nameZh']).toBeUndefined()
  expect(erased?.knownBy).toBeUndefined()
  expect(erased?.values['employeeNo']).toBe('E0001')
  expect(JSON.stringify(await opened.queries.historyOf(person!.id))).not.toMatch(/林佩/)
})

test('a corrective action gets its number from the numbering device when it is first submitted, one after the other', async () => {
  const opened = await foundedStore()
  const numbers: (string | undefined)[] = []
  for (let count = 0; count < 2; count++) {
    const id = await createAction(opened)
    const [unit] = await opened.queries.recordsOf('orgUnit')
    const rest = {
      unitId: unit!.id,
      immediateDueAt: '2026-11-23',
      rootCause: '未設定離職通知，資訊室隔日才知道。',
      similarCases: '門診部亦同，已一併檢查。',
      preventive: '人資系統自動通知。',
    }
    const row = newRowId()
    unwrap(
      await opened.store.execute({
        type: 'commit',
        changes: [
          ...Object.entries(rest).map(([field, value]) => ({ type: 'set' as const, id, field, value })),
          { type: 'setCell', id, field: 'actions', row, column: 'measure', value: '設定自動通知' },
          { type: 'setCell', id, field: 'actions', row, column: 'ownerId', value: opened.personId },
          { type: 'setCell', id, field: 'actions', row, column: 'dueAt', value: '2026-12-01' },
        ],
      }),
    )
    unwrap(await opened.store.execute({ type: 'commit', changes: [{ type: 'submit', id }] }))
    numbers.push((await opened.queries.recordById(id))?.number)
  }
  expect(numbers).toEqual(['CAR-115-001', 'CAR-115-002'])
})

test('an open corrective action asks for attention on its last extended day, and a void one no longer', async () => {
  const opened = await foundedStore()
  const id = await createAction(opened)
  expect((await opened.queries.dueFirst()).map(({ id, due }) => [id, due])).toEqual([[id, '2026-12-22']])
  const row = newRowId()
  const extension = {
    fromDueAt: '2026-12-22',
    toDueAt: '2027-01-20',
    reason: '等候系統改版，已請主管同意展延。',
    approverId: opened.personId,
  }
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: Object.entries(extension).map(
        ([column, value]) => ({ type: 'setCell', id, field: 'extensions', row, column, value }) as const,
      ),
    }),
  )
  expect((await opened.queries.dueFirst()).map(({ due }) => due)).toEqual(['2027-01-20'])
  unwrap(await opened.store.execute({ type: 'commit', changes: [{ type: 'void', id, reason: '重複開立' }] }))
  expect(await opened.queries.dueFirst()).toEqual([])
})

test('counts by state follow creation, moves, voiding and a rebuild', async () => {
  const opened = await foundedStore()
  const [first] = [await createAction(opened), await createAction(opened)]
  expect(await opened.queries.countByState('correctiveAction')).toMatchObject({ opened: 2 })
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'void', id: first, reason: '重複開立' }],
    }),
  )
  expect(await opened.queries.countByState('correctiveAction')).toEqual({ opened: 1, void: 1 })
  expect(await opened.queries.count('correctiveAction')).toBe(2)
  await rebuildShard(opened.store.replica()!, (await opened.queries.recordById(first))!.shard)
  expect(await opened.queries.countByState('correctiveAction')).toEqual({ opened: 1, void: 1 })
  expect(await opened.queries.count('person')).toBe(1)
})

test('a person’s roles come from the membership log and cannot be written', async () => {
  const opened = await foundedStore()
  const [person] = await opened.queries.recordsOf('person')
  expect(person?.values['roles']).toEqual(['admin', 'ciso', 'securityManager', 'privacyOfficer', 'unitHead'])
  const written = await opened.store.execute({
    type: 'commit',
    changes: [{ type: 'set', id: person!.id, field: 'roles', value: ['auditor'] }],
  })
  expect(written).toMatchObject({ ok: false, error: { type: 'Invalid', issues: [{ field: 'roles' }] } })
})

test('a unit cannot come to stand above itself, over however many steps', async () => {
  const opened = await foundedStore()
  const [top] = await opened.queries.recordsOf('orgUnit')
  const ids = [ownId(opened, 'UNIT'), ownId(opened, 'UNIT')] as const
  const unit = (code: string, parentId: string) => ({
    code,
    nameZh: code,
    inScope: true,
    headPersonId: opened.personId,
    parentId,
  })
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [
        { type: 'create', id: ids[0], recordType: 'orgUnit', values: unit('A', top!.id) },
        { type: 'create', id: ids[1], recordType: 'orgUnit', values: unit('B', ids[0]) },
      ],
    }),
  )
  const circle = await opened.store.execute({
    type: 'commit',
    changes: [{ type: 'set', id: top!.id, field: 'parentId', value: ids[1] }],
  })
  expect(circle).toMatchObject({ ok: false, error: { issues: [{ field: 'parentId', code: 'cycle' }] } })
})

test('numbers given in one command differ', async () => {
  const opened = await foundedStore()
  const [unit] = await opened.queries.recordsOf('orgUnit')
  const ids = [await createAction(opened), await createAction(opened)]
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: ids.flatMap((id) => [
        { type: 'set' as const, id, field: 'unitId', value: unit!.id },
        { type: 'set' as const, id, field: 'immediateDueAt', value: '2026-11-23' },
        { type: 'submit' as const, id },
      ]),
    }),
  )
  const numbers = (await opened.queries.recordsByIds(ids)).map(({ number }) => number)
  expect(numbers.sort()).toEqual(['CAR-115-001', 'CAR-115-002'])
})

test('a government organisation cannot bring a rule into force that is milder than its default', async () => {
  const opened = await foundedStore()
  const organisation = opened.store.replica()!.organizationId
  const gov = { entityType: 'gov', cyberLevel: 'C', levelApprovedAt: '2026-01-01' }
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: Object.entries(gov).map(
        ([field, value]) => ({ type: 'set', id: organisation, field, value }) as const,
      ),
    }),
  )
  const id = ownId(opened, 'GRU')
  const values = {
    ruleId: 'PD-01',
    ruleVersion: 1,
    enabled: true,
    action: 'warn',
    reason: '內部測試期間先以警告觀察。',
    validFrom: '2026-11-22',
  }
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'create', id, recordType: 'guardRule', values }],
    }),
  )
  const milder = await opened.store.execute({
    type: 'commit',
    changes: [{ type: 'move', id, to: 'effective', override: '只有一位管理人員' }],
  })
  expect(milder).toMatchObject({ ok: false, error: { issues: [{ code: 'loweredInGovernment' }] } })
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'set', id, field: 'action', value: 'block' }],
    }),
  )
  expect(
    (await opened.store.execute({ type: 'commit', changes: [{ type: 'move', id, to: 'effective' }] })).ok,
  ).toBe(false)
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'move', id, to: 'effective', override: '只有一位管理人員' }],
    }),
  )
  expect(
    (await opened.queries.historyOf(id)).find(({ change }) => change.type === 'state')?.change,
  ).toMatchObject({ override: '只有一位管理人員' })
})

test('the founder’s own compartment has a key of its own, and no shared one', async () => {
  const { store } = await foundedStore()
  const { keyring, member, log } = store.replica()!
  expect(keyring.latestEpoch('self', member)).toBeDefined()
  expect(keyring.latestEpoch('self')).toBeUndefined()
  // What events are sealed to is what the log says, from the first operation on.
  const readers = await keyring.guardReaders()
  expect(log.now()!.guardReaders).toEqual({ epoch: readers!.epoch, publicKey: readers!.publicKey })
})
