import { messageFor } from '../../../core/i18n/index.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import type { Values } from '../../../core/model/record-type.ts'
import { taipeiDateTime } from '../../../core/model/roc-date.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { piFile } from '../../../core/records/privacy/pi-file.ts'
import type { Change } from '../../../core/store/commands.ts'
import type { NewId } from '../../live/new-id.ts'
import { creationChanges } from '../../records/changes.ts'
import { defaultValues } from '../../records/editing.svelte.ts'

/** PD-12: an own form that no personal-data file names, as its event tells of it. */
export interface UnlistedForm {
  readonly event: RecordId
  readonly host: string
  readonly unitId: string | undefined
  /** The event's review in force. */
  readonly review: Pick<RecordRow, 'id' | 'values'> | undefined
  readonly reviewerId: RecordId | undefined
}

/** Where the form is listed: a file that stands, or a new draft. */
export type ListedIn = Pick<RecordRow, 'id' | 'title'> | 'new'

/** A personal-data file begun with what an event of an own form says; the rest its owner knows. */
export const fileDraft = ({ host, unitId }: Pick<UnlistedForm, 'host' | 'unitId'>): Values => ({
  ...defaultValues(piFile),
  name: messageFor('listForm.fileName', { host }),
  ...(unitId === undefined ? {} : { unitId }),
  medium: ['system'],
  source: ['subject'],
})

/**
 * The file, where it is new, and the review that leads to it, in one commit. A review that leads nowhere yet is led
 * there; one that led elsewhere stands, and another of the same result follows it.
 */
export function registerChanges(
  form: UnlistedForm,
  where: ListedIn,
  newId: NewId,
  now: number,
): readonly Change[] {
  const draft = fileDraft(form)
  const file = where === 'new' ? { id: newId(piFile.prefix), title: String(draft['name']) } : where
  const made = where === 'new' ? creationChanges(piFile, file.id, draft) : []
  const { review, event, host, reviewerId } = form
  if (review && review.values['linkedId'] === undefined)
    return [...made, { type: 'set', id: review.id, field: 'linkedId', value: file.id }]
  return [
    ...made,
    {
      type: 'create',
      id: newId('WER'),
      recordType: 'webEventReview',
      values: {
        eventId: event,
        result: review?.values['result'] ?? 'ok',
        note: messageFor('listForm.note', { host, file: file.title }),
        reviewedAt: taipeiDateTime(now),
        linkedId: file.id,
        ...(reviewerId === undefined ? {} : { reviewerId }),
      },
    },
  ]
}
