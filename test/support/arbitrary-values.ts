import * as fc from 'fast-check'
import type { Field, FieldKind } from '../../core/model/fields.ts'
import { newRowId, newUlid, type RecordId } from '../../core/model/ids.ts'
import { anId } from './ids.ts'
import type { RecordType, Values } from '../../core/model/record-type.ts'
import { addDays, isIsoDate, taipeiDateTime, type IsoDate } from '../../core/model/roc-date.ts'

/** Texts a Taiwanese office really types: Han outside the BMP, full width, indigenous and Vietnamese names. */
const words = [
  '林佩蓉',
  '歐陽依琳',
  '高・瓦歷斯・諾幹',
  'Nguyễn Thị Hồng Nhung',
  '𠮷野家',
  '１１５年',
  'A-1\t',
  '備份\n還原測試',
  'é',
  '👩‍🔧',
]
const someText = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 12 })), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')) // prettier-ignore
const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1912-01-01' as IsoDate, days))
const recordId = fc.constantFrom('CAR', 'PER', 'UNIT', 'WEB').map((prefix): RecordId => anId(prefix))
const digest = fc.stringMatching(/^[0-9a-f]{64}$/)
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 })

/** Any value of a field's kind, whether or not its limits allow it. */
const byKind = {
  string: () => someText,
  text: () => someText,
  richText: () => few(someText.map((text) => ({ id: newUlid(), text }))),
  strings: () => few(someText),
  integer: () => fc.integer(),
  decimal: () =>
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  score: () => fc.integer({ min: 1, max: 5 }),
  bool: () => fc.boolean(),
  date: () => day,
  dateTime: () => fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => taipeiDateTime(seconds * 1000)),
  dateRange: () => fc.tuple(day, day).map((days) => { const [from, to] = days.sort(); return { from, to } }), // prettier-ignore
  choice: (field) => fc.constantFrom(...optionsOf(field)),
  choices: (field) => fc.subarray([...optionsOf(field)]),
  choiceWithText: (field) => fc.record({ choice: fc.constantFrom(...optionsOf(field)), text: someText }),
  ref: () => recordId,
  refs: () => few(recordId),
  refsWithText: () => fc.record({ ids: few(recordId), text: someText }),
  libraryRef: () => fc.constantFrom('PD-01', 'CI-01', 'LAW-PDPA'),
  libraryRefs: () => fc.subarray(['PD-01', 'CI-01', 'LAW-PDPA']),
  list: (field) =>
    field.kind === 'list'
      ? few(
          fc
            .record(
              Object.fromEntries(
                Object.entries(field.columns).map(([key, column]) => [key, arbitraryFieldValue(column)]),
              ),
              { requiredKeys: [] },
            )
            .map((cells) => ({ rowId: newRowId(), ...cells })),
        )
      : fc.constant([]),
  json: () =>
    fc.dictionary(fc.string({ maxLength: 8 }), plainJson, {
      maxKeys: 3,
    }),
  attachment: () =>
    fc.record({
      name: someText.map((text) => [...text].slice(0, 60).join('') || '檔案'),
      mediaType: fc.constantFrom('application/pdf', 'image/png', 'text/plain'),
      size: fc.nat(5_000_000),
      sha256: digest,
      chunks: few(digest),
      key: digest,
    }),
  ulid: () => fc.constant(null).map(() => newUlid()),
  autoNumber: () => fc.constant(undefined),
  computed: () => fc.constant(undefined),
} satisfies Record<FieldKind, (field: Field) => fc.Arbitrary<unknown>>

const optionsOf = (field: Field): readonly string[] => ('options' in field ? (field.options ?? []) : [])

/** A value of the field's stored form; limits across fields (dates, lengths) are the caller's to meet. */
export function arbitraryFieldValue(field: Field): fc.Arbitrary<unknown> {
  if (field.kind === 'string' && field.pattern)
    return fc.stringMatching(new RegExp(`^(?:${field.pattern.source})$`))
  if (field.kind === 'string' && field.format === 'email')
    return fc.nat(9999).map((n) => `a${n}@hospital.example`)
  if (field.kind === 'string' && field.format === 'domain')
    return fc.nat(9999).map((n) => `site-${n}.example`)
  if (field.kind === 'integer' || field.kind === 'score') {
    return fc.integer({ min: field.min ?? -1000, max: field.max ?? (field.min ?? 0) + 1000 })
  }
  return byKind[field.kind](field)
}

/**
 * Any subset of a type's stored fields with values of the right shape, as a half-filled draft has them.
 * Computed, numbered and derived fields are never in it.
 */
export function arbitraryValues(type: RecordType): fc.Arbitrary<Values> {
  const stored = Object.entries(type.fields).filter(
    ([, field]) => field.kind !== 'computed' && field.kind !== 'autoNumber' && !field.derived,
  )
  return fc.record(Object.fromEntries(stored.map(([key, field]) => [key, arbitraryFieldValue(field)])), {
    requiredKeys: [],
  })
}

/** A plain, fixed value of each kind that satisfies the field's own limits: for hand-made records in tests. */
export function exampleValue(field: Field, today: IsoDate): unknown {
  switch (field.kind) {
    case 'string':
      if (field.pattern)
        return fc.sample(fc.stringMatching(new RegExp(`^(?:${field.pattern.source})$`)), {
          numRuns: 1,
          seed: 7,
        })[0]
      if (field.format === 'email') return 'pj.lin@hospital.example'
      return field.format === 'domain' ? 'drive.example' : '院內帳號'
    case 'text':
      return '備份程序要求每季還原測試，第二、三季沒有測試紀錄，已查明原因。'
    case 'date':
      return isIsoDate(today) ? today : '2026-11-23'
    case 'dateTime':
      return `${today}T09:00:00+08:00`
    case 'list':
      return [
        {
          rowId: newRowId(),
          ...Object.fromEntries(
            Object.entries(field.columns).map(([key, column]) => [key, exampleValue(column, today)]),
          ),
        },
      ]
    case 'choice':
      return field.default ?? field.options[0]
    case 'choices':
      return [field.options[0]]
    case 'choiceWithText':
      return { choice: field.options[0], text: '說明' }
    case 'ref':
      return anId('PER')
    case 'refs':
      return [anId('PER')]
    case 'refsWithText':
      return { ids: [], text: '測試紀錄影本，存資訊室' }
    case 'integer':
    case 'score':
      return field.min ?? 1
    case 'decimal':
      return field.min ?? 1.5
    case 'bool':
      return true
    case 'libraryRef':
      return 'PD-01'
    case 'libraryRefs':
      return ['PD-01']
    case 'ulid':
      return newUlid()
    case 'json':
      return { fileExtension: 'xlsx' }
    case 'attachment':
      return {
        name: '還原測試紀錄.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: 'a'.repeat(64),
        chunks: ['b'.repeat(64)],
        key: 'c'.repeat(64),
      }
    case 'strings':
      return ['一']
    case 'richText':
      return [{ id: newUlid(), text: '一段' }]
    case 'dateRange':
      return { from: today, to: today }
    case 'autoNumber':
    case 'computed':
      return undefined
  }
}

/** JSON values as they come back from JSON: it has no negative zero. */
const plainJson: fc.Arbitrary<unknown> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
