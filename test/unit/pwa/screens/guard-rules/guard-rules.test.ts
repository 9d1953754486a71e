import { describe, expect, test } from 'vitest'
import type { RecordId } from '../../../../../core/model/ids.ts'
import type { IsoDate } from '../../../../../core/model/roc-date.ts'
import { readHostList } from '../../../../../core/policy/read-host-list.ts'
import type { InboxItem } from '../../../../../core/projections/inbox-item.ts'
import type { RecordRow } from '../../../../../core/projections/rows.ts'
import { mostListedCharacters, policyInForce } from '../../../../../core/store/policy-in-force.ts'
import { href, parseRoute, rulesTabs } from '../../../../../pwa/live/routes.ts'
import { fieldShape } from '../../../../../core/model/field-shapes.ts'
import { parse } from '../../../../../core/model/shape.ts'
import { recordType } from '../../../../../core/records/index.ts'
import { checkDraft } from '../../../../../pwa/screens/guard-rules/drafts.ts'
import { policyOf } from '../../../../../pwa/screens/guard-rules/decisions.svelte.ts'
import { exceptionsByStanding } from '../../../../../pwa/screens/guard-rules/exceptions.ts'
import { judgeTrial, type Occasion } from '../../../../../pwa/screens/guard-rules/judge-trial.ts'
import { fits, importDrafts, starterDraft } from '../../../../../pwa/screens/guard-rules/list-drafts.ts'
import { grouped, ruleLines } from '../../../../../pwa/screens/guard-rules/rule-lines.ts'

const today = '2026-11-22' as IsoDate
const now = Date.parse('2026-11-22T10:00:00+08:00')
const row = (id: string, state: string, values: object, more: object = {}) =>
  ({ id: id as RecordId, state, values, ...more }) as unknown as RecordRow
const rule = (id: string, state: string, values: object = {}) =>
  row(id, state, { ruleId: 'PD-01', ruleVersion: 1, enabled: true, action: 'block', validFrom: '2026-11-01', ...values }) // prettier-ignore
const organisation = { id: 'ORG-1' as RecordId, values: { entityType: 'private' } }
const none = { organisation, rules: [], sites: [], exceptions: [], lists: [] }
const lineOf = (
  rows: readonly RecordRow[],
  entityType: 'gov' | 'private' = 'private',
  items: InboxItem[] = [],
) => {
  const line = ruleLines(rows, items, entityType, { today, now }).find((one) => one.rule.id === 'PD-01')
  if (!line) throw new Error('PD-01 is not listed')
  return line
}

describe('a rule in the list', () => {
  test('does its default until a decision is in force; a draft changes nothing', () => {
    expect(lineOf([])).toMatchObject({ standard: 'justify', inForce: 'justify', held: false })
    expect(lineOf([rule('GRU-1', 'draft')])).toMatchObject({ inForce: 'justify', draft: { id: 'GRU-1' } })
    expect(lineOf([rule('GRU-1', 'effective')])).toMatchObject({ inForce: 'block', setting: { id: 'GRU-1' } })
    expect(lineOf([rule('GRU-1', 'retired')])).toMatchObject({ inForce: 'justify' })
  })
  test('says what will be, and from when', () => {
    const line = lineOf([rule('GRU-1', 'effective', { validFrom: '2026-12-01' })])
    expect(line).toMatchObject({ inForce: 'justify', planned: { id: 'GRU-1' } })
    expect(line).not.toHaveProperty('setting')
  })
  test('says that a lower choice does not count in government', () => {
    expect(lineOf([rule('GRU-1', 'effective', { action: 'log' })], 'gov')).toMatchObject({ inForce: 'block', held: true }) // prettier-ignore
    expect(lineOf([rule('GRU-1', 'effective', { enabled: false })], 'gov')).toMatchObject({ inForce: 'block', held: true }) // prettier-ignore
    expect(lineOf([rule('GRU-1', 'effective', { enabled: false })])).toMatchObject({ inForce: 'off', held: false }) // prettier-ignore
  })
  test('counts the events of thirty days', () => {
    const item = (at: number) => ({ ruleId: 'PD-01', at }) as InboxItem
    expect(lineOf([], 'private', [item(now - 1), item(now - 31 * 86_400_000)]).recent).toBe(1)
  })
  test('stands in exactly one group', () => {
    const lines = ruleLines([], [], 'private', { today, now })
    expect(grouped(lines).flatMap(([, members]) => members)).toHaveLength(lines.length)
  })
})

describe('what a device receives', () => {
  test('holds decisions in force and no draft; trying may count drafts as if they began today', () => {
    const rows = {
      rules: [rule('GRU-1', 'draft', { validFrom: undefined })],
      sites: [],
      exceptions: [],
      lists: [],
    }
    expect(policyOf(rows, organisation, today, false).rules).toEqual([])
    expect(policyOf(rows, organisation, today, true).rules).toEqual([{ ruleId: 'PD-01', version: 1, enabled: true, action: 'block' }]) // prettier-ignore
  })
  test('leaves out what is over or voided', () => {
    const site = { host: 'a.example', category: 'cloud', dataLocation: 'tw', allowedDataClasses: ['personal'], validUntil: today } // prettier-ignore
    const sites = [
      row('SIT-1', 'approved', site),
      row('SIT-2', 'approved', { ...site, host: 'b.example', validUntil: '2026-11-21' }),
      row('SIT-3', 'approved', { ...site, host: 'c.example' }, { voided: { at: 1 } }),
      row('SIT-4', 'approved', { ...site, host: 'our.example', own: true }),
    ]
    const policy = policyInForce({ ...none, sites }, today)
    expect(policy.sites.map(({ host }) => host)).toEqual(['a.example', 'our.example'])
    expect(policy.ownDomains).toEqual(['our.example'])
  })
  test('carries lists as hosts, and stops before the bundle no longer fits its frame', () => {
    const large = Array.from({ length: 4000 }, (_, at) => `host-number-${at}.example`).join('\n')
    const lists = Array.from({ length: 8 }, (_, at) => row(`SLI-${at}`, 'effective', { category: 'piracy', hosts: large, origin: 'imported' })) // prettier-ignore
    const sent = policyInForce({ ...none, lists }, today).lists ?? []
    expect(sent.length).toBeGreaterThan(2)
    expect(sent.length).toBeLessThan(8)
    expect(JSON.stringify(sent).length).toBeLessThan(mostListedCharacters + 10_000)
    expect(fits(lists.slice(0, 2), ['a.example'])).toBe(true)
    expect(fits(lists, ['a.example'])).toBe(false)
  })
})

describe('a list', () => {
  test('adopted from a starter says that nobody verified it, and its hosts read back', () => {
    const draft = starterDraft('genai')
    expect(draft).toMatchObject({ category: 'genai', origin: 'starter', verification: 'pending' })
    expect(readHostList(String(draft['hosts']))).toMatchObject({ refusedCount: 0, repeated: 0 })
  })
  test('too long for one record becomes several that hold every host once', () => {
    const hosts = Array.from({ length: 9000 }, (_, at) => `host-number-${at}.example`)
    const drafts = importDrafts({ category: 'piracy', name: '清單', source: '公告', hosts })
    expect(drafts.length).toBeGreaterThan(1)
    expect(drafts.flatMap((draft) => String(draft['hosts']).split('\n'))).toEqual(hosts)
    for (const draft of drafts) expect(String(draft['hosts']).length).toBeLessThan(100_000)
    expect(importDrafts({ category: 'piracy', name: '清單', source: '公告', hosts: ['a.example'] })).toMatchObject([{ name: '清單' }]) // prettier-ignore
  })
})

test('exceptions stand by what they do today', () => {
  const exception = (
    id: string,
    state: string,
    validFrom: string,
    validUntil: string,
    kind = 'extensionRule',
  ) => row(id, state, { kind, ruleId: 'PD-01', validFrom, validUntil })
  const rows = [
    exception('EXC-1', 'approved', '2026-11-01', '2026-12-31'),
    exception('EXC-2', 'approved', '2026-11-01', '2026-11-22'),
    exception('EXC-3', 'approved', '2026-11-01', '2026-11-21'),
    exception('EXC-4', 'submitted', '2026-11-01', '2026-12-01'),
    exception('EXC-5', 'approved', '2026-12-01', '2026-12-05'),
    exception('EXC-6', 'rejected', '2026-11-01', '2026-12-01'),
    exception('EXC-7', 'approved', '2026-11-01', '2026-12-01', 'policy'),
  ]
  const ids = (list: readonly RecordRow[]) => list.map(({ id }) => id)
  const { inForce, waiting, over } = exceptionsByStanding(rows, today)
  expect(ids(inForce)).toEqual(['EXC-2', 'EXC-1'])
  expect(ids(waiting)).toEqual(['EXC-4', 'EXC-5'])
  expect(ids(over)).toEqual(['EXC-3', 'EXC-6'])
})

describe('a trial', () => {
  const policy = policyInForce(none, today)
  const occasion: Occasion = { direction: 'upload', host: ' Files.EXAMPLE ', secure: true, category: '', own: false, noNotice: false, unlisted: false } // prettier-ignore
  const ids = (changes: Partial<Occasion>, trial = {}) =>
    judgeTrial({ people: 1, counts: { nationalId: 1 }, samples: {}, ...trial }, { ...occasion, ...changes }, policy, today).hits.map(({ ruleId }) => ruleId) // prettier-ignore
  test('judges the host as it is or as one is asked to take it', () => {
    expect(ids({})).toEqual(['PD-01', 'PD-06', 'AI-05'])
    expect(ids({ category: 'genai', direction: 'paste' })).toEqual(['AI-01', 'PD-01'])
    expect(ids({ own: true })).toEqual([])
    expect(ids({ direction: 'navigate', own: true, noNotice: true, unlisted: true })).toEqual([
      'PD-08',
      'PD-12',
    ])
  })
  test('judges what could not be read beside what could', () => {
    expect(ids({}, { cannotInspect: 'encrypted' })).toEqual(['PD-01', 'PD-06', 'AI-05', 'CI-01'])
    expect(ids({}, { cannotInspect: 'encrypted', counts: {}, people: 0 })).toEqual(['CI-01', 'AI-05'])
  })
  test('knows a file by its name', () => {
    const file = { name: 'keygen.exe', type: '', size: 10 }
    expect(ids({ direction: 'download', file }, { counts: {}, people: 0 })).toEqual(['IP-02', 'IP-03'])
  })
})

test('a compliance check opened from an event may be saved as it is, and names the event', () => {
  const values = checkDraft('our.example', 'WEB-1' as RecordId, undefined, today)
  expect(values).toMatchObject({ template: 'pdpaMeasures', webEventId: 'WEB-1', nextAt: '2026-12-22' })
  const type = recordType('complianceCheck')
  if (!type) throw new Error('no such type')
  for (const [field, value] of Object.entries(values)) {
    const declared = type.fields[field]
    if (!declared) throw new Error(`no field ${field}`)
    if (field !== 'webEventId') expect(parse(fieldShape(declared), value), field).toMatchObject({ ok: true })
  }
})

test('every address of the screen leads back to it', () => {
  for (const tab of rulesTabs) expect(parseRoute(href.rules(tab))).toEqual({ type: 'rules', tab })
  expect(parseRoute(href.rules('try', 'PD-01'))).toEqual({ type: 'rules', tab: 'try', rule: 'PD-01' })
  for (const hash of ['#/rules/none', '#/rules/try/x', '#/rules/sites/PD-01', '#/rules/try/PD-01/x'])
    expect(parseRoute(hash), hash).toEqual({ type: 'unknown' })
})
