import { expect, test, vi } from 'vitest'
import type { RecordId } from '../../../../../core/model/ids.ts'
import { ok, problem } from '../../../../../core/model/result.ts'
import { reviewEach, unfinished, type BulkReview } from '../../../../../pwa/screens/guard/bulk-review.ts'

const ids = ['WEB-1', 'WEB-2', 'WEB-3', 'WEB-4'] as readonly string[] as readonly RecordId[]

function review(given: Partial<BulkReview> = {}) {
  const told: number[] = []
  const commit = vi.fn(async () => ok({}))
  const whole: BulkReview = {
    ids,
    isReviewed: () => false,
    changesFor: (id) => [{ type: 'submit', id }],
    commit,
    progress: (outcomes) => told.push(outcomes.filter(({ type }) => type === 'saved').length),
    signal: new AbortController().signal,
    ...given,
  }
  return { whole, told, commit }
}

test('each event is one durable step, and the count follows the disk', async () => {
  const { whole, told, commit } = review()
  const outcomes = await reviewEach(whole)
  expect(commit.mock.calls).toEqual(ids.map((id) => [[{ type: 'submit', id }]]))
  expect(told).toEqual([1, 2, 3, 4])
  expect(unfinished(outcomes)).toEqual([])
})

test('one that fails is named with its reason, and the others are saved all the same', async () => {
  const commit = async (changes: readonly { readonly type: string; readonly id?: RecordId }[]) =>
    changes[0]?.id === ids[1] ? problem('NotSaved') : ok({})
  const { whole, told } = review({ commit: commit })
  const outcomes = await reviewEach(whole)
  expect(outcomes.map(({ type }) => type)).toEqual(['saved', 'failed', 'saved', 'saved'])
  expect(outcomes[1]).toMatchObject({ id: ids[1], failure: { type: 'NotSaved' } })
  expect(told).toEqual([1, 1, 2, 3])
  expect(unfinished(outcomes)).toEqual([ids[1]])
})

test('a bug in one step does not hide what became of the others', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const changesFor: BulkReview['changesFor'] = (id) => {
    if (id === ids[0]) throw new Error('a bug')
    return [{ type: 'submit', id }]
  }
  const outcomes = await reviewEach(review({ changesFor }).whole)
  expect(outcomes.map(({ type }) => type)).toEqual(['failed', 'saved', 'saved', 'saved'])
  expect(reported).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})

test('what somebody judged meanwhile keeps that judgement', async () => {
  const { whole, commit } = review({ isReviewed: (id) => id === ids[2] })
  const outcomes = await reviewEach(whole)
  expect(outcomes[2]).toEqual({ type: 'alreadyReviewed', id: ids[2] })
  expect(commit).toHaveBeenCalledTimes(3)
})

test('once stopped, nothing further is written and what was written stays', async () => {
  const stop = new AbortController()
  const { whole, commit } = review({
    signal: stop.signal,
    progress: (outcomes) => outcomes.length === 2 && stop.abort(),
  })
  const outcomes = await reviewEach(whole)
  expect(outcomes.map(({ type }) => type)).toEqual(['saved', 'saved', 'notDone', 'notDone'])
  expect(commit).toHaveBeenCalledTimes(2)
  expect(unfinished(outcomes)).toEqual([ids[2], ids[3]])
})
