import type { Change } from '../../../core/store/commands.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { addDays, taipeiDate } from '../../../core/model/roc-date.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import type { NewId } from '../../live/new-id.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import type { AskedException, EventView } from './event-view.ts'

/** Events whose person asked for an exception nobody has filed yet. A request in force names its event. */
export function unfiledRequests(
  items: readonly InboxItem[],
  requests: readonly RecordRow[],
): readonly InboxItem[] {
  const filed = new Set(requests.filter((row) => !row.voided).map((row) => row.values['webEventId']))
  return items.filter(({ id, asks }) => asks && !filed.has(id))
}

/** The request as a record, from today for as long as was asked. */
export function requestChange(
  eventId: RecordId,
  view: EventView,
  asked: AskedException,
  unitId: unknown,
  newId: NewId,
  now: number,
): Extract<Change, { type: 'create' }> {
  const today = taipeiDate(now)
  return {
    type: 'create',
    id: newId('EXC'),
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
