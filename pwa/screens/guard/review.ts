import type { Change } from '../../../core/store/commands.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { addDays, taipeiDate, taipeiDateTime, type IsoDate } from '../../../core/model/roc-date.ts'
import type { NewId } from '../../live/new-id.ts'

export const reviewResults = ['ok', 'violation', 'falsePositive', 'policyChange'] as const
export type ReviewResult = (typeof reviewResults)[number]

export interface Review {
  readonly eventId: RecordId
  readonly result: ReviewResult
  readonly note: string
  readonly reviewerId: RecordId | undefined
  /** What the corrective action begins with; without it none is opened. */
  readonly action?: { readonly description: string; readonly dueAt: IsoDate; readonly unitId?: unknown }
}

/**
 * The changes of one review: the judgement and, where wanted, the corrective action it opens. They go in one
 * commit, so that neither can exist without the other. The two name each other through `linkedId` and `sourceId`.
 */
export function reviewChanges(review: Review, newId: NewId, now: number): readonly Change[] {
  const reviewId = newId('WER')
  const actionId = newId('CAR')
  const judged: Change = {
    type: 'create',
    id: reviewId,
    recordType: 'webEventReview',
    values: {
      eventId: review.eventId,
      result: review.result,
      note: review.note.trim(),
      reviewedAt: taipeiDateTime(now),
      ...(review.reviewerId && { reviewerId: review.reviewerId }),
      ...(review.action && { linkedId: actionId }),
    },
  }
  if (!review.action) return [judged]
  const { description, dueAt, unitId } = review.action
  const opened: Change = {
    type: 'create',
    id: actionId,
    recordType: 'correctiveAction',
    values: {
      source: 'webEvent',
      sourceId: review.eventId,
      findingType: 'minor',
      description,
      dueAt,
      ...(typeof unitId === 'string' && { unitId }),
    },
  }
  return [opened, judged]
}

/** Minor findings are due within 90 days unless the organisation set its own limit (domain, correctiveAction). */
export function dueOfMinor(
  now: number,
  organization: Readonly<Record<string, unknown>> | undefined,
): IsoDate {
  const days = organization?.['minorDueDays']
  return addDays(taipeiDate(now), typeof days === 'number' && days > 0 ? days : 90)
}
