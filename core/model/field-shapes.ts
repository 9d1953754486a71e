import { attachmentShape } from './attachment.ts'
import type { Field, FieldKind } from './fields.ts'
import { isUlid, isRecordId } from './ids.ts'
import { isIsoDate, isIsoDateTime } from './roc-date.ts'
import { shape } from './shape.ts'

/** Longest text one field may hold, in UTF-16 units: an envelope stays far below the 1 MiB frame of a link. */
export const maxTextLength = 100_000

const plainText = shape.string().max(maxTextLength)
const recordId = shape.string().refine(isRecordId)
const isoDate = shape.string().refine(isIsoDate)

/** The stored form of each kind's value: plain JSON. Limits and requirements are rules, checked elsewhere. */
const shapes = {
  string: () => plainText,
  text: () => plainText,
  richText: () => shape.array(shape.object({ id: shape.string().refine(isUlid), text: plainText })),
  strings: () => shape.array(plainText),
  integer: () => shape.int(),
  decimal: () => shape.number(),
  score: () => shape.int(),
  bool: () => shape.boolean(),
  date: () => isoDate,
  dateTime: () => shape.string().refine(isIsoDateTime),
  dateRange: () => shape.strictObject({ from: isoDate, to: isoDate }),
  choice: (field) => shape.enum(optionsOf(field)),
  choices: (field) => shape.array(shape.enum(optionsOf(field))),
  choiceWithText: (field) => shape.strictObject({ choice: shape.enum(optionsOf(field)), text: plainText }),
  ref: () => recordId,
  refs: () => shape.array(recordId),
  refsWithText: () => shape.strictObject({ ids: shape.array(recordId), text: plainText }),
  libraryRef: () => shape.string().max(60),
  libraryRefs: () => shape.array(shape.string().max(60)),
  list: (field) =>
    field.kind === 'list'
      ? shape.array(
          shape.object({
            rowId: shape.string().refine(isUlid),
            ...Object.fromEntries(
              Object.entries(field.columns).map(([key, column]) => [key, fieldShape(column).optional()]),
            ),
          }),
        )
      : shape.never(),
  json: () => shape.json(),
  attachment: () => attachmentShape,
  ulid: () => shape.string().refine(isUlid),
  autoNumber: () => shape.string().max(60),
  computed: () => shape.never(),
} satisfies Record<FieldKind, (field: Field) => unknown>

const made = new WeakMap<Field, ReturnType<typeof shape.unknown>>()

/** The declaration a stored value of this field must fit. Made once per field. */
export function fieldShape(field: Field): ReturnType<typeof shape.unknown> {
  let declaration = made.get(field)
  if (!declaration) {
    declaration = shapes[field.kind](field) as unknown as ReturnType<typeof shape.unknown>
    made.set(field, declaration)
  }
  return declaration
}

const optionsOf = (field: Field): readonly string[] => ('options' in field ? field.options : [])
