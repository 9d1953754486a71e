import type { Values } from '../../../../../core/model/record-type.ts'
import { inboxItem, type InboxItem } from '../../../../../core/projections/inbox-item.ts'
import { rowOf } from '../../rows.ts'

export const hour = 3_600_000
/** 2026-11-23 09:00 in Taipei. */
export const now = Date.parse('2026-11-23T09:00:00+08:00')

/** An event so many hours ago; with a result it was judged two hours later. */
export function itemOf(hoursAgo: number, values: Values = {}): InboxItem {
  const at = now - hoursAgo * hour
  const row = rowOf(
    'webEvent',
    {
      at: new Date(at).toISOString(),
      ruleId: 'PD-01',
      action: 'justify',
      host: 'drive.example',
      category: 'cloud',
      direction: 'upload',
      dataClasses: ['nationalId'],
      userDecision: 'cancel',
      deviceProfileId: 'P-7F3K',
      ...values,
    },
    { createdAt: at, updatedAt: at + 2 * hour },
  )
  return inboxItem(row)
}
