import { webEventReview } from '../records/guard/web-event-review.ts'
import { piFile } from '../records/privacy/pi-file.ts'
import type { DeviceId } from '../model/ids.ts'
import type { Change } from './commands.ts'
import type { HeadRow } from './database.ts'
import type { RecordTypes } from './replica.ts'
import { memberShard } from './shard-names.ts'

/** Whether the guard must be told: policy records, the organisation whose type decides, the forms of the inventory. */
export function touchesPolicy(change: Change, types: RecordTypes): boolean {
  const type =
    change.type === 'create'
      ? types.byKey(change.recordType)
      : types.byPrefix(change.id.slice(0, change.id.indexOf('-')))
  return (
    type?.compartment === 'policy' || type?.key === 'organization' || touchesListedForms(change, type?.key)
  )
}

/** The same of what others wrote, as far as shards tell; and who may decide, whoever wrote that. */
export const isPolicyNews = ({ shard, device }: HeadRow, own: DeviceId | undefined): boolean =>
  shard === memberShard ||
  (device !== own && /^(policy\.|common\.foundation\.|guard\.guard\.|privacy\.privacy\.)/.test(shard))

/**
 * What `listedForms` reads. Not every review: a bulk review writes hundreds, one after the other, and each would send
 * every rule again.
 */
function touchesListedForms(change: Change, type: string | undefined): boolean {
  if (type === piFile.key) return change.type === 'void' || change.type === 'move'
  if (type !== webEventReview.key) return false
  if (change.type === 'create') return String(change.values['linkedId']).startsWith(`${piFile.prefix}-`)
  return change.type === 'void' || (change.type === 'set' && /^(linkedId|eventId)$/.test(change.field))
}
