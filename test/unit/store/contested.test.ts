import { expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { createAction, foundedStore, type TestStore } from '../../support/store.ts'
import { carryAll, joinTeam } from '../../support/team.ts'

const set = async (on: TestStore, id: RecordId, value: string) =>
  unwrap(
    await on.store.execute({ type: 'commit', changes: [{ type: 'set', id, field: 'preventive', value }] }),
  )
const contested = async ({ queries }: TestStore) => (await queries.contested()).map(({ id }) => id)

test('a field two people wrote unseen is listed until one of them has chosen, on both devices', async () => {
  const first = await foundedStore()
  const action = await createAction(first)
  await createAction(first)
  const second = await joinTeam(first, ['securityManager'])
  await carryAll(first, second)
  expect(await contested(first)).toEqual([])

  await set(first, action, '每週核對一次')
  await set(second, action, '每月核對一次')
  await carryAll(first, second)
  await carryAll(second, first)
  expect(await contested(first)).toEqual([action])
  expect(await contested(second)).toEqual([action])

  await set(first, action, '每週核對一次')
  await carryAll(first, second)
  expect(await contested(first)).toEqual([])
  expect(await contested(second)).toEqual([])
})
