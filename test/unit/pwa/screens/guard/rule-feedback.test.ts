import { expect, test } from 'vitest'
import { unwrap } from '../../../../../core/model/result.ts'
import { parseDate } from '../../../../../core/model/roc-date.ts'
import { validate } from '../../../../../core/model/validate.ts'
import { recordType } from '../../../../../core/records/index.ts'
import type { NewId } from '../../../../../pwa/live/new-id.ts'
import { eventView } from '../../../../../pwa/screens/guard/event-view.ts'
import { existingDraft, feedbackChanges, ruleDraft, ruleFeedback, siteDraft } from '../../../../../pwa/screens/guard/rule-feedback.ts' // prettier-ignore
import { rowOf } from '../../rows.ts'
import { itemOf } from './items.ts'

const view = eventView(rowOf('webEvent', { ruleId: 'PD-01', ruleVersion: 2, action: 'block', host: 'bank.example', category: 'gov' })) // prettier-ignore
const note = '檢查碼剛好相符的貨號，不是身分證字號'
const review = rowOf('webEventReview', { result: 'falsePositive', note })
const newId: NewId = (prefix) => rowOf(prefix === 'GRU' ? 'guardRule' : 'siteRegister', {}).id

test('the share of false positives is of what was reviewed, for the rule alone', () => {
  const items = [
    itemOf(1, { reviewResult: 'falsePositive' }),
    itemOf(2, { reviewResult: 'ok' }),
    itemOf(3),
    itemOf(4, { ruleId: 'CI-01', reviewResult: 'falsePositive' }),
  ]
  expect(ruleFeedback(items, 'PD-01')).toMatchObject({
    events: 3,
    reviewed: 2,
    falsePositives: 1,
    share: 0.5,
  })
  expect(ruleFeedback(items, 'AI-01').share).toBeUndefined()
})

test('the draft of a rule change proposes one step milder, says why, and is not in force', () => {
  const values = ruleDraft(view, note, 'private')
  expect(values).toMatchObject({
    ruleId: 'PD-01',
    ruleVersion: 2,
    action: 'justify',
    enabled: true,
    reason: note,
  })
  expect(recordType('guardRule')?.initialState).toBe('draft')
})

test('a government organisation is not offered a milder action', () => {
  expect(ruleDraft(view, note, 'gov')).not.toHaveProperty('action')
})

test('the declarations accept both drafts', () => {
  const today = unwrap(parseDate('115/11/22'))
  for (const [key, values] of [['guardRule', ruleDraft(view, note, 'private')], ['siteRegister', siteDraft(view)]] as const) {
    const type = recordType(key)!
    const context = { today, createdAt: today, state: type.initialState, id: newId(type.prefix), related: () => undefined }
    expect(validate(type, values, context, 'draft'), key).toEqual([])
  } // prettier-ignore
})

test('the draft and the review that asked for it come in one commit, and the review names the draft', () => {
  const { id, changes } = feedbackChanges(review.id, { recordType: 'guardRule', values: {} }, newId)
  expect(changes).toEqual([
    { type: 'create', id, recordType: 'guardRule', values: {} },
    { type: 'set', id: review.id, field: 'linkedId', value: id },
  ])
})

test('a rule change already being prepared is linked, not written twice; one decided or void is not', () => {
  const draft = rowOf('guardRule', { ruleId: 'PD-01' })
  const decided = rowOf('guardRule', { ruleId: 'PD-01' }, { state: 'effective' })
  const voided = rowOf(
    'guardRule',
    { ruleId: 'PD-01' },
    { voided: { reason: '重複', at: 1, by: draft.createdBy } },
  )
  expect(existingDraft('guardRule', [voided, decided, draft], view)).toBe(draft.id)
  expect(existingDraft('guardRule', [voided, decided], view)).toBeUndefined()
  const site = rowOf('siteRegister', { host: 'bank.example' }, { state: 'approved' })
  expect(existingDraft('siteRegister', [site], view)).toBe(site.id)
})
