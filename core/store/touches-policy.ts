import { piFile } from '../records/privacy/pi-file.ts'
import { webEventReview } from '../records/guard/web-event-review.ts'
import type { Change } from './commands.ts'
import type { RecordTypes } from './replica.ts'

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
