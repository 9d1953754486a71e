import type { PeerEnd, PeerProgress, PeerSession } from '../../core/sync/peer-session.ts'
import { startPeerSession } from '../../core/sync/peer-session.ts'
import type { Link } from '../../core/sync/link.ts'
import { vectorOf } from '../../core/store/outgoing.ts'
import { memoryLinks } from './link.ts'
import type { TestStore } from './store.ts'

export interface Meeting {
  readonly one: PeerSession
  readonly other: PeerSession
  /** Cuts the link under both, as a network does. */
  readonly cut: () => Promise<readonly [PeerEnd, PeerEnd]>
  readonly errors: unknown[]
}

/** Two replicas over a link in memory. `through` may stand in between. */
export function meet(
  one: TestStore,
  other: TestStore,
  given: {
    readonly links?: readonly [Link, Link]
    readonly progress?: (progress: PeerProgress) => void
  } = {},
): Meeting {
  const [left, right] = given.links ?? memoryLinks()
  const errors: unknown[] = []
  const report = (error: unknown) => void errors.push(error)
  const session = (store: TestStore['store'], link: Link, progress?: (progress: PeerProgress) => void) =>
    startPeerSession({ store, link, report, ...(progress ? { progress } : {}) })
  const sessions = [session(one.store, left, given.progress), session(other.store, right)] as const
  return {
    one: sessions[0],
    other: sessions[1],
    errors,
    async cut() {
      sessions[0].close()
      sessions[1].close()
      return Promise.all([sessions[0].done, sessions[1].done])
    },
  }
}

/** Resolves once it holds, or throws after ten seconds: sessions have no other end. */
export async function eventually(holds: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const until = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`${what} did not come about`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** How far a replica's journal reaches. */
export const reach = ({ store }: TestStore): string => {
  const vector = vectorOf(store.replica()!)
  const chains = Object.entries(vector).flatMap(([shard, devices]) =>
    Object.entries(devices).map(([device, sequence]) => `${shard} ${device} ${sequence}`),
  )
  return chains.sort().join('\n')
}

export const inStep = (one: TestStore, other: TestStore): Promise<void> =>
  eventually(() => reach(one) === reach(other), 'the same journal on both')
