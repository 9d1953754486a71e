import { openEvent } from '../events/open-event.ts'
import type { Envelope } from '../journal/envelope.ts'
import { millisOf } from '../model/hybrid-clock.ts'
import { isMadeBy, isRecordId } from '../model/ids.ts'
import { voidState } from '../model/record-type.ts'
import { eventRecordId, eventRow, stateAfter, type ReviewMark } from '../projections/event-row.ts'
import type { RecordRow } from '../projections/rows.ts'
import type { Replica } from './replica.ts'

const reviewType = 'webEventReview'
const dayMillis = 86_400_000

/** An event as this device reads it: a row with the state its reviews give it, nothing without the key, or why not. */
export type OpenedEvent =
  | { readonly type: 'row'; readonly row: RecordRow }
  | { readonly type: 'closed' }
  /** Signed and in its chain, but what it says is not to be believed. */
  | {
      readonly type: 'refused'
      readonly reason: 'ForeignEvent' | 'RepeatedEvent' | 'BadValue' | 'TimeDiffers'
    }

export async function openedEvent(replica: Replica, envelope: Envelope): Promise<OpenedEvent> {
  // The pair of the epoch it was sealed in, which may have been rotated since.
  const readers = await replica.keyring.guardReaders(envelope.header.keyEpoch)
  const content = readers
    ? await openEvent(envelope, { to: `guard.${readers.epoch}`, keys: readers.keys })
    : await openEvent(envelope, { to: 'own', keys: replica.device.agreement })
  if (!content.ok) {
    const { type } = content.error
    return type === 'KeyGone' || type === 'CannotOpen'
      ? { type: 'closed' }
      : { type: 'refused', reason: 'BadValue' }
  }
  const { device, members, time } = envelope.header
  // Another's id would put this event in the place of that one, reviews and all.
  if (!isMadeBy(content.value.eventId, device)) return { type: 'refused', reason: 'ForeignEvent' }
  // Told as of another day it would be counted in a month whose report was signed.
  if (Math.abs(Date.parse(content.value.at) - millisOf(time)) > dayMillis)
    return { type: 'refused', reason: 'TimeDiffers' }
  const reviews = await replica.database.records
    .where('refs')
    .equals(eventRecordId(content.value.eventId))
    .toArray()
  // What the log says of the device, not what the event claims.
  const profileCode = (replica.log.at(members) ?? replica.log.now())?.devices.get(device)?.profileCode
  const row = eventRow(content.value, profileCode, envelope, replica.author(device), latestReview(reviews))
  return { type: 'row', row }
}

/** As it is taken in: what was told of an event stands, and a second telling, later in the chain, changes nothing. */
export async function newEvent(replica: Replica, envelope: Envelope): Promise<OpenedEvent> {
  const event = await openedEvent(replica, envelope)
  const isKnown = event.type === 'row' && (await replica.rows.get(event.row.id)) !== undefined
  return isKnown ? { type: 'refused', reason: 'RepeatedEvent' } : event
}

/** Rows of events whose review is among the rows about to be stored. */
export async function reviewedEvents(
  replica: Pick<Replica, 'database' | 'rows'>,
  rows: readonly RecordRow[],
): Promise<RecordRow[]> {
  const changed: RecordRow[] = []
  // A colleague's device may have written anything there; the database throws at what is no key.
  const named = rows.filter(({ type }) => type === reviewType).map(({ values }) => values['eventId'])
  for (const id of new Set(named.filter(isRecordId))) {
    const event = await replica.rows.get(id)
    if (event?.type !== 'webEvent') continue
    const stored = await replica.database.records.where('refs').equals(id).toArray()
    const now = new Map([...stored, ...rows].map((row) => [row.id, row]))
    const review = latestReview([...now.values()].filter((row) => row.values['eventId'] === id))
    changed.push(withReview(event, review))
  }
  return changed
}

function latestReview(rows: readonly RecordRow[]): ReviewMark | undefined {
  const row = rows
    .filter(
      (candidate) =>
        candidate.type === reviewType &&
        candidate.state !== voidState &&
        typeof candidate.values['result'] === 'string',
    )
    .sort((a, b) => b.updatedAt - a.updatedAt)[0]
  if (!row) return undefined
  const { result, reviewerId, linkedId } = row.values
  return { result: String(result), at: row.updatedAt, reviewerId, linkedId }
}

function withReview(event: RecordRow, review: ReviewMark | undefined): RecordRow {
  const { reviewResult: _result, reviewerId: _reviewer, linkedId: _linked, ...values } = event.values
  return {
    ...event,
    state: review ? stateAfter(review.result) : 'recorded',
    updatedAt: review?.at ?? event.createdAt,
    values: review
      ? {
          ...values,
          reviewResult: review.result,
          ...(review.reviewerId === undefined ? {} : { reviewerId: review.reviewerId }),
          ...(review.linkedId === undefined ? {} : { linkedId: review.linkedId }),
        }
      : values,
  }
}
