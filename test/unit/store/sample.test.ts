import { beforeAll, describe, expect, test } from 'vitest'
import { sample } from '../../../core/libraries/sample/index.ts'
import { taipeiDate } from '../../../core/model/roc-date.ts'
import { unwrap } from '../../../core/model/result.ts'
import { guardRules } from '../../../core/policy/packs/index.ts'
import type { MetaRow } from '../../../core/store/database.ts'
import { founding, openTestStore, type TestStore } from '../../support/store.ts'

describe('the sample organisation', () => {
  let opened: TestStore
  beforeAll(async () => {
    opened = await openTestStore()
    unwrap(await opened.store.execute({ type: 'createSample' }))
  }, 60_000)
  const count = (type: string) => opened.database.records.where('type').equals(type).count()

  test('has 40 people in 8 units, 120 assets, and 200 events over three months', async () => {
    expect(await count('person')).toBe(40)
    expect(await count('orgUnit')).toBe(8)
    expect(await count('asset')).toBe(120)
    expect(await count('webEvent')).toBe(200)
    const events = await opened.database.records.where('type').equals('webEvent').toArray()
    const days = events.map(({ values }) => String(values['at']).slice(0, 10)).sort()
    expect(days[0]).toBe('2026-08-26')
    expect(days.at(-1)).toBe('2026-11-22')
  })

  test('nothing of it lies in the future, nothing waits and nothing was refused', async () => {
    const latest = await opened.database.records.orderBy('updatedAt').last()
    expect(latest?.updatedAt).toBeLessThanOrEqual(opened.clock.now)
    expect(await opened.database.waiting.count()).toBe(0)
    expect(await opened.database.quarantine.count()).toBe(0)
  })

  test('its history is spread over the months, not made today', async () => {
    const rows = await opened.database.history.toArray()
    const months = new Set(rows.map(({ at }) => taipeiDate(at).slice(0, 7)))
    expect([...months].sort()).toEqual(['2026-08', '2026-09', '2026-10', '2026-11'])
  })

  test('violations lead to corrective actions on both sides, as far along as they are old', async () => {
    const actions = await opened.database.records.where('type').equals('correctiveAction').toArray()
    expect(actions.length).toBeGreaterThan(5)
    expect(new Set(actions.map(({ state }) => state)).size).toBeGreaterThan(2)
    for (const { values } of actions) {
      const event = await opened.database.records.get(values['sourceId'] as never)
      expect(event?.type).toBe('webEvent')
      expect(event?.values['reviewResult']).toBe('violation')
    }
  })

  test('some events still wait for their review, two of them too long', async () => {
    const waiting = await opened.database.records
      .where('[type+state]')
      .equals(['webEvent', 'recorded'])
      .toArray()
    const asked = waiting.filter(({ values }) => values['action'] !== 'log')
    expect(asked.length).toBeGreaterThan(5)
    const late = asked.filter(({ createdAt }) => opened.clock.now - createdAt > 10 * 86_400_000)
    expect(late).toHaveLength(2)
  })

  test('its events say what the shipped rules would have done', () => {
    for (const { content } of sample.events) {
      const rule = guardRules.find(({ id }) => id === content['ruleId'])
      expect(rule, String(content['ruleId'])).toBeDefined()
      const possible = [
        rule!.defaultAction.private,
        ...rule!.escalations.flatMap(({ entities, action }) =>
          entities.includes('private') ? [action] : [],
        ),
      ]
      expect(possible, String(content['ruleId'])).toContain(content['action'])
    }
  })

  test('is invented the same way every time; cut off half-way it counts as never begun', async () => {
    const again = await openTestStore()
    unwrap(await again.store.execute({ type: 'createSample' }))
    const numbers = async ({ database }: TestStore) =>
      (await database.records.where('type').equals('person').toArray())
        .map(({ values }) => values['employeeNo'])
        .sort()
    expect(await numbers(again)).toEqual(await numbers(opened))
    expect(await again.database.records.count()).toBe(await opened.database.records.count())

    const cutOff: MetaRow = { key: 'sample', complete: false }
    await again.database.meta.put(cutOff)
    const next = await openTestStore({ factory: again.factory })
    expect(await next.database.meta.count()).toBe(0)
    unwrap(await next.store.execute(founding))
  }, 60_000)

  test('is removed whole, and a workspace of one’s own can begin', async () => {
    unwrap(await opened.store.execute({ type: 'removeSample' }))
    for (const table of opened.database.tables) expect(await table.count(), table.name).toBe(0)
    unwrap(await opened.store.execute(founding))
    expect(await opened.store.execute({ type: 'removeSample' })).toMatchObject({
      error: { type: 'NotAllowed' },
    })
    expect(await opened.database.records.where('type').equals('organization').count()).toBe(1)
  }, 60_000)
})
