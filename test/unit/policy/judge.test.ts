import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { countBucket, sizeBucket } from '../../../core/policy/buckets.ts'
import { judge as judgeByAll } from '../../../core/policy/judge.ts'
import { guardRules, policyVersion } from '../../../core/policy/packs/index.ts'
import type { ApprovedSite, EntityType, Observation, PolicySettings } from '../../../core/policy/verdict.ts'
import { hasMessage } from '../../../core/i18n/index.ts'

const today = '2026-11-22' as IsoDate
// What judging does with a rule is shown with two of them; `rules.test.ts` goes through them all.
const two = guardRules.filter(({ id }) => id === 'PD-01' || id === 'CI-01')
const judge = (observation: Observation, by: PolicySettings, on: IsoDate) =>
  judgeByAll(observation, by, on, two)
const settings = (changes: Partial<PolicySettings> = {}): PolicySettings => ({
  entityType: 'private',
  ownDomains: [],
  rules: [],
  sites: [],
  exceptions: [],
  ...changes,
})
const upload = (people: number, ids = people, changes: Partial<Observation> = {}): Observation => ({
  direction: 'upload',
  host: 'files.cloud-drive.example.com',
  secure: true,
  inspection: { status: 'inspected', people, counts: { nationalId: ids, mobile: people } },
  ...changes,
})
const locked: Observation = { ...upload(0), inspection: { status: 'cannotInspect', reason: 'encrypted' } }
const site = (changes: Partial<ApprovedSite> = {}): ApprovedSite => ({
  host: 'example.com',
  category: 'cloud',
  dataLocation: 'tw',
  allowedDataClasses: ['internal', 'personal'],
  validUntil: '2026-11-22',
  ...changes,
})

describe('PD-01: national IDs to a site that is not approved', () => {
  test.each<[EntityType, number, string]>([
    ['gov', 1, 'block'], ['gov', 12, 'block'],
    ['sng', 1, 'justify'], ['sng', 9, 'justify'], ['sng', 10, 'block'],
    ['private', 9, 'justify'], ['private', 10, 'block'], ['private', 12, 'block'],
    ['listed', 9, 'justify'], ['school', 10, 'block'], ['nonprofit', 1, 'justify'],
  ])('%s, %i people: %s', (entityType, people, action) => {
    const verdict = judge(upload(people), settings({ entityType }), today)
    expect(verdict).toMatchObject({ action, approved: false, hits: [{ ruleId: 'PD-01', ruleVersion: 1, action, count: people }] })
  }) // prettier-ignore

  test('counts people, not hits, and no more people than there are IDs', () => {
    expect(judge(upload(2, 30), settings(), today)).toMatchObject({ action: 'justify', hits: [{ count: 2 }] })
    expect(judge(upload(30, 2), settings(), today)).toMatchObject({ action: 'justify', hits: [{ count: 2 }] })
  })

  test('does not speak of other data, downloads or clean files', () => {
    expect(judge(upload(50, 0), settings(), today)).toMatchObject({ action: 'allow', hits: [] })
    expect(judge(upload(9, 9, { direction: 'download' }), settings(), today).hits).toEqual([])
  })

  test('says the registrable domain, never the host', () => {
    expect(judge(upload(1), settings(), today).site).toBe('example.com')
    expect(judge(upload(1, 1, { host: 'someone.github.io' }), settings(), today).site).toBe(
      'someone.github.io',
    )
    expect(judge(upload(1, 1, { host: '192.0.2.7' }), settings(), today).site).toBe('192.0.2.7')
  })
})

describe('CI-01: what cannot be inspected', () => {
  test.each<[EntityType, string]>([
    ['gov', 'justify'],
    ['sng', 'justify'],
    ['private', 'warn'],
  ])('%s: %s', (entityType, action) => {
    expect(judge(locked, settings({ entityType }), today)).toMatchObject({
      action,
      hits: [{ ruleId: 'CI-01', count: 1 }],
    })
  })
  test.each(['genai', 'transfer'])('a government organisation is stopped at a %s site', (category) => {
    const sites = [site({ category, allowedDataClasses: ['public'] })]
    expect(judge(locked, settings({ entityType: 'gov', sites }), today).action).toBe('block')
    expect(judge(locked, settings({ entityType: 'private', sites }), today).action).toBe('warn')
  })
  test('an approved site does not trigger it', () => {
    expect(judge(locked, settings({ sites: [site()] }), today)).toMatchObject({
      action: 'allow',
      approved: true,
    })
  })
})

describe('an approved site', () => {
  test.each<[string, ApprovedSite, string, boolean]>([
    ['covers its subdomains', site(), 'a.b.example.com', true],
    ['covers only itself when it is one', site({ host: 'drive.example.com' }), 'drive.example.com', true],
    ['is not its sister', site({ host: 'drive.example.com' }), 'other.example.com', false],
    ['is not what ends like it', site(), 'badexample.com', false],
    [
      'is one customer of a hosting service, not all',
      site({ host: 'github.io' }),
      'someone.github.io',
      false,
    ],
    ['ends after its last day', site({ validUntil: '2026-11-21' }), 'example.com', false],
    [
      'must be approved for personal data',
      site({ allowedDataClasses: ['public', 'internal'] }),
      'example.com',
      false,
    ],
    ['is found in any case', site({ host: 'Example.COM' }), 'EXAMPLE.com', true],
  ])('%s', (_, approvedSite, host, approved) => {
    expect(judge(upload(12, 12, { host }), settings({ sites: [approvedSite] }), today)).toMatchObject({
      approved,
      action: approved ? 'allow' : 'block',
    })
  })
  test("an organisation's own domain counts as approved", () => {
    expect(
      judge(upload(12, 12, { host: 'hr.our.example' }), settings({ ownDomains: ['our.example'] }), today)
        .action,
    ).toBe('allow')
    expect(
      judge(upload(12, 12, { host: 'notour.example' }), settings({ ownDomains: ['our.example'] }), today)
        .action,
    ).toBe('block')
  })
})

describe("an organisation's own setting", () => {
  const rule = (enabled: boolean, action?: 'log' | 'warn' | 'block') => [
    { ruleId: 'PD-01', version: 1, enabled, ...(action ? { action } : {}) },
  ]
  test('may raise, lower or switch off a rule', () => {
    expect(judge(upload(1), settings({ rules: rule(true, 'block') }), today).action).toBe('block')
    expect(judge(upload(1), settings({ rules: rule(true, 'warn') }), today).action).toBe('warn')
    expect(judge(upload(1), settings({ rules: rule(false) }), today).hits).toEqual([])
  })
  test('does not undo an escalation', () => {
    expect(judge(upload(10), settings({ rules: rule(true, 'warn') }), today).action).toBe('block')
  })
  test('may not go below the default in government', () => {
    expect(judge(upload(1), settings({ entityType: 'gov', rules: rule(true, 'log') }), today).action).toBe(
      'block',
    )
    expect(judge(upload(1), settings({ entityType: 'gov', rules: rule(false) }), today).action).toBe('block')
  })
})

describe('a granted exception', () => {
  const exception = {
    id: 'EXC-1',
    ruleId: 'PD-01',
    host: 'example.com',
    validFrom: '2026-11-01',
    validUntil: '2026-11-30',
  }
  test('turns the rule into a record that names it, in government too', () => {
    const verdict = judge(upload(12), settings({ entityType: 'gov', exceptions: [exception] }), today)
    expect(verdict).toMatchObject({ action: 'log', hits: [{ exceptionId: 'EXC-1', action: 'log' }] })
  })
  test.each([
    ['before its first day', { ...exception, validFrom: '2026-11-23' }],
    ['after its last day', { ...exception, validUntil: '2026-11-21' }],
    ['for another rule', { ...exception, ruleId: 'CI-01' }],
    ['for another host', { ...exception, host: 'example.net' }],
    ['for nothing in particular', { id: 'EXC-1', validFrom: '2026-11-01', validUntil: '2026-11-30' }],
  ])('does not count %s', (_, other) => {
    expect(judge(upload(12), settings({ exceptions: [other] }), today).action).toBe('block')
  })
})

describe('every shipped rule', () => {
  test.each(guardRules.map((rule) => [rule.id, rule] as const))(
    '%s has its texts in both languages and a legal basis',
    (id, rule) => {
      for (const text of ['name', 'message', 'basis', 'followUp', 'falsePositive'])
        expect(hasMessage(`rules.${id}.${text}`)).toBe(true)
      expect(rule.legalBasis.length).toBeGreaterThan(0)
      expect(Object.keys(rule.defaultAction)).toEqual(['gov', 'sng', 'private'])
    },
  )
  test('has an id of its own under a version of the policy', () => {
    expect(new Set(guardRules.map(({ id }) => id)).size).toBe(guardRules.length)
    expect(policyVersion).toMatch(/^\d{4}\.\d{2}\.\d+$/)
  })
})

describe('buckets', () => {
  test.each([
    [1, '1'],
    [2, '2-9'],
    [9, '2-9'],
    [10, '10-99'],
    [99, '10-99'],
    [100, '100+'],
    [5000, '100+'],
  ])('%i people: %s', (count, bucket) => {
    expect(countBucket(count)).toBe(bucket)
  })
  test.each([
    [0, '<100KB'],
    [102_399, '<100KB'],
    [102_400, '<1MB'],
    [1_048_576, '<10MB'],
    [10_485_760, '<100MB'],
    [104_857_600, '>=100MB'],
  ])('%i bytes: %s', (bytes, bucket) => {
    expect(sizeBucket(bytes)).toBe(bucket)
  })
})
