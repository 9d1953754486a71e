import { expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { oftenUnread, withoutComplianceCheck } from '../../../core/projections/guard-follow-up.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'

const now = Date.parse('2026-11-22T10:00:00+08:00')
const day = 86_400_000
const item = (id: string, changes: Partial<InboxItem> = {}): InboxItem => ({
  id: id as RecordId, at: now - day, ruleId: 'CI-01', action: 'warn', host: 'files.example', category: 'unknown', direction: 'upload',
  fileExtension: '.zip', dataClasses: [], people: '', decision: 'proceed', profile: 'P-AAAA', asks: false, ...changes,
}) // prettier-ignore
const many = (count: number, changes: Partial<InboxItem> = {}) =>
  Array.from({ length: count }, (_, at) => item(`WEB-${at}`, changes))

test('the sixth file of a profile that cannot be inspected within seven days asks for review, the fifth does not', () => {
  expect(oftenUnread(many(5), now)).toEqual([])
  expect(oftenUnread(many(6), now)).toEqual([{ profile: 'P-AAAA', count: 6 }])
  expect(oftenUnread([...many(5), item('WEB-9', { profile: 'P-BBBB' })], now)).toEqual([])
  expect(oftenUnread([...many(5), item('WEB-9', { at: now - 8 * day })], now)).toEqual([])
  expect(oftenUnread(many(6, { ruleId: 'PD-01' }), now)).toEqual([])
})

test('an own site without its notice asks once for a compliance check, by its latest event, until one names it', () => {
  const seen = [
    item('WEB-1', { ruleId: 'PD-08', host: 'our.example', at: now - 2 * day }),
    item('WEB-2', { ruleId: 'PD-08', host: 'our.example' }),
    item('WEB-3', { ruleId: 'PD-12', host: 'other.example' }),
  ]
  expect(withoutComplianceCheck(seen, new Set())).toEqual([
    { host: 'our.example', event: 'WEB-2', at: now - day },
  ])
  expect(withoutComplianceCheck(seen, new Set(['WEB-1']))).toEqual([])
  expect(withoutComplianceCheck(seen, new Set(['WEB-3']))).toHaveLength(1)
})
