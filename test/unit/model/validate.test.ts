import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, isFilled, when } from '../../../core/model/conditions.ts'
import * as f from '../../../core/model/fields.ts'
import type { Field } from '../../../core/model/fields.ts'
import { newRowId } from '../../../core/model/ids.ts'
import { anId } from '../../support/ids.ts'
import { approversOf, defineRecordType, type RecordContext } from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { validate } from '../../../core/model/validate.ts'
import { arbitraryFieldValue } from '../../support/arbitrary-values.ts'

const today = '2026-11-23' as IsoDate
const context: RecordContext = {
  today,
  state: 'open',
  createdAt: today,
  id: anId('TST'),
  related: () => undefined,
}

function issuesOf(
  field: Field,
  value: unknown,
  extra: Partial<RecordContext> = {},
  values: Record<string, unknown> = {},
) {
  const type = defineRecordType('test', {
    prefix: 'TST', folder: 'plan', group: 'T1.1', outputs: [], compartment: 'isms', writers: [], title: 'it',
    fields: { it: field, other: f.date() }, lifecycle: { open: ['closed'], closed: [] }, form: { paper: 'A4', columns: [] },
  }) // prettier-ignore
  return validate(type, { it: value, ...values }, { ...context, ...extra }, 'transition').map(
    (issue) => issue.code,
  )
}

const oneOfEachKind: Field[] = [
  f.string(), f.text(), f.richText(), f.strings(), f.integer(), f.decimal(), f.score(1, 5), f.bool(), f.date(), f.dateTime(),
  f.dateRange(), f.choice(['a', 'b']), f.choices(['a', 'b']), f.choiceWithText(['a', 'b']), f.ref([]), f.refs([]),
  f.refsWithText([]), f.libraryRef('laws'), f.libraryRefs('laws'), f.list({ name: f.string(), at: f.date() }), f.json(), f.ulidField(),
] // prettier-ignore

describe.each(oneOfEachKind)('a field of kind $kind', (field) => {
  test('takes every value of its kind', () => {
    fc.assert(
      fc.property(arbitraryFieldValue(field), (value) => {
        expect(issuesOf(field, value)).toEqual([])
      }),
    )
  })
  test('comes back unchanged from JSON', () => {
    fc.assert(
      fc.property(arbitraryFieldValue(field), (value) => {
        const back: unknown = JSON.parse(JSON.stringify(value))
        expect(back).toEqual(value)
        expect(issuesOf(field, back)).toEqual([])
      }),
    )
  })
  test('refuses what is of no kind at all, and says which shape it wants', () => {
    expect(issuesOf(field, Symbol('no value'))).toEqual([`shape.${field.kind}`])
  })
})

test('no value, however odd, makes validation throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...oneOfEachKind), fc.anything(), (field, value) => {
      expect(Array.isArray(issuesOf(field, value))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

describe('limits', () => {
  test('length counts characters as people do, without the spaces around', () => {
    expect(issuesOf(f.text({ minLength: 3 }), '  𠮷𠮷  ')).toEqual(['tooShort'])
    expect(issuesOf(f.text({ minLength: 3 }), '𠮷𠮷𠮷')).toEqual([])
    expect(issuesOf(f.string({ maxLength: 2 }), 'abc')).toEqual(['tooLong'])
  })
  test('a number stays between its bounds', () => {
    expect(issuesOf(f.integer({ min: 1, max: 12 }), 0)).toEqual(['tooSmall'])
    expect(issuesOf(f.integer({ min: 1, max: 12 }), 13)).toEqual(['tooLarge'])
    expect(issuesOf(f.integer(), 1.5)).toEqual(['shape.integer'])
  })
  test('a date stays between those it names', () => {
    expect(issuesOf(f.date({ notAfter: 'today' }), '2026-11-24')).toEqual(['tooLate'])
    expect(issuesOf(f.date({ notBefore: 'other' }), '2026-11-22', {}, { other: today })).toEqual(['tooEarly'])
    expect(
      issuesOf(f.date({ notBefore: 'other', withinMonths: 12 }), '2027-11-24', {}, { other: today }),
    ).toEqual(['tooLate'])
    expect(issuesOf(f.date({ withinMonths: 12 }), '2027-11-23')).toEqual([])
  })
  test('a range ends after it starts', () => {
    expect(issuesOf(f.dateRange(), { from: '2026-02-01', to: '2026-01-01' })).toEqual(['rangeReversed'])
  })
  test('a domain has no scheme and no path', () => {
    for (const wrong of ['https://a.example', 'a.example/x', 'a b', '-a.example'])
      expect(issuesOf(f.string({ format: 'domain' }), wrong)).toEqual(['notADomain'])
    expect(issuesOf(f.string({ format: 'domain' }), '中文.example')).toEqual([])
  })
  test('a table keeps to its rows and names row and column of what is wrong', () => {
    const list = f.list({ name: f.string({ required: true }) }, { maxRows: 1 })
    expect(
      issuesOf(list, [
        { rowId: newRowId(), name: 'a' },
        { rowId: newRowId(), name: 'b' },
      ]),
    ).toEqual(['tooManyRows'])
    expect(issuesOf(list, [{ rowId: newRowId() }])).toEqual(['required'])
  })
})

test('a parent that leads back to the record is a circle, near or far', () => {
  const parent = f.ref('orgUnit', { acyclic: true })
  const [a, b, c] = [anId('UNIT'), anId('UNIT'), anId('UNIT')]
  const parents: Record<string, string> = { [a]: b, [b]: c }
  const related = (id: string) => ({ it: parents[id] })
  expect(issuesOf(parent, context.id)).toEqual(['namesItself'])
  expect(issuesOf(parent, a, { related, id: c })).toEqual(['cycle'])
  expect(issuesOf(parent, a, { related })).toEqual([])
  expect(issuesOf(parent, a, { related: () => ({ it: a }) }), 'a loop among others ends').toEqual([])
})

describe('required', () => {
  test('a draft may leave it empty, a transition may not', () => {
    const type = defineRecordType('test', {
      prefix: 'TST', folder: 'plan', group: 'T1.1', outputs: [], compartment: 'isms', writers: [], title: 'it',
      fields: { it: f.string({ required: true }) }, lifecycle: { open: [] }, form: { paper: 'A4', columns: [] },
    }) // prettier-ignore
    expect(validate(type, {}, context, 'draft')).toEqual([])
    expect(validate(type, { it: '  ' }, context, 'transition')).toEqual([{ field: 'it', code: 'required' }])
  })
  test('what the projection fills is not asked of anybody', () => {
    expect(issuesOf(f.string({ required: true, derived: true }), undefined)).toEqual([])
  })
})

describe('conditions', () => {
  const values = { kind: 'a', many: ['x', 'y'], off: false, empty: { ids: [], text: ' ' } }
  test('look at fields, states and the organisation', () => {
    expect(holds(when.field('kind').is('a', 'b'), values, 's')).toBe(true)
    expect(holds(when.field('many').is('y'), values, 's')).toBe(true)
    expect(holds(when.field('off').is(false), values, 's')).toBe(true)
    expect(holds(when.state('s'), values, 's')).toBe(true)
    expect(holds(when.organization('entityType').is('gov'), values, 's')).toBe(false)
    expect(holds(when.organization('entityType').is('gov'), values, 's', { entityType: 'gov' })).toBe(true)
    expect(holds(when.all(when.filled('kind'), when.filled('empty')), values, 's')).toBe(false)
    expect(holds(when.any(when.filled('kind'), when.filled('empty')), values, 's')).toBe(true)
  })
  test('no and nought are answers', () => {
    for (const answer of [false, 0, 'x', [1], { ids: [], text: 'x' }]) expect(isFilled(answer)).toBe(true)
    for (const nothing of [undefined, null, '', ' ', [], {}, { ids: [], text: '' }])
      expect(isFilled(nothing)).toBe(false)
  })
})

test('a declaration that names what is not there does not load', () => {
  const spec = {
    prefix: 'TST', folder: 'plan', group: 'T1.1', outputs: [], compartment: 'isms', writers: [], title: 'it',
    fields: { it: f.string() }, lifecycle: { open: ['closed'], closed: [] }, form: { paper: 'A4', columns: [] },
  } as const // prettier-ignore
  expect(() => defineRecordType('t', { ...spec, title: 'no' })).toThrow('unknown field no')
  expect(() => defineRecordType('t', { ...spec, lifecycle: { open: ['gone'] } })).toThrow(
    'unknown state gone',
  )
  expect(() =>
    defineRecordType('t', { ...spec, fields: { it: f.string(), sum: f.computed('integer') } }),
  ).toThrow('nothing computes sum')
})

test('the condition decides who must approve', () => {
  const type = defineRecordType('t', {
    prefix: 'TST', folder: 'plan', group: 'T1.1', outputs: [], compartment: 'isms', writers: [], title: 'it',
    fields: { it: f.choice(['major', 'minor']) }, lifecycle: { open: ['closed'], closed: [] }, form: { paper: 'A4', columns: [] },
    approval: { closed: ['auditor'] }, approvalWhen: [{ state: 'closed', when: when.field('it').is('major'), roles: ['ciso'] }],
  }) // prettier-ignore
  expect(approversOf(type, 'closed', { it: 'major' })).toEqual(['ciso'])
  expect(approversOf(type, 'closed', { it: 'minor' })).toEqual(['auditor'])
  expect(approversOf(type, 'open', {})).toBeUndefined()
})
