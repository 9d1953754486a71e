import { eventContentShape } from '../../core/events/event-content.ts'
import { countBucket, sizeBucket } from '../../core/policy/buckets.ts'
import type { Decision } from '../messaging.ts'
import type { PendingHold } from './pending-holds.ts'
import type { EventDraft } from './record-event.ts'

/** The event for one answered question: exactly the stored fields of domain section 9. */
export function eventOfHold(pending: PendingHold, decision: Decision): EventDraft {
  const [first, ...further] = pending.hits
  if (!first) throw new Error('a question without a rule')
  return {
    eventId: pending.eventId,
    ruleId: first.ruleId,
    ruleVersion: first.ruleVersion,
    furtherRules: further.map(({ ruleId, ruleVersion }) => ({ ruleId, ruleVersion })),
    action: actionOf(pending, first),
    host: pending.site,
    category: categoryOf(pending.category),
    direction: pending.direction,
    ...optional('fileExtension', pending.fileExtension),
    ...(pending.direction === 'navigate' ? {} : { sizeBucket: sizeBucket(pending.sizeBytes) }),
    ...optional('contentDigest', pending.contentDigest),
    ...optional('formDigest', pending.formDigest),
    dataClasses: typesOf(pending.counts),
    ...optional('hitCountBucket', typesOf(pending.counts).length > 0 ? countBucket(first.count) : undefined),
    ...optional('cannotInspect', pending.cannotInspect),
    ...answerOf(decision),
    ...licenceOf(pending, decision),
  }
}

function answerOf(
  decision: Decision,
): Pick<EventDraft, 'userDecision' | 'justification' | 'exceptionRequest'> {
  switch (decision.type) {
    case 'cancel':
    case 'proceed':
      return { userDecision: decision.type }
    case 'justify':
    case 'licence':
      return { userDecision: 'override', justification: decision.reason.trim() }
    case 'requestException':
      return {
        userDecision: 'exceptionRequest',
        exceptionRequest: {
          reason: decision.reason.trim(),
          compensating: decision.compensating.trim(),
          days: decision.days,
        },
      }
  }
}

/** What was asked of a work (IP-04), with what its page said. */
function licenceOf({ licence }: PendingHold, decision: Decision): Pick<EventDraft, 'licence'> {
  if (decision.type !== 'licence' || !licence) return {}
  const { source, statement } = licence
  const told = eventContentShape.shape.licence.safeParse({
    use: decision.use,
    basis: decision.basis,
    source,
    statement,
  })
  return told.success && told.data ? { licence: told.data } : {}
}

/** A granted exception turns a rule into a record; the record says so. */
function actionOf({ action }: PendingHold, first: PendingHold['hits'][number]): EventDraft['action'] {
  if (action === 'allow') throw new Error('nothing to record')
  return action === 'log' && first.exceptionId !== undefined ? 'allowedByException' : action
}

const typesOf = (counts: PendingHold['counts']) => Object.keys(counts) as (keyof typeof counts)[]

/** A site list may name a category an event does not know; then it is unknown, and the event stays readable. */
function categoryOf(category: string): EventDraft['category'] {
  const known = eventContentShape.shape.category.safeParse(category)
  return known.success ? known.data : 'unknown'
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value }
}
