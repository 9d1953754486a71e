import { cannotInspectReasons } from '../core/model/readable.ts'
import { detectedTypes } from '../core/detection/types.ts'
import { shape, type ShapeOf } from '../core/model/shape.ts'

const found = {
  people: shape.int().min(0),
  counts: shape.partialRecord(shape.enum(detectedTypes), shape.int().min(1)),
  /** For the dialog only, never stored: at most two of each type, such as `A12****789`. */
  samples: shape.partialRecord(shape.enum(detectedTypes), shape.array(shape.string().max(64)).max(2)),
}

/** What the worker says about one file. It holds counts and masked samples; the text stays in the worker. */
export const fileInspectionShape = shape.discriminatedUnion('status', [
  shape.strictObject({
    status: shape.literal('inspected'),
    ...found,
    sha256: shape.string().regex(/^[0-9a-f]{64}$/),
  }),
  shape.strictObject({
    status: shape.literal('cannotInspect'),
    reason: shape.enum(cannotInspectReasons),
    /** What the readable part holds: the other members of an archive, a letter beside its locked attachment. */
    found: shape.strictObject(found).optional(),
    /** Absent when the file was refused unread. */
    sha256: shape
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
])
export type FileInspection = ShapeOf<typeof fileInspectionShape>

/** What the worker says while it reads: the share done, 0…1, never falling. */
export const readingShape = shape.strictObject({
  status: shape.literal('reading'),
  share: shape.number().min(0).max(1),
})

/** An inspection that takes longer is stopped and counts as "cannot inspect". Milliseconds. */
export const inspectionDeadline = 10_000

/** What the worker says of a download it only looked at; the texts of its licence files, and of names what they mean. */
export const lookedShape = shape.discriminatedUnion('status', [
  shape.strictObject({
    status: shape.literal('looked'),
    /** By its first bytes, or by what an archive carries. */
    executable: shape.boolean(),
    cracked: shape.boolean(),
    /** The bytes are not what the name promises. */
    lies: shape.boolean(),
    licences: shape
      .array(shape.strictObject({ name: shape.string().max(1000), text: shape.string().max(300_000) }))
      .max(20),
    /** Why an archive could not be looked into. */
    unread: shape.enum(cannotInspectReasons).optional(),
  }),
  shape.strictObject({
    status: shape.literal('cannotInspect'),
    reason: shape.enum(cannotInspectReasons),
  }),
])
export type Looked = ShapeOf<typeof lookedShape>
