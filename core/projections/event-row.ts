import type { EventContent } from '../events/event-content.ts'
import type { Envelope } from '../journal/envelope.ts'
import type { RecordId } from '../model/ids.ts'
import type { Values } from '../model/record-type.ts'
import type { Author, RecordRow } from './rows.ts'

/** A review as far as the event's own state depends on it. */
export interface ReviewMark {
  readonly result: string
  readonly at: number
  readonly reviewerId?: unknown
  readonly linkedId?: unknown
}

export const eventRecordId = (eventId: string): RecordId => `WEB-${eventId}` as RecordId

/** A guard event as a row of the `webEvent` register. The event itself never changes; its state follows its review. */
export function eventRow(
  content: EventContent,
  /** The code the membership log names for the device. */
  profileCode: string | undefined,
  envelope: Envelope,
  author: Author,
  review?: ReviewMark,
): RecordRow {
  const at = Date.parse(content.at)
  return {
    id: eventRecordId(content.eventId),
    type: 'webEvent',
    compartment: 'guard',
    shard: envelope.header.shard,
    state: review ? stateAfter(review.result) : 'recorded',
    title: content.ruleId,
    values: { ...eventValues(content, profileCode), ...reviewValues(review) },
    createdAt: at,
    createdBy: author,
    updatedAt: review?.at ?? at,
    updatedBy: author,
    draft: false,
    conflicts: {},
    refs: [],
    reached: { recorded: { at, by: author } },
  }
}

/** The event in the words of the `webEvent` declaration. */
export function eventValues(content: EventContent, profileCode: string | undefined): Values {
  const { fileExtension, sizeBucket, contentDigest, formDigest, cannotInspect, profileCode: _claimed, ...rest } = content // prettier-ignore
  const fileMeta = { fileExtension, sizeBucket, contentDigest, formDigest, cannotInspect }
  return {
    ...rest,
    ...(profileCode === undefined ? {} : { deviceProfileId: profileCode }),
    ...(Object.values(fileMeta).some((value) => value !== undefined) ? { fileMeta } : {}),
  }
}

function reviewValues(review: ReviewMark | undefined): Values {
  if (!review) return {}
  return {
    reviewResult: review.result,
    ...(review.reviewerId === undefined ? {} : { reviewerId: review.reviewerId }),
    ...(review.linkedId === undefined ? {} : { linkedId: review.linkedId }),
  }
}

/** recorded > reviewed > accepted / violation / falsePositive > closed (domain, `webEvent` states). */
export function stateAfter(result: string): string {
  return result === 'violation'
    ? 'violation'
    : result === 'falsePositive'
      ? 'falsePositive'
      : result === 'ok'
        ? 'accepted'
        : 'reviewed'
}
