import type { Change } from '../../../core/store/commands.ts'
import { newRecordId, type RecordId } from '../../../core/model/ids.ts'
import { addDays, taipeiDate } from '../../../core/model/roc-date.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { eventView, type AskedException, type EventView } from './event-view.ts'
import type { InboxItem } from './inbox.ts'

/** Events whose person asked for an exception nobody has filed yet. A request in force names its event. */
export function unfiledRequests(
  items: readonly InboxItem[],
  requests: readonly RecordRow[],
): readonly InboxItem[] {
  const filed = new Set(requests.filter((row) => !row.voided).map((row) => row.values['webEventId']))
  return items.filter(
    ({ event }) =>
      event.values['userDecision'] === 'exceptionRequest' && eventView(event).asked && !filed.has(event.id),
  )
}

/** The request as a record, from today for as long as was asked. */
export function requestChange(
  eventId: RecordId,
  view: EventView,
  asked: AskedException,
  unitId: unknown,
  now: number,
): Extract<Change, { type: 'create' }> {
  const today = taipeiDate(now)
  return {
    type: 'create',
    id: newRecordId('EXC'),
    recordType: 'exceptionRequest',
    values: {
      kind: 'extensionRule',
      ruleId: view.ruleId,
      host: view.host,
      webEventId: eventId,
      reason: asked.reason,
      compensating: asked.compensating,
      validFrom: today,
      validUntil: addDays(today, asked.days),
      ...(typeof unitId === 'string' && { unitId }),
    },
  }
}
