import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRoute, href } from '../../../../../pwa/live/routes.ts'
import { facets, groupings, narrow, parseView, plainView, toggled, viewQuery, type Facet, type InboxView } from '../../../../../pwa/screens/guard/inbox-view.ts' // prettier-ignore
import { itemOf, now } from './items.ts'

const items = [
  itemOf(1, { ruleId: 'PD-01', host: 'a.example', dataClasses: ['nationalId', 'mobile'] }),
  itemOf(30, { ruleId: 'PD-01', host: 'b.example', dataClasses: ['mobile'] }),
  itemOf(80, { ruleId: 'CI-01', host: 'a.example', dataClasses: [], userDecision: 'proceed' }),
  itemOf(24 * 40, { ruleId: 'PD-01', host: 'a.example', reviewResult: 'falsePositive' }),
]
const withFilters = (filters: InboxView['filters']): InboxView => ({ ...plainView, filters })

describe('the inbox narrowed', () => {
  test('by two questions lists what answers both, and by two answers to one what gives either', () => {
    expect(narrow(items, withFilters({ rule: ['PD-01'], site: ['a.example'] }), now).items).toEqual([items[0], items[3]]) // prettier-ignore
    expect(narrow(items, withFilters({ rule: ['PD-01', 'CI-01'] }), now).items).toHaveLength(4)
  })

  test('by waiting time leaves out what waits no more', () => {
    expect(narrow(items, withFilters({ age: ['over24'] }), now).items).toEqual([items[1]])
    expect(narrow(items, withFilters({ age: ['over72'] }), now).items).toEqual([items[2]])
  })

  test('by a month of Taiwan, to the minute', () => {
    const october = itemOf(0, { at: '2026-10-31T15:59:59Z' })
    const november = itemOf(0, { at: '2026-10-31T16:00:00Z' })
    const view = { ...plainView, period: '2026-11' }
    expect(narrow([october, november], view, now).items).toEqual([november])
    expect(narrow([november], { ...plainView, period: '7d' }, now).items).toEqual([])
  })

  test('says beside each answer how many rows it would leave, were it alone in its question', () => {
    const answers: Readonly<Record<Facet, readonly string[]>> = {
      rule: ['PD-01', 'CI-01'],
      site: ['a.example', 'b.example'],
      category: ['cloud'],
      profile: ['P-7F3K'],
      class: ['nationalId', 'mobile'],
      action: ['justify'],
      decision: ['cancel', 'proceed'],
      severity: ['high', 'medium'],
      age: ['left24', 'over24', 'over72'],
    }
    const some = fc.record(
      Object.fromEntries(facets.map((facet) => [facet, fc.subarray([...answers[facet]])])),
    )
    fc.assert(
      fc.property(some, (chosen) => {
        const filters = Object.fromEntries(Object.entries(chosen).filter(([, list]) => list.length > 0))
        const { counts } = narrow(items, withFilters(filters), now)
        for (const facet of facets)
          for (const [answer, count] of counts[facet])
            expect(narrow(items, withFilters({ ...filters, [facet]: [answer] }), now).items).toHaveLength(count) // prettier-ignore
      }),
    )
  })

  test('keeps a chosen answer visible that has no rows left', () => {
    expect(narrow(items, withFilters({ site: ['gone.example'] }), now).counts.site.get('gone.example')).toBe(
      0,
    )
  })
})

describe('the address', () => {
  test('brings back what was filtered and grouped', () => {
    const answer = fc.constantFrom('PD-01', 'a.example', '公司.tw', 'a&b', 'x=y')
    const view = fc.record({
      filters: fc
        .dictionary(fc.constantFrom(...facets), fc.uniqueArray(answer, { minLength: 1, maxLength: 3 }))
        .map((filters) => ({ ...filters })),
      period: fc.constantFrom('', '7d', '2026-11'),
      group: fc.constantFrom(...groupings),
    })
    fc.assert(
      fc.property(view, (one) => {
        expect(parseView(viewQuery(one))).toEqual(one)
      }),
    )
  })

  test('with words nobody wrote lists everything', () => {
    expect(parseView('rule=&period=2026-13&group=colour&wrong=1')).toEqual(plainView)
    expect(parseView(undefined)).toEqual(plainView)
  })

  test('carries the view through the route, and the report stands beside the tabs', () => {
    const query = viewQuery(toggled(plainView, 'rule', 'PD-01'))
    expect(parseRoute(href.guard('all', items[0]!.id, query))).toEqual({ type: 'guard', tab: 'all', event: items[0]!.id, query }) // prettier-ignore
    expect(parseRoute(href.guardReport('month=2026-11'))).toEqual({ type: 'guard', tab: 'report', query: 'month=2026-11' }) // prettier-ignore
  })

  test('loses an answer that is chosen twice', () => {
    const once = toggled(plainView, 'rule', 'PD-01')
    expect(toggled(once, 'rule', 'PD-01')).toEqual(plainView)
  })
})
