import type { RecordId } from '../../../core/model/ids.ts'
import type { Values } from '../../../core/model/record-type.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import type { Change } from '../../../core/store/commands.ts'
import type { NewId } from '../../live/new-id.ts'
import type { EventView } from './event-view.ts'

/** What the reviews of a rule's events say about the rule. */
export interface RuleFeedback {
  readonly events: number
  readonly reviewed: number
  readonly falsePositives: number
  /** False positives of those reviewed, 0…1; nothing reviewed yet has no share. */
  readonly share: number | undefined
  /** Events judged a false positive, the latest judgement first. */
  readonly wrong: readonly InboxItem[]
}

export function ruleFeedback(items: readonly InboxItem[], ruleId: string): RuleFeedback {
  const own = items.filter((item) => item.ruleId === ruleId)
  const reviewed = own.filter(({ result }) => result !== undefined).length
  const wrong = own
    .filter(({ result }) => result === 'falsePositive')
    .sort((a, b) => (b.judgedAt ?? 0) - (a.judgedAt ?? 0))
  return {
    events: own.length,
    reviewed,
    falsePositives: wrong.length,
    share: reviewed === 0 ? undefined : wrong.length / reviewed,
    wrong,
  }
}

/** A step down from what the guard did; a government organisation lowers nothing without a recorded exception. */
const milder: Readonly<Record<string, string>> = { block: 'justify', justify: 'warn', warn: 'log' }

/** The rule change a false positive asks for, as a draft: another person still decides on it. */
export function ruleDraft(view: EventView, note: string, entityType: unknown): Values {
  const action = entityType === 'gov' ? undefined : milder[view.action]
  return {
    ruleId: view.ruleId,
    ruleVersion: view.ruleVersion ?? 1,
    enabled: true,
    reason: note,
    ...(action !== undefined && { action }),
  }
}

const siteCategories = new Set(['cloud', 'genai', 'social', 'mail', 'transfer', 'media', 'gov'])

/** The site as a request for approval; where its data lies and what may go there, a person has to say. */
export const siteDraft = (view: EventView): Values => ({
  host: view.host,
  name: view.host,
  category: siteCategories.has(view.category) ? view.category : 'other',
  dataLocation: 'unknown',
})

/** Makes the draft and names it in the review, in one commit: the review then shows what came of it. */
export function feedbackChanges(
  reviewId: RecordId,
  draft:
    | { readonly recordType: 'guardRule' | 'siteRegister'; readonly values: Values }
    | { readonly existing: RecordId },
  newId: NewId,
): { readonly changes: readonly Change[]; readonly id: RecordId } {
  if ('existing' in draft) {
    const { existing } = draft
    return { id: existing, changes: [{ type: 'set', id: reviewId, field: 'linkedId', value: existing }] }
  }
  const id = newId(draft.recordType === 'guardRule' ? 'GRU' : 'SIT')
  return {
    id,
    changes: [
      { type: 'create', id, recordType: draft.recordType, values: draft.values },
      { type: 'set', id: reviewId, field: 'linkedId', value: id },
    ],
  }
}

/** A change of this rule already being prepared, or this site already registered: one is enough. */
export function existingDraft(
  recordType: 'guardRule' | 'siteRegister',
  rows: readonly RecordRow[],
  view: EventView,
): RecordId | undefined {
  return rows.find(
    ({ voided, state, values }) =>
      !voided &&
      (recordType === 'guardRule'
        ? state === 'draft' && values['ruleId'] === view.ruleId
        : values['host'] === view.host),
  )?.id
}
