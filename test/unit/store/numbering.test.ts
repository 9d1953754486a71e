import { expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import type { Change } from '../../../core/store/commands.ts'
import { foundedStore, ownId, type TestStore } from '../../support/store.ts'

type Founded = TestStore & { readonly personId: string }

test('an asset is numbered by category and unit, each with a series of its own', async () => {
  const opened = await foundedStore()
  const [unit] = await opened.queries.recordsOf('orgUnit')
  const numbers = []
  for (const category of ['hardware', 'hardware', 'software'])
    numbers.push(await numberOf(opened, await submitted(opened, { category, unitId: unit!.id })))
  expect(numbers).toEqual(['HW-IT-0001', 'HW-IT-0002', 'SW-IT-0001'])
})

test('assets submitted in one command are numbered one after the other', async () => {
  const opened = await foundedStore()
  const [unit] = await opened.queries.recordsOf('orgUnit')
  const both = [1, 2].map(() => newAsset(opened, { category: 'service', unitId: unit!.id }))
  const changes = both.flatMap(({ changes }) => changes)
  unwrap(await opened.store.execute({ type: 'commit', changes }))
  expect(await Promise.all(both.map(({ id }) => numberOf(opened, id)))).toEqual(['SV-IT-0001', 'SV-IT-0002'])
})

test('one whose unit has no code yet stays provisional, and is numbered at its next step', async () => {
  const opened = await foundedStore()
  const unit = ownId(opened, 'UNIT')
  await commit(opened, {
    type: 'create',
    id: unit,
    recordType: 'orgUnit',
    values: { nameZh: '檢驗科', inScope: true },
  })
  const id = await submitted(opened, { category: 'information', unitId: unit })
  expect(await numberOf(opened, id)).toBeUndefined()
  await commit(opened, { type: 'set', id: unit, field: 'code', value: 'LAB' })
  await commit(opened, { type: 'move', id, to: 'underChange' })
  expect(await numberOf(opened, id)).toBe('DA-LAB-0001')
})

function newAsset(
  opened: Founded,
  more: Readonly<Record<string, unknown>>,
): { readonly id: RecordId; readonly changes: readonly Change[] } {
  const id = ownId(opened, 'AST')
  const values = {
    name: '門診掛號資料庫主機',
    quantity: 1,
    location: '資訊室 3 樓機房',
    ownerId: opened.personId,
    custodianId: opened.personId,
    classification: 'restricted',
    confidentiality: 3,
    integrity: 3,
    availability: 4,
    containsPersonalData: true,
    isCore: true,
    originRisk: 'none',
    lastInventoryAt: '2026-11-01',
    ...more,
  }
  return {
    id,
    changes: [
      { type: 'create', id, recordType: 'asset', values },
      { type: 'submit', id },
    ],
  }
}

async function submitted(opened: Founded, more: Readonly<Record<string, unknown>>): Promise<RecordId> {
  const { id, changes } = newAsset(opened, more)
  await commit(opened, ...changes)
  return id
}

const commit = async (opened: Founded, ...changes: Change[]) =>
  unwrap(await opened.store.execute({ type: 'commit', changes }))
const numberOf = async (opened: Founded, id: RecordId) => (await opened.queries.recordById(id))?.number
