import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasMessage, messageFor, locales } from '../../../core/i18n/index.ts'
import { holds, type Condition } from '../../../core/model/conditions.ts'
import type { Field } from '../../../core/model/fields.ts'
import { anId } from '../../support/ids.ts'
import {
  compartments,
  roles,
  statesOf,
  voidState,
  type RecordContext,
  type RecordType,
} from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { validate } from '../../../core/model/validate.ts'
import { recordType, recordTypeKeys, recordTypes, typeOfPrefix } from '../../../core/records/index.ts'
import { outputs } from '../../../core/libraries/competency.ts'
import { arbitraryValues, exampleValue } from '../../support/arbitrary-values.ts'

const today = '2026-11-23' as IsoDate
const contextOf = (type: RecordType, state = type.initialState): RecordContext => ({
  today, state, createdAt: today, id: anId(type.prefix), related: () => undefined,
}) // prettier-ignore
const fieldsOf = (type: RecordType): [string, Field][] => Object.entries(type.fields)

test('every file of a record type is in the index, under the name of its key', () => {
  const files = readdirSync('core/records', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.includes('/'),
  )
  const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  expect(files.sort()).toEqual(recordTypes.map((type) => `${type.folder}/${kebab(type.key)}.ts`).sort())
})

test('keys and prefixes lead to one type each', () => {
  expect(new Set(recordTypeKeys).size).toBe(recordTypes.length)
  for (const type of recordTypes) {
    expect(recordType(type.key)).toBe(type)
    expect(typeOfPrefix(type.prefix)).toBe(type)
  }
})

describe.each(recordTypes.map((type) => [type.key, type] as const))('%s', (key, type) => {
  test('speaks both languages, everywhere', () => {
    const keys = [
      `records.${key}.name`,
      `compartments.${type.compartment}`,
      ...Object.keys(type.figures ?? {}).map((figure) => `records.${key}.figures.${figure}`),
      ...(type.rules ?? []).map((rule) => `issues.${rule.code}`),
      ...Object.values(type.approval ?? {})
        .flat()
        .map((role) => `roles.${role}`),
      ...type.writers.map((writer) => `roles.${writer}`),
      ...fieldsOf(type).flatMap(([name, field]) => messageKeys(`records.${key}.fields.${name}`, field)),
    ]
    const missing = keys.filter((wanted) => !hasMessage(wanted))
    expect(missing).toEqual([])
    for (const state of statesOf(type)) {
      expect(hasMessage(`records.${key}.states.${state}`) || hasMessage(`states.${state}`), state).toBe(true)
    }
    const [zh, en] = locales.map((locale) => messageFor(`records.${key}.name`, {}, locale))
    expect(zh).not.toBe(en)
  })

  test('stands where the specification puts it', () => {
    expect(type.group).toMatch(/^(foundation|T[1-4]\.[1-4])$/)
    const known = new Set(['all', ...outputs.map((output) => output.id)])
    for (const output of type.outputs) expect(known.has(output), output).toBe(true)
    expect(compartments).toContain(type.compartment)
    expect(type.prefix).toMatch(/^[A-Z]{2,5}$/)
    const known_ = new Set<string>([...roles, 'everyMember', 'everyReader'])
    for (const writer of type.writers) expect(known_.has(writer)).toBe(true)
    for (const column of type.form.columns) expect(column in type.fields, column).toBe(true)
    for (const field of Object.keys(type.fieldWriters ?? {})) expect(field in type.fields).toBe(true)
  })

  test('gives no personal field away as its title', () => {
    expect(type.fields[type.title]?.personal).toBeUndefined()
    if (type.knownBy) expect(type.fields[type.knownBy]?.personal).toBe(true)
  })

  test('reaches every state from the first, and names only states it has', () => {
    const reached = new Set([type.initialState])
    for (const state of reached) for (const next of type.lifecycle[state] ?? []) reached.add(next)
    expect([...reached].sort()).toEqual(Object.keys(type.lifecycle).sort())
    const known = new Set(Object.keys(type.lifecycle))
    const named = [
      ...Object.keys(type.approval ?? {}),
      ...(type.approvalWhen ?? []).map((rule) => rule.state),
      ...(type.separate ?? []).flat(),
      ...fieldsOf(type).flatMap(([, field]) => statesIn(field)),
    ]
    expect(named.filter((state) => !known.has(state))).toEqual([])
    expect(statesOf(type)).toContain(voidState)
  })

  test('conditions and limits name fields it has', () => {
    for (const [name, field] of fieldsOf(type)) {
      const beside = field.kind === 'list' ? field.columns : type.fields
      for (const named of field.kind === 'list'
        ? Object.values(field.columns).flatMap(fieldsNamedIn)
        : fieldsNamedIn(field)) {
        expect(named in beside, `${name} names ${named}`).toBe(true)
      }
    }
  })

  test('lets a draft be as empty as it likes', () => {
    expect(validate(type, {}, contextOf(type), 'draft')).toEqual([])
  })

  test('names each required field that is empty, and none of it once filled', () => {
    for (const state of Object.keys(type.lifecycle)) {
      const context = contextOf(type, state)
      const required = fieldsOf(type)
        .filter(([, field]) => field.kind !== 'computed' && field.kind !== 'autoNumber' && !field.derived)
        .filter(
          ([, field]) => field.required === true || (field.required && holds(field.required, {}, state)),
        )
        .map(([name]) => name)
      const refused = validate(type, {}, context, 'transition').filter((issue) => issue.code === 'required')
      expect(refused.map((issue) => issue.field)).toEqual(required)
      const filled = Object.fromEntries(
        required.map((name) => [name, exampleValue(type.fields[name]!, today)]),
      )
      const left = validate(type, filled, context, 'transition').filter((issue) => issue.code === 'required')
      expect(left.filter((issue) => required.includes(issue.field))).toEqual([])
    }
  })

  test('takes any values of its shapes, and gives them back from JSON unchanged', () => {
    fc.assert(
      fc.property(arbitraryValues(type), (values) => {
        const issues = validate(type, values, contextOf(type), 'draft')
        expect(issues.filter((issue) => issue.code.startsWith('shape.'))).toEqual([])
        const back = JSON.parse(JSON.stringify(values)) as Record<string, unknown>
        expect(back).toEqual(values)
        expect(validate(type, back, contextOf(type), 'draft')).toEqual(issues)
      }),
      { numRuns: 40 },
    )
  })

  test('computes without failing on whatever a draft holds', () => {
    fc.assert(
      fc.property(arbitraryValues(type), fc.constantFrom(...Object.keys(type.lifecycle)), (values, state) => {
        for (const compute of Object.values(type.computed ?? {}))
          expect(() => compute(values, contextOf(type, state))).not.toThrow()
        const row = { values, state, createdAt: 0, reachedAt: () => undefined }
        for (const figure of Object.values(type.figures ?? {})) {
          for (const rows of [[], [row, row]]) {
            const value = figure.of(rows, { today, at: 1 })
            expect(value === undefined || Number.isFinite(value)).toBe(true)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('both languages say the same things', () => {
  const keysOf = (locale: string) =>
    flatKeys(JSON.parse(readFileSync(`core/i18n/messages/${locale}/records.json`, 'utf8')))
  expect(keysOf('en')).toEqual(keysOf('zh-TW'))
})

function messageKeys(prefix: string, field: Field, isColumn = false): string[] {
  const own = isColumn ? [`${prefix}.label`] : [`${prefix}.label`, `${prefix}.help`]
  const options =
    'options' in field ? (field.options ?? []).map((option) => `${prefix}.options.${option}`) : []
  const columns = field.kind === 'list' ? Object.entries(field.columns) : []
  return [
    ...own,
    ...options,
    ...(field.kind === 'computed' ? [`${prefix}.formula`] : []),
    ...(field.kind === 'string' && field.pattern ? [`issues.${field.pattern.code}`] : []),
    ...('unit' in field && field.unit ? [`units.${field.unit}`] : []),
    ...columns.flatMap(([column, of]) => messageKeys(`${prefix}.columns.${column}`, of, true)),
  ]
}

function conditionsIn(field: Field): Condition[] {
  const spread = (condition: Condition): Condition[] =>
    'of' in condition ? condition.of.flatMap(spread) : [condition]
  const own = typeof field.required === 'object' ? spread(field.required) : []
  return field.kind === 'list' ? [...own, ...Object.values(field.columns).flatMap(conditionsIn)] : own
}
const statesIn = (field: Field): string[] =>
  conditionsIn(field).flatMap((condition) => (condition.type === 'state' ? condition.in : []))

function fieldsNamedIn(field: Field): string[] {
  const limits = 'notBefore' in field || 'notAfter' in field ? [field.notBefore, field.notAfter] : []
  return [
    ...limits.filter(
      (name): name is string => name !== undefined && name !== 'today' && name !== 'createdAt',
    ),
    ...conditionsIn(field).flatMap((condition) =>
      condition.type === 'field' || condition.type === 'filled' ? [condition.field] : [],
    ),
  ]
}

function flatKeys(tree: unknown, prefix = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [prefix]
  return Object.entries(tree).flatMap(([key, value]) => flatKeys(value, `${prefix}.${key}`))
}
