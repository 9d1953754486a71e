import { eventShard } from '../../core/events/build-event.ts'
import { organisationName } from '../../core/store/build-bundle.ts'
import type { Store } from '../../core/store/store.ts'
import { mayReview, waitingReviews } from '../../core/store/waiting-reviews.ts'
import type { HostSide } from '../../core/sync/host-session.ts'
import type { PairingPlace } from './pairing-desk.ts'

/** What this origin's store lends to one extension's link. */
export function extensionHost(
  store: Store,
  pairing: PairingPlace,
  tell: Pick<HostSide, 'connected' | 'report'>,
): HostSide {
  const replica = store.replica()
  if (!replica) throw new Error('a link before there is a workspace')
  return {
    device: replica.device,
    workspace: replica.workspace,
    organisation: async () => organisationName(await replica.rows.get(replica.organizationId)),
    compare: pairing.compare,
    pairingEnded: pairing.ended,
    enrol: store.enrolExtension,
    extension(device) {
      const entry = replica.log.now()?.devices.get(device)
      return entry?.kind === 'extension' && !entry.last ? entry : undefined
    },
    lastSequence: (device) => replica.heads.get(eventShard, device)?.sequence ?? 0,
    receive: store.receive,
    bundleFor: store.bundleFor,
    policyChanges: store.onPolicyChange,
    reviews: mayReview(replica) ? waitingReviews(replica) : undefined,
    ...tell,
  }
}
