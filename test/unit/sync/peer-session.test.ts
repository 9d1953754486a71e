import { describe, expect, test } from 'vitest'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { pendingFor } from '../../../core/store/peers.ts'
import type { Link } from '../../../core/sync/link.ts'
import { memoryLinks } from '../../support/link.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { eventually, inStep, meet, reach } from '../../support/peers.ts'
import { createAction, foundedStore, type TestStore } from '../../support/store.ts'

const set = async ({ store, clock }: TestStore, id: RecordId, field: string, value: unknown) => {
  clock.now += 1000
  unwrap(await store.execute({ type: 'commit', changes: [{ type: 'set', id, field, value }] }))
}
const valueIn = async ({ queries }: TestStore, id: RecordId, field: string) =>
  (await queries.recordById(id))?.values[field]
const rowsOf = async ({ database }: TestStore) => ({
  records: await database.records.orderBy('id').toArray(),
  keys: await database.recordKeys.toArray(),
})

/** Links that break after so many frames in both directions together. */
function countedLinks(most: number): {
  readonly links: readonly [Link, Link]
  readonly passed: () => number
} {
  const [left, right] = memoryLinks()
  let passed = 0
  const counted = (link: Link): Link => ({
    ...link,
    send(frame) {
      if (++passed > most) return link.close()
      link.send(frame)
    },
  })
  return { links: [counted(left), counted(right)], passed: () => passed }
}

async function two() {
  const first = await foundedStore()
  return { first, second: await secondReplica(first), id: first.personId as RecordId }
}

describe('two devices of a workspace', () => {
  test('hold the same after a session, personal fields readable, and say how much of it is done', async () => {
    const { first, second, id } = await two()
    for (let index = 0; index < 5; index++) await createAction(first)
    const seen: string[] = []
    const meeting = meet(second, first, {
      progress: (now) => seen.push(`${now.received}/${now.toReceive}`),
    })
    await inStep(first, second)
    await eventually(() => meeting.other.progress().sent === meeting.other.progress().toSend)
    expect(await valueIn(second, id, 'nameZh')).toBe('林佩蓉')
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    const { received, toReceive } = meeting.one.progress()
    expect([received, toReceive]).toEqual([meeting.other.progress().sent, received])
    expect(received).toBe(6)
    expect(seen).toContain(`${received}/${received}`)
    expect(await meeting.cut()).toEqual([{ type: 'Closed' }, { type: 'Closed' }])
    expect(meeting.errors).toEqual([])
  })

  test('see each other’s edits as they are made, and both what they did at the same time', async () => {
    const { first, second, id } = await two()
    const meeting = meet(first, second)
    await inStep(first, second)
    await set(first, id, 'email', 'lin@hospital.example')
    await eventually(async () => (await valueIn(second, id, 'email')) === 'lin@hospital.example', 'the edit')
    await set(second, id, 'nameZh', '林佩容')
    await eventually(async () => (await valueIn(first, id, 'nameZh')) === '林佩容', 'the edit back')
    await Promise.all([set(first, id, 'titleZh', '101'), set(second, id, 'titleZh', '202')])
    await inStep(first, second)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    const action = await createAction(first)
    await eventually(async () => (await second.queries.recordById(action)) !== undefined, 'the record')
    expect(meeting.errors).toEqual([])
    await meeting.cut()
  })

  test('go on where they were cut off, wherever that was, and nothing is taken twice', async () => {
    const { first, second } = await two()
    for (let index = 0; index < 30; index++) await createAction(first)
    for (let cutAfter = 1; reach(first) !== reach(second); cutAfter += 2) {
      const { links, passed } = countedLinks(cutAfter)
      const meeting = meet(first, second, { links })
      await eventually(() => passed() > cutAfter || reach(first) === reach(second))
      await meeting.cut()
      expect(meeting.errors).toEqual([])
      expect(cutAfter).toBeLessThan(60)
    }
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    expect(await second.database.quarantine.count()).toBe(0)
  })

  test('know of each other what is pending, while apart too', async () => {
    const { first, second } = await two()
    const pending = () => pendingFor(first.store.replica()!, second.store.replica()!.device.id)
    expect(await pending()).toBeGreaterThan(0)
    const meeting = meet(first, second)
    await inStep(first, second)
    await eventually(async () => (await pending()) === 0, 'nothing pending')
    await meeting.cut()
    await createAction(first)
    expect(await pending()).toBe(1)
    const again = meet(first, second)
    await eventually(async () => (await pending()) === 0, 'nothing pending again')
    await again.cut()
    expect(await first.database.peers.toArray()).toMatchObject([{ lastContact: first.clock.now }])
  })
})
