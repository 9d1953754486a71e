import { isDeviceId, type DeviceId } from '../model/ids.ts'
import { isHybridTime, type HybridTime } from '../model/hybrid-clock.ts'
import { shape, type ShapeOf } from '../model/shape.ts'
import type { RecordKey } from './record-keys.ts'

/** Values of a shard's map, as they stand in the CRDT. Plain JSON; `sealed` is ciphertext under the record's own key. */
const time = shape.string().refine(isHybridTime)
const seen = shape.record(shape.string().refine(isDeviceId), time)
const sealedText = shape.string().regex(/^([0-9a-f]{2})+$/)

export const baseShape = shape.strictObject({
  type: shape.string().max(60),
  time,
  state: shape.string().max(60),
  values: shape.record(shape.string().max(60), shape.json()),
  sealed: shape.record(shape.string().max(200), sealedText).optional(),
})

/** One writer's latest word on a field or cell. */
export const stampedShape = shape.strictObject({
  value: shape.json().optional(),
  sealed: sealedText.optional(),
  time,
  /** What the writer had seen of others on this key: device → time. Whatever is not covered here was concurrent. */
  seen: seen.optional(),
})

export const revisionShape = shape.strictObject({
  time,
  /** SHA-256 of the canonical content, personal fields as ciphertext; what an approval binds. */
  hash: shape.string().regex(/^[0-9a-f]{64}$/),
  content: shape.record(shape.string().max(60), shape.json()),
  sealed: shape.record(shape.string().max(200), sealedText).optional(),
})

/** The value of `#state`: where the record is, and who brought it into each state so far. */
export const stateShape = shape.strictObject({
  to: shape.string().max(60),
  reason: shape.string().max(2000).optional(),
  override: shape.string().max(2000).optional(),
  reached: shape.record(
    shape.string().max(60),
    shape.strictObject({ at: shape.number(), device: shape.string().refine(isDeviceId) }),
  ),
})

export type BaseValue = ShapeOf<typeof baseShape>
export type Stamped = ShapeOf<typeof stampedShape>
export type RevisionValue = ShapeOf<typeof revisionShape>
export type StateValue = ShapeOf<typeof stateShape>

export interface Entry {
  readonly key: RecordKey
  readonly value: unknown
}

/** Later wins; equal times fall to the greater device id, so that every replica chooses alike. */
export function isLater(
  a: { readonly time: HybridTime; readonly device: DeviceId },
  b: { readonly time: HybridTime; readonly device: DeviceId },
): boolean {
  return a.time > b.time || (a.time === b.time && a.device > b.device)
}
