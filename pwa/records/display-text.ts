import { m } from '../../core/i18n/index.ts'
import { isFilled } from '../../core/model/conditions.ts'
import type { Field, FieldKind } from '../../core/model/fields.ts'
import { formatDate, formatDateTime, isIsoDate, type DateDisplay } from '../../core/model/roc-date.ts'
import { optionLabel, withUnit } from '../../core/records/labels.ts'
import { libraryLabel } from '../../core/records/library-entries.ts'

/** What a value needs to be put into words. */
export interface Reading {
  readonly type: string
  readonly name: string
  readonly column?: string
  readonly dates: DateDisplay
  readonly nameOf: (id: string) => string
}

/** A value in one line of words, as tables, history and conflicts show it; empty when there is none. */
export function displayText(field: Field, value: unknown, reading: Reading): string {
  return isFilled(value) ? writers[field.kind](field, value, reading) : ''
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const plain = (_: Field, value: unknown): string => asText(value)
const option = (value: unknown, { type, name, column }: Reading): string =>
  optionLabel(type, name, String(value), undefined, column)
const many = (value: unknown, say: (part: unknown) => string): string =>
  Array.isArray(value) ? value.map(say).join(m['recordsUi.listComma']()) : String(value)
const day = (value: unknown, { dates }: Reading): string =>
  isIsoDate(value) ? formatDate(value, dates) : String(value)
const number = (field: Field, value: unknown): string => {
  const text =
    typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 2 }) : String(value)
  return 'unit' in field && field.unit ? withUnit(text, field.unit) : text
}
const yesNo = (value: unknown): string => (value === true ? m['recordsUi.yes']() : m['recordsUi.no']())
const part = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
const named = (value: unknown, { nameOf }: Reading): string => nameOf(String(value))
const entry = (field: Field, value: unknown): string =>
  libraryLabel('library' in field ? (field.library ?? '') : '', String(value))

const writers = {
  string: plain,
  text: plain,
  ulid: plain,
  json: plain,
  autoNumber: plain,
  richText: (_, value) => many(value, (block) => asText(part(block, 'text') ?? '')),
  strings: (_, value) => many(value, String),
  integer: number,
  decimal: number,
  score: number,
  bool: (_, value) => yesNo(value),
  date: (_, value, reading) => day(value, reading),
  dateTime: (_, value, { dates }) =>
    Number.isNaN(Date.parse(String(value))) ? String(value) : formatDateTime(String(value), dates),
  dateRange: (_, value, reading) =>
    `${day(part(value, 'from'), reading)} – ${day(part(value, 'to'), reading)}`,
  choice: (_, value, reading) => option(value, reading),
  choices: (_, value, reading) => many(value, (one) => option(one, reading)),
  choiceWithText: (_, value, reading) =>
    [option(part(value, 'choice'), reading), part(value, 'text')]
      .filter(Boolean)
      .join(m['recordsUi.colon']()),
  ref: (_, value, reading) => named(value, reading),
  refs: (_, value, reading) => many(value, (one) => named(one, reading)),
  refsWithText: (_, value, reading) =>
    [many(part(value, 'ids') ?? [], (one) => named(one, reading)), part(value, 'text')]
      .filter(Boolean)
      .join(m['recordsUi.listComma']()),
  libraryRef: entry,
  libraryRefs: (field, value) => many(value, (one) => entry(field, one)),
  attachment: (_, value) => asText(part(value, 'name') ?? ''),
  list: (_, value) => m['recordsUi.rowCount']({ count: Array.isArray(value) ? value.length : 0 }),
  computed: (field, value, reading) => (field.kind === 'computed' ? computedText(field, value, reading) : ''),
} satisfies Record<FieldKind, (field: Field, value: unknown, reading: Reading) => string>

function computedText(field: Extract<Field, { kind: 'computed' }>, value: unknown, reading: Reading): string {
  if (field.as === 'percent') return `${Math.round(Number(value) * 1000) / 10}%`
  return writers[field.as](field, value, reading)
}
