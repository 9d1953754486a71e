import { describe, expect, test } from 'vitest'
import type { DeviceId, MemberId, RecordId } from '../../../../../core/model/ids.ts'
import type { DeviceRow, MemberRow } from '../../../../../core/projections/rows.ts'
import type { PeerView, TeamView } from '../../../../../core/store/commands.ts'
import type { PeerRow } from '../../../../../core/store/queries.ts'
import { deviceStatus } from '../../../../../pwa/screens/devices/device-status.ts'
import { devicesInOrder } from '../../../../../pwa/screens/devices/devices-in-order.ts'
import { teamSummary } from '../../../../../pwa/screens/devices/team-summary.ts'

const member = (id: string, more: Partial<MemberRow> = {}): MemberRow => ({
  id: id as MemberId,
  roles: ['staff'],
  personId: `PER-${id}` as RecordId,
  self: id === 'me',
  ...more,
})
const device = (id: string, of: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id: id as DeviceId,
  member: of as MemberId,
  kind: 'pwa',
  addedAt: 1,
  words: [],
  self: id === 'here',
  ...more,
})
const row = (id: string, toSend: number, lastContact?: number): PeerRow => ({
  device: id as DeviceId,
  member: 'm' as MemberId,
  toSend,
  ...(lastContact === undefined ? {} : { lastContact }),
})
const view = (id: string, state: PeerView['state'], more: Partial<PeerView> = {}): PeerView => ({
  device: id as DeviceId,
  state,
  toSend: 0,
  sent: 0,
  toReceive: 0,
  received: 0,
  ...more,
})
const link = (...peers: PeerView[]): TeamView => ({
  on: true,
  signaling: 'connected',
  links: peers.length,
  peers,
})

const members = [member('me'), member('lin'), member('chen')]
const devices = [device('here', 'me'), device('lin1', 'lin'), device('chen1', 'chen')]

describe('what is said of the team', () => {
  test('nobody is called synced who has not acknowledged everything here', () => {
    const summary = teamSummary({ members, devices, peers: [row('lin1', 3, 500), row('chen1', 9)] })
    expect(summary.synced).toEqual({ people: 0 })
    expect(summary.here).toEqual([])
    expect(summary.toSend).toBe(9)
    expect(summary.lastContact).toBe(500)
  })

  test('the moment is that of whoever was met longest ago', () => {
    const summary = teamSummary({ members, devices, peers: [row('lin1', 0, 500), row('chen1', 0, 900)] })
    expect(summary.synced).toEqual({ people: 2, at: 500 })
    expect(summary.toSend).toBe(0)
  })

  test('a person has it once one of their browsers does', () => {
    const two = [...devices, device('lin2', 'lin')]
    const peers = [row('lin1', 40, 100), row('lin2', 0, 700), row('chen1', 2, 300)]
    expect(teamSummary({ members, devices: two, peers }).synced).toEqual({ people: 1, at: 700 })
  })

  test('who is being sent to is here, and not yet level', () => {
    const team = link(view('lin1', 'syncing', { toSend: 10, sent: 4, toReceive: 7, received: 5 }))
    const summary = teamSummary({ members, devices, peers: [row('lin1', 6), row('chen1', 0, 9)], team })
    expect(summary.here).toEqual(['lin'])
    expect(summary.synced.people).toBe(1)
    expect(summary).toMatchObject({ toSend: 6, toReceive: 2 })
  })

  test('an extension that was heard of is no colleague who was', () => {
    const extension = device('ext', '', { kind: 'extension', lastHeardAt: 900 })
    const summary = teamSummary({ members, devices: [...devices, extension], peers: [row('lin1', 1, 300)] })
    expect(summary.lastContact).toBe(300)
  })

  test('somebody who is just connecting, or was never met, is not a number', () => {
    const team = link(view('lin1', 'proving'))
    const summary = teamSummary({ members, devices, peers: [row('lin1', 4, 700)], team })
    expect(summary).toMatchObject({ toSend: 4, synced: { people: 0 }, here: [] })
  })

  test('those who left, or have no browser yet, are waited for by nobody', () => {
    const some = [member('me'), member('lin', { removedAt: 5 }), member('chen')]
    const gone = [
      device('here', 'me'),
      device('lin1', 'lin', { removedAt: 5 }),
      device('x', 'chen', { kind: 'extension' }),
    ]
    expect(teamSummary({ members: some, devices: gone, peers: [] })).toMatchObject({
      colleagues: 0,
      toSend: 0,
    })
  })
})

describe('how one device stands', () => {
  test('an edit on its way makes a live link a syncing one', () => {
    const known = { view: view('lin1', 'live', { toSend: 5, sent: 4 }) }
    expect(deviceStatus(device('lin1', 'lin'), known).type).toBe('syncing')
    expect(
      deviceStatus(device('lin1', 'lin'), { view: view('lin1', 'live', { toSend: 5, sent: 5 }) }).type,
    ).toBe('live')
  })

  test('a refusal keeps its reason, and what still waits', () => {
    const known = { view: view('lin1', 'refused', { reason: 'OtherProtocol' }), row: row('lin1', 4, 80) }
    expect(deviceStatus(device('lin1', 'lin'), known)).toEqual({
      type: 'refused',
      reason: 'OtherProtocol',
      toSend: 4,
      at: 80,
    })
  })

  test('a removed device is that and nothing else, whatever a late link says', () => {
    const known = { view: view('lin1', 'live') }
    expect(deviceStatus(device('lin1', 'lin', { removedAt: 9 }), known)).toEqual({ type: 'removed' })
  })
})

test('devices are listed as mine, this one first, those of colleagues, extensions, and those that are gone', () => {
  const all = [
    device('mine2', 'me', { addedAt: 0 }),
    device('here', 'me', { addedAt: 8 }),
    device('ext', '', { kind: 'extension' }),
    device('lin1', 'lin'),
    device('old', 'lin', { removedAt: 3 }),
  ]
  const listed = devicesInOrder(all, 'me' as MemberId)
  const ids = (rows: readonly DeviceRow[]) => rows.map(({ id }) => id)
  expect(ids(listed.mine)).toEqual(['here', 'mine2'])
  expect(ids(listed.colleagues)).toEqual(['lin1'])
  expect(ids(listed.extensions)).toEqual(['ext'])
  expect(ids(listed.gone)).toEqual(['old'])
  expect(listed.countOf('lin' as MemberId)).toBe(1)
})
