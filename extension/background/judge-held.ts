import { dayOf } from '../../core/policy/day-so-far.ts'
import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { newUlid, newUlidBy } from '../../core/model/ids.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { judge } from '../../core/policy/judge.ts'
import { siteOf } from '../../core/policy/site.ts'
import type { Observation, Verdict } from '../../core/policy/verdict.ts'
import type { InspectAnswer } from '../messaging.ts'
import { askInOwnTab } from './ask-in-own-tab.ts'
import { composeFailure, composeQuestion } from './compose-notice.ts'
import { contentDigest } from './content-digest.ts'
import type { WaitingDownload } from './download-hold.ts'
import { eventOfHold } from './event-of-hold.ts'
import { wantsReason } from './licence-ask.ts'
import { currentLocale } from './locale.ts'
import { showIn } from './notice-frame.ts'
import { observationsOf, type Observed } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { pendingHolds, type PendingHold } from './pending-holds.ts'
import { recordEvent } from './record-event.ts'
import { showTip } from './show-tip.ts'
import { strictest } from './strictest.ts'
import type { WorkRights } from './work-rights.ts'

/** Something a channel holds, after inspection: what it is, where it would go and where a person can be asked. */
export interface HeldSubject {
  readonly hold: string
  readonly tabId: number
  readonly frameId: number
  /** Direction, page and what else this channel knows. */
  readonly seen: Omit<Observation, 'inspection' | 'fileExtension' | 'sizeBytes'>
  readonly observed: Observed
  readonly fileCount: number
  /** Characters of the text among it. */
  readonly textLength?: number
  /** Further hosts it has to do with, such as the page a download was linked from; rules on sites apply to them. */
  readonly alsoAt?: readonly { readonly host: string; readonly secure: boolean }[]
  readonly download?: WaitingDownload
  readonly rights?: WorkRights
  /** Of an own form the inventory does not name (PD-12). */
  readonly formDigest?: string
  /** Called before a person is asked: where it cannot be held meanwhile, it is ended. */
  readonly beforeAsking?: () => Promise<void>
}

export interface JudgePorts {
  readonly outbox: Outbox
  readonly now: () => number
}

/**
 * What happens to something held, whichever channel holds it: released when nothing applies, recorded first where a
 * rule only records, and otherwise put to the person. `wait` means the question stands and `decide` will answer.
 */
export async function judgeHeld(
  { outbox, now }: JudgePorts,
  { content }: PolicyBundle,
  subject: HeldSubject,
): Promise<InspectAnswer> {
  const { hold, tabId, frameId, observed, seen } = subject
  const today = taipeiDate(now())
  const day = dayOf(await eventsOfDay(outbox, now()), siteOf(seen.host))
  const elsewhere = (subject.alsoAt ?? []).map((site): Observation => ({
    direction: seen.direction,
    ...site,
    loggedToday: day.loggedToday,
    inspection: { status: 'inspected', people: 0, counts: {} },
  }))
  const [first, ...rest] = [...observationsOf(observed, { ...day, ...seen }), ...elsewhere].map(
    (observation) => judge(observation, content.policy, today),
  )
  if (!first) throw new Error('nothing was observed')
  const verdict = strictest([first, ...rest])
  if (verdict.hits.length === 0) return { type: 'release' }

  const pending = await pendingOf(outbox, subject, verdict)
  // Recorded without a question: a rule that only logs, or one lowered by a granted exception.
  if (verdict.action === 'allow' || verdict.action === 'log') {
    const recorded = await recordEvent(outbox, eventOfHold(pending, { type: 'proceed' }), now())
    if (recorded.ok && verdict.tips) void showTip(tabId, verdict.tips)
    if (recorded.ok) return { type: 'release' }
    await showIn(tabId, frameId, composeFailure(hold, 'notRecorded', await currentLocale()))
    return { type: 'drop' }
  }
  const question = composeQuestion(
    { ...subject, direction: seen.direction, organisation: content.organisation, verdict },
    await currentLocale(),
  )
  await subject.beforeAsking?.()
  await pendingHolds.put(pending)
  const frame = await showIn(tabId, frameId, question)
  if (frame === undefined && subject.download) {
    // The page it came from is gone, or takes no script: a page of the extension asks.
    const own = await askInOwnTab(question, (tabId) => pendingHolds.put({ ...pending, tabId, ownTab: true }))
    if (own) return { type: 'wait' }
  }
  if (frame === undefined) {
    // Nobody could be asked. What may not go without an answer does not go.
    await recordEvent(outbox, eventOfHold(pending, { type: 'cancel' }), now())
    await pendingHolds.remove(hold)
    return { type: 'drop' }
  }
  return { type: 'wait' }
}

async function pendingOf(outbox: Outbox, subject: HeldSubject, verdict: Verdict): Promise<PendingHold> {
  const { hold, tabId, frameId, observed, seen } = subject
  const { fileExtension, sizeBytes, counts, people, cannotInspect } = observed
  const self = await outbox.device.get('self')
  const digest = self && (await contentDigest(self.digestKey, observed.sha256s))
  return {
    hold,
    eventId: self ? newUlidBy(self.device.id) : newUlid(),
    tabId,
    frameId,
    direction: seen.direction,
    action: verdict.action,
    hits: [...verdict.hits],
    site: verdict.site,
    category: verdict.category,
    sizeBytes,
    counts,
    people,
    ...(fileExtension === undefined ? {} : { fileExtension }),
    ...(digest === undefined ? {} : { contentDigest: digest }),
    ...(subject.formDigest === undefined ? {} : { formDigest: subject.formDigest }),
    ...(cannotInspect === undefined ? {} : { cannotInspect }),
    ...(subject.download ? { download: subject.download } : {}),
    ...(verdict.asks
      ? {
          licence: {
            source: verdict.site,
            statement: subject.rights?.expression ?? 'unknown',
            reason: wantsReason(verdict),
          },
        }
      : {}),
  }
}

/** This device's own events of the running day in Taiwan. */
export async function eventsOfDay(outbox: Outbox, now: number) {
  const midnight = Date.parse(`${taipeiDate(now)}T00:00:00+08:00`)
  const rows = await outbox.own.where('at').aboveOrEqual(midnight).toArray()
  return rows.map(({ content }) => content)
}
