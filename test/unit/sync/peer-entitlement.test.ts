import { describe, expect, test } from 'vitest'
import { decodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { unwrap } from '../../../core/model/result.ts'
import type { Link } from '../../../core/sync/link.ts'
import { decodeParcel } from '../../../core/store/parcel.ts'
import { memberReplica } from '../../support/member-replica.ts'
import { memoryLinks } from '../../support/link.ts'
import { eventually, inStep, meet, reach } from '../../support/peers.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { joinTeam } from '../../support/team.ts'
import { createAction, foundedStore, type TestStore } from '../../support/store.ts'

/** Compartments of every envelope and record key that went over a link. */
function watched(): {
  readonly links: readonly [Link, Link]
  readonly carried: Set<string>
  readonly keys: Set<string>
  readonly said: string[]
} {
  const carried = new Set<string>()
  const keys = new Set<string>()
  const said: string[] = []
  const [left, right] = memoryLinks()
  const watch = (link: Link): Link => ({
    ...link,
    send(frame) {
      said.push(JSON.stringify(frame))
      const { items = [] } = frame as { readonly items?: readonly Uint8Array[] }
      for (const item of items) {
        const parcel = unwrap(decodeParcel(item))
        carried.add(unwrap(decodeEnvelope(parcel.envelope)).header.compartment)
        for (const { recordId } of parcel.keys) keys.add(recordId)
      }
      link.send(frame)
    },
  })
  return { links: [watch(left), watch(right)], carried, keys, said }
}
const compartmentsIn = async ({ database }: TestStore): Promise<Set<string>> =>
  new Set((await database.envelopes.toArray()).map(({ shard }) => shard.slice(0, shard.indexOf('.'))))
describe('a member of the staff', () => {
  test('gets policy and common and their own, and never an envelope, a key or a name of anything else', async () => {
    const first = await foundedStore()
    await createAction(first)
    const staff = await memberReplica(first, ['staff'])
    const { links, carried, said } = watched()
    const meeting = meet(first, staff, { links })
    await eventually(async () => (await staff.queries.recordById(first.personId as never)) !== undefined)
    expect(await compartmentsIn(first)).toContain('isms')
    const later = await createAction(first)
    await eventually(() => meeting.one.progress().sent === meeting.one.progress().toSend)
    await meeting.cut()
    expect([...carried].every((compartment) => ['members', 'policy', 'common'].includes(compartment))).toBe(
      true,
    )
    expect(carried).toContain('common')
    expect(said.join()).not.toMatch(/"(isms|audit|people|privacy|guard)\./)
    expect(
      [...(await compartmentsIn(staff))].filter((name) => !['members', 'policy', 'common'].includes(name)),
    ).toEqual([])
    expect(await staff.queries.recordById(later)).toBeUndefined()
    expect(await staff.database.waiting.count()).toBe(0)
    expect(meeting.errors).toEqual([])
  })
})

describe('a change of roles while a session is open', () => {
  test('brings all of what may be read from then on, history included', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const staff = await joinTeam(first, ['staff'])
    const meeting = meet(first, staff)
    await eventually(
      async () => (await staff.queries.recordById(staff.person)) !== undefined,
      'their own record',
    )
    expect(await compartmentsIn(staff)).not.toContain('isms')
    const roles = ['staff', 'unitContact'] as const
    unwrap(await first.store.execute({ type: 'changeRoles', member: staff.member, roles }))
    unwrap(await first.store.performDuties())
    await eventually(
      async () => (await staff.queries.recordById(action)) !== undefined,
      'what was there before',
    )
    const next = await createAction(first)
    await eventually(async () => (await staff.queries.recordById(next)) !== undefined, 'what comes now')
    expect(meeting.errors).toEqual([])
    await meeting.cut()
  })

  test('ends what may be read at once', async () => {
    const first = await foundedStore()
    const action = await createAction(first)
    const staff = await memberReplica(first, ['staff', 'unitContact'])
    const meeting = meet(first, staff)
    await eventually(async () => (await staff.queries.recordById(action)) !== undefined, 'the record')
    unwrap(await first.store.execute({ type: 'changeRoles', member: staff.member, roles: ['staff'] }))
    const hidden = await createAction(first)
    await eventually(() => meeting.one.progress().sent === meeting.one.progress().toSend)
    expect(await staff.queries.recordById(hidden)).toBeUndefined()
    expect(meeting.errors).toEqual([])
    await meeting.cut()
  })
})

describe('a device', () => {
  test('that was removed is told so, the link closes, and it gets nothing new', async () => {
    const first = await foundedStore()
    const second = await secondReplica(first)
    const meeting = meet(first, second)
    await inStep(first, second)
    const { device } = second.store.replica()!
    unwrap(await first.store.execute({ type: 'removeDevice', device: device.id }))
    await createAction(first)
    expect(await meeting.one.done).toEqual({ type: 'Removed' })
    expect(await meeting.other.done).toEqual({ type: 'RemovedHere' })
    const before = reach(second)
    const again = meet(first, second)
    expect(await Promise.all([again.one.done, again.other.done])).toEqual([
      { type: 'Removed' },
      { type: 'RemovedHere' },
    ])
    expect(reach(second)).toBe(before)
  })

  test('that the other has not heard of becomes known by the log it shows, and both go on', async () => {
    const first = await foundedStore()
    const second = await secondReplica(first)
    // Added by the first, after the second last heard of it.
    const third = await secondReplica(first)
    expect(second.store.replica()!.log.now()!.devices.has(third.store.replica()!.device.id)).toBe(false)
    const [a, b] = [meet(first, third), meet(second, third)]
    await inStep(first, third)
    await inStep(second, third)
    expect(second.store.replica()!.log.now()!.devices.has(third.store.replica()!.device.id)).toBe(true)
    await Promise.all([a.cut(), b.cut()])
  })
})
