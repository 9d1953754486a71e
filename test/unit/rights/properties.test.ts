import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideUse } from '../../../core/rights/decide-use.ts'
import { families } from '../../../core/rights/family.ts'
import type { PageSignal } from '../../../core/rights/signal.ts'
import { statementOf } from '../../../core/rights/statement-of.ts'
import { acts, answers } from '../../../core/rights/statement.ts'
import { outcomes, uses } from '../../../core/rights/use.ts'
import { defaultOutcome } from '../../../core/rights/use-matrix.ts'
import { blog, deed, picture } from '../../support/saved-page.ts'

const strictness = (outcome: (typeof outcomes)[number]) => outcomes.indexOf(outcome)
const works = [picture, blog, 'https://blog.example/data.csv', 'https://photos.example/a.jpg'] as const

const licence = fc.constantFrom(
  deed('by'), deed('by-nc'), deed('by-sa', '3.0', 'tw/'), 'https://creativecommons.org/publicdomain/zero/1.0/',
  'MIT', 'GPL-3.0-only', 'https://data.gov.tw/license', 'https://stock.example/eula', 'https://unsplash.com/license', 'nonsense',
) // prettier-ignore
const notice = fc.constantFrom(
  '© 2026 山友', '版權所有，請勿轉載', 'Editorial use only', '僅供個人使用', '本圖採創用 CC 姓名標示 4.0 國際授權', 'Free for everyone!', '非商業使用',
) // prettier-ignore

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const without = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const signalWith = (authority: fc.Arbitrary<PageSignal['authority']>): fc.Arbitrary<PageSignal> =>
  fc
    .record({
      signal: fc.constantFrom('rel-license', 'json-ld', 'copyright-notice', 'dublin-core'),
      scope: fc.constantFrom('asset', 'figure', 'page', 'site'),
      authority,
      about: fc.subarray([...works]),
      licence: optional(licence),
      notice: optional(notice),
      reserves: optional(fc.constantFrom('ai', 'training', 'imageAi')),
    })
    .map(without) as fc.Arbitrary<PageSignal>

const anySignal = signalWith(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'))
const someSignals = fc.array(anySignal, { maxLength: 6 })
const pageWith = (signals: readonly PageSignal[], truncated = false) => ({ url: blog, signals, truncated })

test('the order in which signals are read never matters', () => {
  fc.assert(
    fc.property(
      someSignals.chain((signals) =>
        fc.tuple(fc.constant(signals), fc.shuffledSubarray(signals, { minLength: signals.length })),
      ),
      fc.constantFrom(...works),
      ([signals, shuffled], work) => {
        expect(statementOf(pageWith(shuffled), work)).toEqual(statementOf(pageWith(signals), work))
      },
    ),
  )
})

test('free text, however much of it, never makes anything freer', () => {
  fc.assert(
    fc.property(
      someSignals,
      signalWith(fc.constant('F')),
      fc.constantFrom(...works),
      (signals, text, work) => {
        const [before, after] = [signals, [...signals, text]].map((all) => statementOf(pageWith(all), work))
        for (const use of uses)
          expect(strictness(decideUse(after!, use).outcome)).toBeGreaterThanOrEqual(
            strictness(decideUse(before!, use).outcome),
          )
        for (const act of acts)
          expect(
            answers.indexOf(after!.permissions[act]) <= answers.indexOf(before!.permissions[act]) ||
              before!.status === 'noLicenceFound',
          ).toBe(true)
      },
    ),
  )
})

test('without a declared licence that reaches the work, nothing but looking is free', () => {
  const silent = fc.array(signalWith(fc.constant('F')), { maxLength: 6 })
  fc.assert(
    fc.property(silent, fc.constantFrom(...works), (signals, work) => {
      const statement = statementOf(pageWith(signals), work)
      expect(statement.terms).toBeUndefined()
      for (const use of uses)
        if (use !== 'view')
          expect(strictness(decideUse(statement, use).outcome)).toBeGreaterThanOrEqual(strictness('ask'))
      expect(Object.values(statement.permissions)).not.toContain('yes')
    }),
  )
})

test('what speaks of another work changes nothing', () => {
  const other = anySignal.map((signal): PageSignal => ({
    ...signal,
    scope: 'asset',
    about: ['https://blog.example/other.jpg'],
  }))
  fc.assert(
    fc.property(someSignals, other, (signals, foreign) => {
      expect(statementOf(pageWith([...signals, foreign]), picture)).toEqual(
        statementOf(pageWith(signals), picture),
      )
    }),
  )
})

test('a second licence of the same place and strength never makes anything freer', () => {
  const declared = licence.map((written): PageSignal => ({
    signal: 'rel-license',
    scope: 'figure',
    authority: 'D',
    about: [picture],
    licence: written,
  }))
  fc.assert(
    fc.property(declared, declared, (one, other) => {
      const alone = statementOf(pageWith([one]), picture)
      fc.pre(alone.terms !== undefined)
      const both = statementOf(pageWith([one, other]), picture)
      for (const use of uses)
        expect(strictness(decideUse(both, use).outcome)).toBeGreaterThanOrEqual(
          strictness(decideUse(alone, use).outcome),
        )
    }),
  )
})

test('a page cut short is never surer than the same page read whole', () => {
  fc.assert(
    fc.property(someSignals, fc.constantFrom(...works), (signals, work) => {
      const [whole, cut] = [false, true].map((truncated) => statementOf(pageWith(signals, truncated), work))
      for (const use of uses)
        expect(strictness(decideUse(cut!, use).outcome)).toBeGreaterThanOrEqual(
          strictness(decideUse(whole!, use).outcome),
        )
    }),
  )
})

test('the matrix answers every family and every use, and lets nobody train on what nobody allowed', () => {
  for (const ground of [...families, 'contract', 'none'] as const) {
    for (const use of uses) expect(outcomes).toContain(defaultOutcome(ground, use))
    expect(defaultOutcome(ground, 'view')).toBe('allow')
  }
  expect(families.filter((family) => defaultOutcome(family, 'aiTraining') === 'allow')).toEqual([
    'publicDomain',
  ])
  expect(defaultOutcome('none', 'publish')).toBe('forbid')
})
