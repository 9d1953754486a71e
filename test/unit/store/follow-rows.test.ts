import { expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import { feedInbox } from '../../../pwa/screens/guard/inbox-feed.ts'
import { createAction, foundedStore } from '../../support/store.ts'
import { rowOf } from '../pwa/rows.ts'

const event = (at: string) => rowOf('webEvent', { at, ruleId: 'PD-01', action: 'warn' })

/** What the feed told last, and how to wait for what it tells next. */
function listen(follower: Parameters<typeof feedInbox>[0]) {
  let told: readonly InboxItem[] | undefined
  let wake: (() => void) | undefined
  const progress: [number, number][] = []
  const stop = feedInbox(follower, {
    items(items) {
      told = items
      wake?.()
    },
    progress: (done, all) => progress.push([done, all]),
    failed(error) {
      throw error
    },
  })
  const until = async (fits: (items: readonly InboxItem[]) => boolean): Promise<readonly InboxItem[]> => {
    while (!told || !fits(told)) await new Promise<void>((resolve) => (wake = resolve))
    return told
  }
  return { until, stop, progress }
}

test('the inbox is read once in runs and then follows what is written, judged and taken away', async () => {
  const opened = await foundedStore()
  const { records } = opened.database
  const events = Array.from({ length: 600 }, (_, index) => event(new Date(1_790_000_000_000 + index * 60_000).toISOString())) // prettier-ignore
  await records.bulkPut(events)
  const feed = listen(opened.queries.follow('WEB-'))
  const first = await feed.until((items) => items.length === 600)
  expect(first.map(({ at }) => at)).toEqual(first.map(({ at }) => at).toSorted((a, b) => b - a))
  expect(feed.progress).toEqual([
    [0, 600],
    [250, 600],
    [500, 600],
  ])

  const fresh = event('2026-11-22T01:00:00Z')
  await records.put(fresh)
  expect((await feed.until((items) => items.length === 601))[0]?.id).toBe(fresh.id)

  await records.put({ ...fresh, values: { ...fresh.values, reviewResult: 'ok' } })
  expect((await feed.until((items) => items[0]?.result === 'ok'))[0]?.id).toBe(fresh.id)

  await records.delete(fresh.id)
  await feed.until((items) => items.length === 600)

  await records.clear()
  await feed.until((items) => items.length === 0)
  feed.stop()
})

test('what other registers write is not read', async () => {
  const opened = await foundedStore()
  const heard: (readonly RecordId[] | 'all')[] = []
  const stop = opened.queries.follow('WEB-').onChange((ids) => heard.push(ids))
  await createAction(opened)
  expect(heard).toEqual([])
  await opened.database.records.put(event('2026-11-22T01:00:00Z'))
  expect(heard).toHaveLength(1)
  stop()
  await opened.database.records.put(event('2026-11-22T02:00:00Z'))
  expect(heard).toHaveLength(1)
  unwrap(await opened.store.execute({ type: 'exportFile', what: { type: 'everything' }, chunks: false }))
})
