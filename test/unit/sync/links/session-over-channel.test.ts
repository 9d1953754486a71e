import { expect, test } from 'vitest'
import { unwrap } from '../../../../core/model/result.ts'
import { channelPortLinks } from '../../../support/link.ts'
import { eventually, inStep, meet, reach } from '../../../support/peers.ts'
import { correctiveActionValues, foundedStore, ownId } from '../../../support/store.ts'
import { secondReplica } from '../../../support/second-replica.ts'

test('two devices sync over data channels handed to their workers, first all of it and then each change', async () => {
  const first = await foundedStore()
  for (let count = 0; count < 40; count++) {
    const id = ownId(first, 'CAR')
    unwrap(
      await first.store.execute({
        type: 'commit',
        changes: [
          {
            type: 'create',
            id,
            recordType: 'correctiveAction',
            values: correctiveActionValues(first.personId),
          },
        ],
      }),
    )
  }
  const second = await secondReplica(first)
  const { cut, errors } = meet(first, second, { links: channelPortLinks() })
  await inStep(first, second)

  const before = reach(second)
  const id = ownId(second, 'CAR')
  unwrap(
    await second.store.execute({
      type: 'commit',
      changes: [
        {
          type: 'create',
          id,
          recordType: 'correctiveAction',
          values: correctiveActionValues(first.personId),
        },
      ],
    }),
  )
  expect(reach(second)).not.toBe(before)
  await inStep(first, second)
  await eventually(async () => (await first.queries.recordById(id)) !== undefined)
  const ends = await cut()
  expect(ends.map(({ type }) => type)).toEqual(['Closed', 'Closed'])
  expect(errors).toEqual([])
})
