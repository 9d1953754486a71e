import type { Condition } from './conditions.ts'

/**
 * Field kinds. Every `type` of the domain specification is one of these; a new kind does not compile until
 * it has a stored shape (`field-shapes.ts`), an editor, a display and an export.
 */
export type FieldKind = Field['kind']
export type Field =
  | StringField
  | TextField
  | RichTextField
  | StringsField
  | IntegerField
  | DecimalField
  | ScoreField
  | BoolField
  | DateField
  | DateTimeField
  | DateRangeField
  | ChoiceField
  | ChoicesField
  | ChoiceWithTextField
  | RefField
  | RefsField
  | RefsWithTextField
  | LibraryRefField
  | LibraryRefsField
  | ListField
  | JsonField
  | AttachmentField
  | UlidField
  | AutoNumberField
  | ComputedField

export interface Common {
  /** Must be filled before a transition; a condition makes it depend on other fields or the target state. */
  readonly required?: true | Condition
  /** Encrypted under the record's own key, so that it can be erased (個資法 Art. 11(3)). */
  readonly personal?: true
  /** Filled by the projection from other facts (membership log, reviews); no command writes it. */
  readonly derived?: true
}

interface TextLimits extends Common {
  readonly minLength?: number
  readonly maxLength?: number
}
export interface StringField extends TextLimits {
  readonly kind: 'string'
  readonly pattern?: { readonly source: string; readonly code: string }
  readonly format?: 'email' | 'domain'
  readonly unique?: true
  readonly default?: string
}
export interface TextField extends TextLimits {
  readonly kind: 'text'
}
/** Blocks, so that two people writing different paragraphs keep both. */
export interface RichTextField extends Common {
  readonly kind: 'richText'
}
export interface StringsField extends Common {
  readonly kind: 'strings'
}

interface NumberLimits extends Common {
  readonly min?: number
  readonly max?: number
  readonly unit?: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'byte' | 'seat' | 'person'
}
export interface IntegerField extends NumberLimits {
  readonly kind: 'integer'
  readonly default?: number
}
export interface DecimalField extends NumberLimits {
  readonly kind: 'decimal'
}
export interface ScoreField extends Common {
  readonly kind: 'score'
  readonly min: number
  readonly max: number
}
export interface BoolField extends Common {
  readonly kind: 'bool'
  readonly default?: boolean
}

/** `today`, `createdAt` or another date field of the record. */
interface DateLimits extends Common {
  readonly notBefore?: string
  readonly notAfter?: string
  /** At most this many months after `notBefore`, or after today where that is not given. */
  readonly withinMonths?: number
}
export interface DateField extends DateLimits {
  readonly kind: 'date'
}
export interface DateTimeField extends DateLimits {
  readonly kind: 'dateTime'
}
export interface DateRangeField extends Common {
  readonly kind: 'dateRange'
}

export interface ChoiceField<Option extends string = string> extends Common {
  readonly kind: 'choice'
  readonly options: readonly Option[]
  readonly default?: Option
}
export interface ChoicesField<Option extends string = string> extends Common {
  readonly kind: 'choices'
  readonly options: readonly Option[]
}
export interface ChoiceWithTextField<Option extends string = string> extends Common {
  readonly kind: 'choiceWithText'
  readonly options: readonly Option[]
}

export interface RefField extends Common {
  readonly kind: 'ref'
  /** Record types that may be named; empty: any. */
  readonly to: readonly string[]
  /** Relations are walked both ways under this key. */
  readonly inverse?: string
  readonly acyclic?: true
}
export interface RefsField extends Common {
  readonly kind: 'refs'
  readonly to: readonly string[]
  readonly inverse?: string
}
export interface RefsWithTextField extends Common {
  readonly kind: 'refsWithText'
  readonly to: readonly string[]
}
/** An entry of shipped data (Annex A, extension rules, threats …) or a record that extends it. */
export interface LibraryRefField extends Common {
  readonly kind: 'libraryRef'
  readonly library: string
}
export interface LibraryRefsField extends Common {
  readonly kind: 'libraryRefs'
  readonly library: string
}

/** Rows keep their own identity and each cell its own writer: two people filling one checklist keep both. */
export interface ListField extends Common {
  readonly kind: 'list'
  readonly columns: Readonly<
    Record<string, Exclude<Field, ListField | ComputedField | AutoNumberField | AttachmentField>>
  >
  readonly maxRows?: number
  /** Rows a new record begins with, such as the items a law names; each may be filled, changed or removed. */
  readonly startsWith?: readonly Readonly<Record<string, string>>[]
}
export interface JsonField extends Common {
  readonly kind: 'json'
}
/** A file with the record: its name, digest and key here, its encrypted bytes beside the journal (`attachment.ts`). */
export interface AttachmentField extends Common {
  readonly kind: 'attachment'
  /** The key is in the value: erasing it destroys the file. */
  readonly personal: true
  /** States in which the bytes are no longer kept, such as after an approved disposal. */
  readonly disposedIn?: readonly string[]
}
export interface UlidField extends Common {
  readonly kind: 'ulid'
}
/**
 * Minted by the numbering device; `{year}` is the ROC year, `{serial}` counts within the rest, padded to `digits`,
 * `{field}` is the code of a choice and `{field.other}` a value of the record that `field` names.
 */
export interface AutoNumberField extends Common {
  readonly kind: 'autoNumber'
  readonly pattern: string
  readonly digits: number
  /** Codes that stand in the number for the answers of a choice: `{field}` in the pattern. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>
}
/** Filled by the type's `computed` function of the same key; never stored. */
export interface ComputedField extends Common {
  readonly kind: 'computed'
  /** What the function returns; `choice` and `choices` answers come from `options`. */
  readonly as:
    | 'string'
    | 'integer'
    | 'decimal'
    | 'percent'
    | 'bool'
    | 'date'
    | 'choice'
    | 'choices'
    | 'refs'
    | 'libraryRefs'
  readonly options?: readonly string[]
  readonly library?: string
  readonly unit?: NumberLimits['unit']
}

type Options<F> = Omit<F, 'kind'>
const maker =
  <F extends Field>(kind: F['kind']) =>
  <const O extends Options<F>>(options?: O) =>
    ({ ...options, kind }) as unknown as F & O

export const string = maker<StringField>('string')
export const text = maker<TextField>('text')
export const richText = maker<RichTextField>('richText')
export const strings = maker<StringsField>('strings')
export const integer = maker<IntegerField>('integer')
export const decimal = maker<DecimalField>('decimal')
export const bool = maker<BoolField>('bool')
export const date = maker<DateField>('date')
export const dateTime = maker<DateTimeField>('dateTime')
export const dateRange = maker<DateRangeField>('dateRange')
export const json = maker<JsonField>('json')
export const attachment = (options: Omit<AttachmentField, 'kind' | 'personal'> = {}): AttachmentField => ({
  ...options,
  personal: true,
  kind: 'attachment',
})
export const ulidField = maker<UlidField>('ulid')

export const score = (min: number, max: number, options: Common = {}): ScoreField => ({
  ...options,
  kind: 'score',
  min,
  max,
})

export const choice = <const Option extends string>(
  options: readonly Option[],
  rest: Common & { readonly default?: NoInfer<Option> } = {},
): ChoiceField<Option> => ({ ...rest, kind: 'choice', options })

export const choices = <const Option extends string>(
  options: readonly Option[],
  rest: Common = {},
): ChoicesField<Option> => ({ ...rest, kind: 'choices', options })

export const choiceWithText = <const Option extends string>(
  options: readonly Option[],
  rest: Common = {},
): ChoiceWithTextField<Option> => ({ ...rest, kind: 'choiceWithText', options })

type To = string | readonly string[]
const targets = (to: To): readonly string[] => (typeof to === 'string' ? [to] : to)

export const ref = (to: To, options: Omit<RefField, 'kind' | 'to'> = {}): RefField => ({
  ...options,
  kind: 'ref',
  to: targets(to),
})
export const refs = (to: To, options: Omit<RefsField, 'kind' | 'to'> = {}): RefsField => ({
  ...options,
  kind: 'refs',
  to: targets(to),
})
export const refsWithText = (to: To, options: Common = {}): RefsWithTextField => ({
  ...options,
  kind: 'refsWithText',
  to: targets(to),
})
export const libraryRef = (library: string, options: Common = {}): LibraryRefField => ({
  ...options,
  kind: 'libraryRef',
  library,
})
export const libraryRefs = (library: string, options: Common = {}): LibraryRefsField => ({
  ...options,
  kind: 'libraryRefs',
  library,
})
export const list = <const C extends ListField['columns']>(
  columns: C,
  options: Common & Pick<ListField, 'maxRows' | 'startsWith'> = {},
): ListField & { readonly columns: C } => ({ ...options, kind: 'list', columns })
export const autoNumber = (
  pattern: string,
  digits = 3,
  codes?: NonNullable<AutoNumberField['codes']>,
): AutoNumberField => ({ kind: 'autoNumber', pattern, digits, ...(codes && { codes }) })
export const computed = (
  as: ComputedField['as'],
  rest: Omit<ComputedField, 'kind' | 'as'> = {},
): ComputedField => ({
  ...rest,
  kind: 'computed',
  as,
})
