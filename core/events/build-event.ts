import {
  importContentKey,
  sealEnvelope,
  type Draft,
  type Envelope,
  type KeyWrap,
} from '../journal/envelope.ts'
import type { Device } from '../journal/device.ts'
import { sealSecret } from '../journal/hpke.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { randomBytes } from '../model/bytes.ts'
import { hybridTime } from '../model/hybrid-clock.ts'
import type { KeyEpoch, EnvelopeHash, ShardId, WorkspaceId } from '../model/ids.ts'
import { unwrap } from '../model/result.ts'
import { parse } from '../model/shape.ts'
import { eventContentShape, type EventContent } from './event-content.ts'

/** Who can open an event: the guard's readers and the same person's own devices. */
export interface EventReaders {
  readonly epoch: KeyEpoch
  /** X25519, hex. */
  readonly publicKey: string
  readonly ownDevices: readonly { readonly id: string; readonly agreeKey: string }[]
}

export interface EventDraft {
  readonly device: Device
  readonly workspace: WorkspaceId
  /** Heads of the membership log in the policy bundle. */
  readonly members: readonly EnvelopeHash[]
  /** Where this device's chain stands: sequence 0 and no hash before its first event. */
  readonly chain: { readonly sequence: number; readonly previous: EnvelopeHash | '' }
  readonly readers: EventReaders
  readonly content: EventContent
  /** Milliseconds since 1970. */
  readonly now: number
}

/** All guard events of a workspace; each device keeps its own chain in it. */
export const eventShard = 'guard.events.0' as ShardId

/** Builds, signs and seals one event. Throws if the content is not exactly what an event may hold: that is a bug. */
export async function buildEvent(draft: EventDraft): Promise<Envelope> {
  const content = unwrap(parse(eventContentShape, draft.content))
  const contentKey = randomBytes(32)
  const header: Draft = {
    workspace: draft.workspace,
    compartment: 'guard',
    shard: eventShard,
    keyEpoch: draft.readers.epoch,
    sequence: draft.chain.sequence + 1,
    previous: draft.chain.previous,
    members: draft.members,
    time: hybridTime(draft.now),
    kind: 'event',
  }
  const wrapsFor = (digest: string): Promise<KeyWrap[]> => {
    const seal = async (to: string, publicKey: string): Promise<KeyWrap> => ({
      to,
      ...(await sealSecret(publicKey, contentKey, eventPurpose(digest))),
    })
    return Promise.all([
      seal(`guard.${draft.readers.epoch}`, draft.readers.publicKey),
      // Not named: the log says whose device a PWA is, and an event must not say whose it is.
      ...draft.readers.ownDevices.map((device) => seal('own', device.agreeKey)),
    ])
  }
  const key = await importContentKey(contentKey)
  const envelope = await sealEnvelope(draft.device, header, canonicalBytes(content), key, wrapsFor)
  contentKey.fill(0)
  return envelope
}

/** A content key is sealed for one event only: moved to another event it does not open. */
export const eventPurpose = (digest: string): string => `countersign/event/1 ${digest}`

/** Bytes of an event as they are counted and limited: a tenth of a frame. */
export const maxEventBytes = 100 * 1024
