import { expect, test } from 'vitest'
import { parseDate } from '../../../../../core/model/roc-date.ts'
import { unwrap } from '../../../../../core/model/result.ts'
import { validate } from '../../../../../core/model/validate.ts'
import { recordType } from '../../../../../core/records/index.ts'
import { requestChange, unfiledRequests } from '../../../../../pwa/screens/guard/asked.ts'
import { eventView } from '../../../../../pwa/screens/guard/event-view.ts'
import { inboxItem } from '../../../../../core/projections/inbox-item.ts'
import { anId } from '../../../../support/ids.ts'
import { rowOf } from '../../rows.ts'

const now = Date.parse('2026-11-22T09:00:00+08:00')
const asking = rowOf('webEvent', {
  ruleId: 'PD-01',
  host: 'nhi-agent.example',
  action: 'block',
  userDecision: 'exceptionRequest',
  exceptionRequest: {
    reason: '主管機關指定之申報平台，沒有其他方式可以送件',
    compensating: '由兩人覆核筆數',
    days: 30,
  },
})

test('a request asked for in the dialog waits until it is filed, and no longer', () => {
  const items = [asking, rowOf('webEvent', { userDecision: 'cancel' })].map(inboxItem)
  expect(unfiledRequests(items, []).map(({ id }) => id)).toEqual([asking.id])
  const filed = rowOf('exceptionRequest', { webEventId: asking.id })
  expect(unfiledRequests(items, [filed])).toEqual([])
  const voided = { reason: '重複', at: now, by: filed.createdBy }
  expect(unfiledRequests(items, [{ ...filed, voided }])).toHaveLength(1)
})

test('the request that is filed says what was asked, and the declaration accepts it', () => {
  const view = eventView(asking)
  const change = requestChange(asking.id, view, view.asked!, undefined, anId, now)
  expect(change.values).toMatchObject({
    host: 'nhi-agent.example',
    ruleId: 'PD-01',
    validFrom: '2026-11-22',
    validUntil: '2026-12-22',
  })
  const today = unwrap(parseDate('115/11/22'))
  const type = recordType('exceptionRequest')!
  expect(
    validate(
      type,
      change.values,
      { today, createdAt: today, state: 'reviewed', id: change.id, related: () => undefined },
      'transition',
    ),
  ).toEqual([])
})
