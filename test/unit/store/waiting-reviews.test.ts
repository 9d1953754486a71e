import { expect, test } from 'vitest'
import { mayReview, waitingReviews } from '../../../core/store/waiting-reviews.ts'
import { foundedStore } from '../../support/store.ts'
import { rowOf } from '../pwa/rows.ts'

test('the extension is told when waiting events happened: neither logged nor judged ones', async () => {
  const opened = await foundedStore()
  const replica = opened.store.replica()!
  const at = (hoursAgo: number): string => new Date(opened.clock.now - hoursAgo * 3_600_000).toISOString()
  await opened.database.records.bulkPut([
    rowOf('webEvent', { at: at(30), action: 'warn' }),
    rowOf('webEvent', { at: at(2), action: 'block' }),
    rowOf('webEvent', { at: at(3), action: 'log' }),
    rowOf('webEvent', { at: at(4), action: 'warn', reviewResult: 'ok' }, { state: 'accepted' }),
  ])
  expect(await waitingReviews(replica).waiting()).toEqual([Date.parse(at(2)), Date.parse(at(30))])
})

test('only a member who may review is told at all', async () => {
  const { store } = await foundedStore()
  const replica = store.replica()!
  expect(mayReview(replica)).toBe(true)
  const self = replica.log.now()!.members.get(replica.member)!
  const members = new Map([[self.id, { ...self, roles: ['unitHead'] }]])
  const log = { now: () => ({ ...replica.log.now(), members }) } as never
  expect(mayReview({ log, member: replica.member })).toBe(false)
})
