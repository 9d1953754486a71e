import { expect, test } from 'vitest'
import { anId } from '../../../../support/ids.ts'
import { parseDate } from '../../../../../core/model/roc-date.ts'
import { unwrap } from '../../../../../core/model/result.ts'
import { validate } from '../../../../../core/model/validate.ts'
import { recordType } from '../../../../../core/records/index.ts'
import { dueOfMinor, reviewChanges, type Review } from '../../../../../pwa/screens/guard/review.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const review: Review = {
  eventId: anId('WEB'),
  result: 'violation',
  note: '  名冊原應以院內交換平台傳送，已請單位改用  ',
  reviewerId: anId('PER'),
  action: {
    description: '個資上傳至未核准網站',
    dueAt: unwrap(parseDate('116/02/20')),
    unitId: anId('UNIT'),
  },
}

test('a violation and its corrective action go in one commit and name each other', () => {
  const changes = reviewChanges(review, anId, now)
  expect(changes.map((change) => change.type === 'create' && change.recordType)).toEqual([
    'correctiveAction',
    'webEventReview',
  ])
  const [action, judged] = changes.map((change) => (change.type === 'create' ? change : undefined))
  expect(judged?.values['linkedId']).toBe(action?.id)
  expect(judged?.values['eventId']).toBe(review.eventId)
  expect(action?.values).toMatchObject({ source: 'webEvent', sourceId: review.eventId, findingType: 'minor' })
})

test('without a corrective action the review stands alone', () => {
  const { action: _, ...alone } = review
  const changes = reviewChanges(alone, anId, now)
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatchObject({
    recordType: 'webEventReview',
    values: { note: '名冊原應以院內交換平台傳送，已請單位改用' },
  })
  expect(changes[0]?.type === 'create' && 'linkedId' in changes[0].values).toBe(false)
})

test('what the form writes is what the declarations accept', () => {
  for (const change of reviewChanges(review, anId, now)) {
    if (change.type !== 'create') throw new Error('only creates are expected')
    const type = recordType(change.recordType)!
    const today = unwrap(parseDate('115/11/22'))
    const context = {
      today,
      createdAt: today,
      state: type.initialState,
      id: change.id,
      related: () => undefined,
    }
    expect(validate(type, change.values, context, 'draft')).toEqual([])
  }
})

test('a minor finding is due when the organisation says, otherwise in 90 days', () => {
  expect(dueOfMinor(now, undefined)).toBe('2027-02-20')
  expect(dueOfMinor(now, { minorDueDays: 60 })).toBe('2027-01-21')
  expect(dueOfMinor(now, { minorDueDays: 'soon' })).toBe('2027-02-20')
})
