import { Dexie } from 'dexie'
import { rolesOfMember } from '../members/membership.ts'
import { webEventReview } from '../records/guard/web-event-review.ts'
import { inboxItem, isPending } from '../projections/inbox-item.ts'
import { followRows } from './follow-rows.ts'
import type { Replica } from './replica.ts'

type Reader = Pick<Replica, 'database' | 'now'>

/** Older ones have been reminded of for three months. Milliseconds. */
const reach = 90 * 86_400_000
/** A bulk review changes many events one after the other: one telling for all of them. Milliseconds. */
const settle = 5_000

/** When the events happened that wait for review, newest first, and when that changes. */
export function waitingReviews({ database, now }: Reader) {
  return {
    async waiting(): Promise<readonly number[]> {
      const unjudged = await database.records
        .where('[type+state+updatedAt]')
        .between(['webEvent', 'recorded', now() - reach], ['webEvent', 'recorded', Dexie.maxKey])
        .toArray()
      return unjudged
        .map(inboxItem)
        .filter(isPending)
        .map(({ at }) => at)
        .sort((a, b) => b - a)
    },
    changes(listener: () => void): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      const stop = followRows(database, 'WEB-').onChange(() => {
        timer ??= setTimeout(() => {
          timer = undefined
          listener()
        }, settle)
      })
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
  }
}

/** Whether this device's member may judge events at all; others are not told that any wait. */
export function mayReview({ log, member }: Pick<Replica, 'log' | 'member'>): boolean {
  const membership = log.now()
  const roles = membership ? rolesOfMember(membership, member) : []
  return webEventReview.writers.some((writer) => (roles as readonly string[]).includes(writer))
}
