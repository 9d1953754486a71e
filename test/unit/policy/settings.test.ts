import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectedTypes } from '../../../core/detection/types.ts'
import { addDays, type IsoDate } from '../../../core/model/roc-date.ts'
import { judge } from '../../../core/policy/judge.ts'
import { guardRules } from '../../../core/policy/packs/index.ts'
import { settingsInForce } from '../../../core/policy/settings-in-force.ts'
import {
  actions,
  fileKinds,
  type Action,
  type EntityType,
  type Observation,
  type PolicySettings,
  type RuleSetting,
} from '../../../core/policy/verdict.ts'
import { listed, saw, settings, site, today } from './cases.ts'

const hosts = [
  'files.example', 'approved.example', 'abroad.example', 'hr.our.example.org', 'claude.ai', 'deepseek.com',
  'pan.baidu.com', 'gofile.io', 'mail.google.com', 'films.example', 'bad.example', '192.168.1.7',
] // prettier-ignore
const decided: Partial<PolicySettings> = {
  sites: [site({ host: 'approved.example' }), site({ host: 'abroad.example', dataLocation: 'us' })],
  lists: [
    listed('piracy', 'films.example'),
    listed('phishing', 'bad.example'),
    listed('ripper', 'bad.example'),
  ],
}
const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined })
const drop = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const observations: fc.Arbitrary<Observation> = fc
  .record({
    direction: fc.constantFrom('upload', 'download', 'navigate', 'paste', 'formSubmit'),
    host: fc.constantFrom(...hosts),
    secure: fc.boolean(),
    inspection: fc.oneof(
      fc.record({
        status: fc.constant('inspected'),
        people: fc.nat(120),
        counts: fc.dictionary(fc.constantFrom(...detectedTypes), fc.integer({ min: 1, max: 120 }), {
          maxKeys: 4,
        }),
      }),
      fc.constant({ status: 'cannotInspect', reason: 'encrypted' }),
    ),
    firstUseToday: optional(fc.boolean()),
    loggedToday: optional(fc.subarray(['AI-05', 'PD-08', 'PD-12'])),
    file: optional(fc.record({ kind: fc.constantFrom(...fileKinds), cracked: fc.boolean() })),
    form: optional(fc.record({ personal: fc.boolean(), notice: fc.boolean(), listed: fc.boolean() })),
  })
  .map((seen) => drop(seen) as unknown as Observation)

const entities = fc.constantFrom<EntityType>('gov', 'sng', 'listed', 'private', 'school', 'nonprofit')
const rank = (action: Action) => actions.indexOf(action)

/** From off over the default (no action of its own) to the strictest an organisation can choose. */
const choices = ['off', 'log', 'warn', 'justify', 'block'] as const
const settingOf = (ruleId: string, choice: (typeof choices)[number]): RuleSetting =>
  choice === 'off'
    ? { ruleId, version: 1, enabled: false }
    : { ruleId, version: 1, enabled: true, action: choice }

describe('whatever is seen, in every class of organisation', () => {
  test('making a setting stricter never yields a milder verdict', () => {
    fc.assert(
      fc.property(observations, entities, fc.constantFrom(...guardRules), fc.nat(3), (seen, entityType, rule, at) => {
        const verdict = (index: number) =>
          judge(seen, settings({ ...decided, entityType, rules: [settingOf(rule.id, choices[index] ?? 'off')] }), today)
        expect(rank(verdict(at + 1).action)).toBeGreaterThanOrEqual(rank(verdict(at).action))
      }),
      { numRuns: 3000 },
    )
  })

  test('choosing the default or more never yields a milder verdict than choosing nothing', () => {
    fc.assert(
      fc.property(observations, entities, fc.constantFrom(...guardRules), fc.constantFrom(...actions), (seen, entityType, rule, action) => {
        const entity = entityType === 'gov' || entityType === 'sng' ? entityType : 'private'
        fc.pre(rank(action) >= rank(rule.defaultAction[entity]))
        const of = (rules: RuleSetting[]) => rank(judge(seen, settings({ ...decided, entityType, rules }), today).action)
        expect(of([{ ruleId: rule.id, version: 1, enabled: true, action }])).toBeGreaterThanOrEqual(of([]))
      }),
      { numRuns: 2000 },
    )
  })

  test('government never goes below what holds without a setting', () => {
    fc.assert(
      fc.property(observations, fc.constantFrom(...guardRules), fc.constantFrom(...choices), (seen, rule, choice) => {
        const of = (rules: RuleSetting[]) =>
          judge(seen, settings({ ...decided, entityType: 'gov', rules }), today).hits.find((hit) => hit.ruleId === rule.id)
        const usual = of([])
        if (!usual) return
        expect(rank(of([settingOf(rule.id, choice)])?.action ?? 'allow')).toBeGreaterThanOrEqual(rank(usual.action))
      }),
      { numRuns: 2000 },
    )
  })

  test('an exception lowers its rule to a record on its days and on no other', () => {
    fc.assert(
      fc.property(observations, entities, fc.constantFrom(...guardRules), fc.integer({ min: -3, max: 3 }), (seen, entityType, rule, shift) => {
        const exceptions = [{ id: 'EXC-1', ruleId: rule.id, validFrom: addDays(today, -1), validUntil: addDays(today, 1) }]
        const on = addDays(today, shift)
        const of = (by: Partial<PolicySettings>) =>
          judge(seen, settings({ ...decided, entityType, ...by }), on).hits.find(({ ruleId }) => ruleId === rule.id)
        const usual = of({})
        const excepted = of({ exceptions })
        if (Math.abs(shift) > 1) expect(excepted).toEqual(usual)
        else if (usual) expect(excepted).toMatchObject({ action: 'log', exceptionId: 'EXC-1' })
      }),
      { numRuns: 2000 },
    )
  })
}) // prettier-ignore

describe('a clean file', () => {
  test.each(choices)('never interrupts, whatever AI-05 is set to: %s', (choice) => {
    const rules = [settingOf('AI-05', choice)]
    const verdict = judge(saw('upload', 'files.example', {}, { loggedToday: [] }), settings({ rules }), today)
    expect(rank(verdict.action)).toBeLessThanOrEqual(rank('log'))
  })
  test('is not recorded by an extension that keeps no count of the day', () => {
    expect(judge(saw('upload', 'files.example'), settings(), today).hits).toEqual([])
  })
  test('under an exception is recorded each time: an exception leaves a trace of its use', () => {
    const exceptions = [{ id: 'EXC-1', ruleId: 'AI-05', validFrom: today, validUntil: today }]
    const seen = saw('upload', 'files.example', {}, { loggedToday: ['AI-05'] })
    expect(judge(seen, settings({ exceptions }), today).hits).toMatchObject([{ ruleId: 'AI-05', exceptionId: 'EXC-1' }]) // prettier-ignore
  })
})

describe('mere browsing of a site listed as infringing', () => {
  const seen = saw('navigate', 'films.example')
  const of = (entityType: EntityType, action?: Action) =>
    judge(seen, settings({ ...decided, entityType, rules: action ? [{ ruleId: 'IP-01', version: 1, enabled: true, action }] : [] }), today).action // prettier-ignore
  test('is warned of, and blocked where the organisation chose to block on purpose', () => {
    expect([of('gov'), of('gov', 'block'), of('gov', 'log')]).toEqual(['warn', 'block', 'warn'])
    expect([of('private', 'justify'), of('private', 'log')]).toEqual(['justify', 'log'])
    // Lowered from blocking: what is milder without a setting does not become stricter by lowering it.
    expect([of('sng'), of('sng', 'justify'), of('sng', 'block')]).toEqual(['warn', 'warn', 'block'])
  })
})

describe('the setting of a rule', () => {
  const decision = (id: string, validFrom: string, values: object = {}) => ({
    id,
    values: { ruleId: 'PD-01', ruleVersion: 1, enabled: true, action: 'warn', validFrom, ...values },
  })
  test('holds from its first day', () => {
    expect(settingsInForce([decision('GRU-1', '2026-11-23')], today)).toEqual([])
    expect(settingsInForce([decision('GRU-1', '2026-11-22')], today)).toEqual([{ recordId: 'GRU-1', ruleId: 'PD-01', version: 1, enabled: true, action: 'warn' }]) // prettier-ignore
  })
  test('is the latest of several, and a later one that has not begun changes nothing', () => {
    const rows = [
      decision('GRU-1', '2026-10-01'),
      decision('GRU-3', '2026-11-01', { action: 'block' }),
      decision('GRU-4', '2026-12-01', { enabled: false }),
      decision('GRU-2', '2026-11-01', { action: 'log' }),
    ]
    expect(settingsInForce(rows, today)).toMatchObject([{ action: 'block' }])
    expect(settingsInForce(rows, '2026-12-01' as IsoDate)).toMatchObject([{ enabled: false }])
  })
  test('with an action nobody knows is the default', () => {
    expect(settingsInForce([decision('GRU-1', '2026-10-01', { action: 'explode' })], today)[0]).not.toHaveProperty('action') // prettier-ignore
  })
})
