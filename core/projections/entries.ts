import { isDeviceId, type DeviceId } from '../model/ids.ts'
import { isHybridTime, type HybridTime } from '../model/hybrid-clock.ts'
import { shape, type ShapeOf } from '../model/shape.ts'
import type { RecordKey } from './record-keys.ts'

/** Values of a shard's map, as they stand in the CRDT. Plain JSON; `sealed` is ciphertext under the record's own key. */
const time = shape.string().refine(isHybridTime)
const seen = shape.record(shape.string().refine(isDeviceId), time)
/** Longest reason or override, in UTF-16 units. */
export const maxReason = 2000

/** Hex: the id of its key (16 bytes), nonce (12), ciphertext and tag (16 at least). */
const sealedText = shape.string().regex(/^([0-9a-f]{2}){44,}$/)
/** Hex digits of a record key's id: too many for two keys that share one to be found. */
export const keyIdLength = 32
export const keyIdOf = (sealed: string): string => sealed.slice(0, keyIdLength)

export const baseShape = shape.looseObject({
  type: shape.string().max(60),
  time,
  state: shape.string().max(60),
  values: shape.record(shape.string().max(60), shape.json()),
  sealed: shape.record(shape.string().max(200), sealedText).optional(),
})

/** One writer's latest word on a field or cell. */
export const stampedShape = shape.looseObject({
  value: shape.json().optional(),
  sealed: sealedText.optional(),
  time,
  /** What the writer had seen of others on this key: device → time. Whatever is not covered here was concurrent. */
  seen: seen.optional(),
})

export const revisionShape = shape.looseObject({
  time,
  /** SHA-256 of the canonical content, personal fields as ciphertext; what an approval binds. */
  hash: shape.string().regex(/^[0-9a-f]{64}$/),
  content: shape.record(shape.string().max(60), shape.json()),
  sealed: shape.record(shape.string().max(200), sealedText).optional(),
})

/**
 * One entry into a state: who moved the record is who signed the envelope, so that nobody states another's step.
 * `revision` is the content it was decided on.
 */
export const moveShape = shape.looseObject({
  time,
  to: shape.string().max(60),
  revision: shape
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  reason: shape.string().max(maxReason).optional(),
  override: shape.string().max(maxReason).optional(),
})

/** Keys one erasure may name. */
export const mostErased = 10_000

/** What `#erased` holds: every key its author knew of the record. Data sealed under others was not seen and stays. */
export const erasedShape = shape.strictObject({
  reason: shape.string().max(maxReason),
  keys: shape.array(shape.string().regex(/^[0-9a-f]{32}$/)).max(mostErased),
})

export type BaseValue = ShapeOf<typeof baseShape>
export type Stamped = ShapeOf<typeof stampedShape>
export type RevisionValue = ShapeOf<typeof revisionShape>
export type MoveValue = ShapeOf<typeof moveShape>

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

/** Ciphertexts of an entry: one of a field or cell, several of a base or revision. */
export function sealedIn(value: unknown): readonly string[] {
  const { sealed } = value as { readonly sealed?: string | Readonly<Record<string, string>> }
  return sealed === undefined ? [] : typeof sealed === 'string' ? [sealed] : Object.values(sealed)
}
