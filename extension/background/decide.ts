import type { Locale } from '../../core/i18n/index.ts'
import { screenReason } from '../../core/policy/screen-reason.ts'
import type { DecideAnswer, Decision } from '../messaging.ts'
import { listTypes, sayIn } from './compose-notice.ts'
import { eventOfHold } from './event-of-hold.ts'
import { hideIn } from './notice-frame.ts'
import type { Outbox } from './outbox.ts'
import { pendingHolds, type PendingHold } from './pending-holds.ts'
import { recordEvent } from './record-event.ts'
import { settleHold } from './settle-hold.ts'

export interface DecidePorts {
  readonly outbox: Outbox
  readonly now: () => number
  readonly recorded: () => void
  /** False where the page that was asked about is left already. */
  readonly settle?: boolean
}

/**
 * Takes a person's answer: checks that the verdict allows it, records it durably, and only then lets the files go
 * or drops them. An answer given twice is one event.
 */
export async function decide(
  ports: DecidePorts,
  from: {
    readonly tabId: number
    readonly hold: string
    readonly decision: Decision
    /** Where the notice stands; none when the page itself ended the question. */
    readonly noticeFrame?: number | undefined
  },
  locale: Locale,
): Promise<DecideAnswer> {
  const say = sayIn(locale)
  const pending = await pendingHolds.get(from.hold)
  if (!pending || pending.tabId !== from.tabId)
    return { type: 'refused', message: say('notice.gone'), final: true }
  const refusal = refusalOf(pending, from.decision, locale)
  if (refusal) return { type: 'refused', message: refusal, final: false }

  const decision = withWords(from.decision, locale)
  const recorded = await recordEvent(ports.outbox, eventOfHold(pending, decision), ports.now())
  if (!recorded.ok) {
    const known = recorded.error.type === 'RecordedOtherwise'
    return { type: 'refused', message: say(known ? 'notice.gone' : 'notice.notRecorded'), final: known }
  }
  const release = ['justify', 'licence', 'proceed'].includes(decision.type)
  await pendingHolds.remove(from.hold)
  ports.recorded()
  // Gone before the release: a modal dialog keeps the focus from the place a released text is inserted at.
  await hideIn(pending.tabId, from.noticeFrame ?? 0, from.hold)
  if (ports.settle !== false) await settleHold(pending, release)
  return { type: 'done' }
}

/** Why this answer is not among those the verdict leaves open, in the person's language. */
function refusalOf({ action, licence }: PendingHold, decision: Decision, locale: Locale): string | undefined {
  const say = sayIn(locale)
  switch (decision.type) {
    case 'cancel':
      return undefined
    case 'proceed':
      return action === 'warn' ? undefined : say('notice.notAllowed')
    case 'justify':
      if (action !== 'justify' && action !== 'warn') return say('notice.notAllowed')
      return reasonProblem(decision.reason, 10, locale)
    case 'licence':
      if (!licence || (action !== 'justify' && action !== 'warn')) return say('notice.notAllowed')
      return licence.reason ? reasonProblem(decision.reason, 10, locale) : undefined
    case 'requestException':
      if (action !== 'block') return say('notice.notAllowed')
      return reasonProblem(decision.reason, 20, locale) ?? reasonProblem(decision.compensating, 1, locale)
  }
}

/** A licence that was chosen by keys is a reason too, in words. */
function withWords(decision: Decision, locale: Locale): Decision {
  if (decision.type !== 'licence' || decision.reason.trim()) return decision
  const say = sayIn(locale)
  const chosen = { use: say(`rights.uses.${decision.use}`), basis: say(`rights.bases.${decision.basis}`) }
  return { ...decision, reason: say('licenceAsk.said', chosen) }
}

function reasonProblem(text: string, least: number, locale: Locale): string | undefined {
  if (Array.from(text.trim()).length < least)
    return sayIn(locale)('notice.tooShort', { count: Array.from(text.trim()).length, least })
  return personalDataIn(text, locale)
}

/** A text that itself holds personal data is refused (domain section 9). Undefined when it may be recorded. */
export function personalDataIn(text: string, locale: Locale): string | undefined {
  const screened = screenReason(text, 0)
  if (screened.ok || screened.error.type !== 'ReasonHoldsPersonalData') return undefined
  const say = sayIn(locale)
  return say('notice.refusedReason', { types: listTypes(screened.error.types, say) })
}
