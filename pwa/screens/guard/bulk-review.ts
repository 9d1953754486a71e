import type { RecordId } from '../../../core/model/ids.ts'
import type { Result } from '../../../core/model/result.ts'
import type { Change, CommandFailure } from '../../../core/store/commands.ts'

/** What became of one event of a bulk review. */
export type Outcome =
  | { readonly type: 'saved'; readonly id: RecordId }
  /** Somebody judged it meanwhile; theirs stands. */
  | { readonly type: 'alreadyReviewed'; readonly id: RecordId }
  | { readonly type: 'failed'; readonly id: RecordId; readonly failure: { readonly type: string } }
  /** The person stopped before its turn. */
  | { readonly type: 'notDone'; readonly id: RecordId }

export interface BulkReview {
  readonly ids: readonly RecordId[]
  readonly isReviewed: (id: RecordId) => boolean
  readonly changesFor: (id: RecordId) => readonly Change[]
  /** Resolves once the step is durable, or with why it is not. */
  readonly commit: (changes: readonly Change[]) => Promise<Result<unknown, CommandFailure>>
  /** Called after each step with all outcomes so far. */
  readonly progress: (outcomes: readonly Outcome[]) => void
  readonly signal: AbortSignal
}

/**
 * One durable step for each event, in order: what was saved stays saved whatever happens to the next, and the count
 * shown is the count on the disk.
 */
export async function reviewEach(review: BulkReview): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const id of review.ids) {
    outcomes.push(await one(id, review))
    review.progress([...outcomes])
  }
  return outcomes
}

async function one(id: RecordId, { isReviewed, changesFor, commit, signal }: BulkReview): Promise<Outcome> {
  if (signal.aborted) return { type: 'notDone', id }
  if (isReviewed(id)) return { type: 'alreadyReviewed', id }
  try {
    const done = await commit(changesFor(id))
    return done.ok ? { type: 'saved', id } : { type: 'failed', id, failure: done.error }
  } catch (error) {
    // A bug in one step must not hide what became of the others.
    reportError(error)
    return { type: 'failed', id, failure: { type: 'NotSaved' } }
  }
}

/** Those a person may try again. */
export const unfinished = (outcomes: readonly Outcome[]): readonly RecordId[] =>
  outcomes.flatMap(({ type, id }) => (type === 'failed' || type === 'notDone' ? [id] : []))
