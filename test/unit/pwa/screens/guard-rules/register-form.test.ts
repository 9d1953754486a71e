import { expect, test } from 'vitest'
import { anId } from '../../../../support/ids.ts'
import { taipeiDate } from '../../../../../core/model/roc-date.ts'
import { validate } from '../../../../../core/model/validate.ts'
import { recordType } from '../../../../../core/records/index.ts'
import type { Change } from '../../../../../core/store/commands.ts'
import { registerChanges, type UnlistedForm } from '../../../../../pwa/screens/guard-rules/register-form.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const form: UnlistedForm = {
  event: anId('WEB'),
  host: 'example.org',
  unitId: anId('UNIT'),
  review: undefined,
  reviewerId: anId('PER'),
}
const made = (changes: readonly Change[], type: string) =>
  changes.find((change) => change.type === 'create' && change.recordType === type) as
    Extract<Change, { type: 'create' }> | undefined

test('one press makes a draft with the eleven measures to decide, and a review that leads to it', () => {
  const changes = registerChanges(form, 'new', anId, now)
  const file = made(changes, 'piFile')
  expect(file?.values).toMatchObject({ unitId: form.unitId, medium: ['system'], source: ['subject'] })
  expect(file?.values['name']).toContain('example.org')
  const measures = changes.filter((change) => change.type === 'setCell' && change.column === 'measure')
  expect(measures).toHaveLength(11)
  const review = made(changes, 'webEventReview')
  expect(review?.values).toMatchObject({ eventId: form.event, linkedId: file?.id, result: 'ok' })
  const type = recordType('webEventReview')!
  const today = taipeiDate(now)
  const context = { today, createdAt: today, state: 'recorded', id: review!.id, related: () => undefined }
  expect(validate(type, review!.values, context, 'draft')).toEqual([])
})

test('a file that stands is led to, and no other is made', () => {
  const file = { id: anId('PIF'), title: '報名資料' }
  const changes = registerChanges(form, file, anId, now)
  expect(changes).toHaveLength(1)
  expect(made(changes, 'webEventReview')?.values).toMatchObject({ linkedId: file.id, note: expect.stringContaining('報名資料') }) // prettier-ignore
})

test('a review that leads nowhere is led to the file; what it says stands', () => {
  const review = { id: anId('WER'), values: { result: 'violation' } }
  const file = { id: anId('PIF'), title: '報名資料' }
  expect(registerChanges({ ...form, review }, file, anId, now)).toEqual([
    { type: 'set', id: review.id, field: 'linkedId', value: file.id },
  ])
})

test('a review that led to a corrective action keeps it: another of the same result leads to the file', () => {
  const review = { id: anId('WER'), values: { result: 'violation', linkedId: anId('CAR') } }
  const changes = registerChanges({ ...form, review }, { id: anId('PIF'), title: '報名資料' }, anId, now)
  expect(changes.some((change) => 'id' in change && change.id === review.id)).toBe(false)
  expect(made(changes, 'webEventReview')?.values['result']).toBe('violation')
})
