import { buildEvent } from '../../core/events/build-event.ts'
import type { EventContent } from '../../core/events/event-content.ts'
import { encodeEnvelope } from '../../core/journal/envelope-codec.ts'
import { hashEnvelope } from '../../core/journal/envelope.ts'
import { ok, problem, type Result } from '../../core/model/result.ts'
import { taipeiDateTime } from '../../core/model/roc-date.ts'
import { holdingEventChain } from './event-chain.ts'
import type { Outbox } from './outbox.ts'
import { isStillPaired } from './pairing-row.ts'

/** What the guard decided; place, time and author are added here. */
export type EventDraft = Omit<EventContent, 'at' | 'profileCode' | 'policyVersion'>

export type NotRecorded = { readonly type: 'NotPaired' | 'NotSaved' | 'RecordedOtherwise' }

/**
 * Signs, seals and stores one event. Resolves only after the strict transaction completed: before that nothing
 * may be released and nothing may be called recorded. Repeating the same event is harmless.
 */
export async function recordEvent(
  outbox: Outbox,
  draft: EventDraft,
  now: number,
): Promise<Result<EventContent, NotRecorded>> {
  return holdingEventChain(async () => {
    try {
      const [self, chain, current, before] = await Promise.all([
        outbox.device.get('self'),
        outbox.chain.get('events'),
        outbox.bundle.get('current'),
        outbox.own.get(draft.eventId),
      ])
      // The worker died after the transaction and before the answer: the stored event stands.
      if (before)
        return sameDecision(before.content, draft) ? ok(before.content) : problem('RecordedOtherwise')
      if (!self || !current?.bundle) return problem('NotPaired')
      const { bundle, workspace } = current
      const content: EventContent = {
        ...draft,
        at: taipeiDateTime(now),
        profileCode: bundle.content.profileCode,
        policyVersion: bundle.content.version,
      }
      const envelope = await buildEvent({
        device: self.device,
        workspace,
        members: bundle.content.heads,
        chain: { sequence: chain?.sequence ?? 0, previous: chain?.previous ?? '' },
        readers: bundle.content.readers,
        content,
        now,
      })
      const previous = await hashEnvelope(envelope)
      const { sequence } = envelope.header
      const { eventId } = draft
      const tables = [outbox.device, outbox.bundle, outbox.chain, outbox.outbox, outbox.own]
      return await outbox.transaction('rw', tables, async () => {
        if (!(await isStillPaired(outbox, self.device.id, workspace))) return problem('NotPaired')
        await outbox.outbox.add({ sequence, eventId, envelope: encodeEnvelope(envelope) })
        await outbox.own.add({ eventId, at: now, content, delivered: 0 })
        await outbox.chain.put({ id: 'events', sequence, previous })
        return ok(content)
      })
    } catch (error) {
      // A full disk, a refused write, a closing database: all mean that nothing is recorded.
      if (error instanceof Error && storageFailures.test(error.name)) return problem('NotSaved')
      throw error
    }
  })
}

const storageFailures =
  /Abort|Quota|Database|Transaction|InvalidState|OpenFailed|Unknown|Constraint|DataError|Timeout/

const sameDecision = (stored: EventContent, draft: EventDraft): boolean =>
  stored.userDecision === draft.userDecision && stored.justification === draft.justification
