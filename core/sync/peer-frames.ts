import { isDeviceId, isShardId, isWorkspaceId } from '../model/ids.ts'
import { bytes, shape, type ShapeOf } from '../model/shape.ts'

/** What the PWAs of two devices say to each other. Everything else closes the link. */
export const peerProtocol = 1

/** Chains one frame may name; more go in several. */
export const maxChains = 4000
/** Bytes of parcels in one frame, unless a single one is larger. */
export const parcelsBudget = 256 * 1024
export const maxParcels = 500
export const maxDigests = 64

const hex = (digits: number) => shape.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const vector = shape
  .record(
    shape.string().refine(isShardId),
    shape.record(shape.string().refine(isDeviceId), shape.int().min(0)),
  )
  .refine((shards) => {
    let chains = 0
    for (const devices of Object.values(shards)) chains += Object.keys(devices).length
    return chains <= maxChains
  })

export const peerFrameShape = shape.discriminatedUnion('type', [
  shape.strictObject({
    type: shape.literal('peerHello'),
    protocol: shape.int().min(1).max(1000),
    workspace: shape.string().refine(isWorkspaceId),
    device: shape.string().refine(isDeviceId),
    /** Ed25519; the device is named after it. */
    signKey: hex(64),
    nonce: hex(64),
  }),
  shape.strictObject({ type: shape.literal('peerProof'), signature: hex(128) }),
  /** What the membership log says of the other device, once it proved itself. */
  shape.strictObject({
    type: shape.literal('standing'),
    standing: shape.enum(['member', 'unknown', 'removed']),
  }),
  /** To one whose log does not know this device yet: the log, parcel by parcel. */
  shape.strictObject({
    type: shape.literal('log'),
    items: shape.array(bytes).max(maxParcels),
    last: shape.boolean(),
  }),
  /** How far this device's chains reach in what the other may see; later ones add to earlier ones. */
  shape.strictObject({ type: shape.literal('have'), vector }),
  /** Positions after which the other is asked for what it has; also those where nothing is missing. */
  shape.strictObject({ type: shape.literal('want'), vector }),
  shape.strictObject({ type: shape.literal('parcels'), items: shape.array(bytes).min(1).max(maxParcels) }),
  /** Answers each `parcels`: what is durable now of the chains it touched, and chains of which no more is taken. */
  shape.strictObject({
    type: shape.literal('ack'),
    vector,
    stopped: shape
      .array(
        shape.strictObject({
          shard: shape.string().refine(isShardId),
          device: shape.string().refine(isDeviceId),
          reason: shape.string().max(60),
        }),
      )
      .max(maxParcels),
  }),
  shape.strictObject({
    type: shape.literal('wantChunks'),
    digests: shape.array(hex(64)).min(1).max(maxDigests),
  }),
  /** One for each digest asked for, in that order; without bytes: not here, or not for the other device. */
  shape.strictObject({ type: shape.literal('chunk'), digest: hex(64), bytes: bytes.optional() }),
])
export type PeerFrame = ShapeOf<typeof peerFrameShape>
