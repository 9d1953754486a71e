import type { DeviceRow, MemberRow } from '../../../core/projections/rows.ts'
import type { DeviceId, MemberId } from '../../../core/model/ids.ts'
import type { TeamView } from '../../../core/store/commands.ts'
import type { PeerRow } from '../../../core/store/queries.ts'
import { deviceStatus, heardAt, isOnline, type DeviceStatus } from './device-status.ts'

/** The team in figures of people, not of devices: what the foot of the navigation and the sync screen say. */
export interface TeamSummary {
  readonly statusOf: (device: DeviceId) => DeviceStatus | undefined
  /** Other members, gone ones left out. */
  readonly colleagues: number
  /** Members with a device online, not counting oneself. */
  readonly here: readonly MemberId[]
  /** Members one of whose devices acknowledged everything here that it may see, and the oldest such moment. */
  readonly synced: { readonly people: number; readonly at?: number }
  /** Envelopes here that no device of some colleague is known to hold: the most any one colleague lacks. */
  readonly toSend: number
  /** Envelopes on their way here now. */
  readonly toReceive: number
  /** With a colleague's browser. */
  readonly lastContact?: number
}

export interface Team {
  readonly devices: readonly DeviceRow[]
  readonly members: readonly MemberRow[]
  readonly peers: readonly PeerRow[]
  readonly team?: TeamView | undefined
  readonly extensionConnected?: boolean | undefined
}

export function teamSummary({ devices, members, peers, team, extensionConnected }: Team): TeamSummary {
  const rows = new Map(peers.map((row) => [row.device, row]))
  const views = new Map(team?.peers.map((view) => [view.device, view]))
  const statuses = new Map(
    devices.map((device) => [
      device.id,
      deviceStatus(device, { view: views.get(device.id), row: rows.get(device.id), extensionConnected }),
    ]),
  )
  const colleagues = members.filter((member) => !member.self && member.removedAt === undefined)
  const people = colleagues.flatMap((member) => {
    const theirs = devices.filter(
      ({ member: of, kind, removedAt }) => of === member.id && kind === 'pwa' && removedAt === undefined,
    )
    // Nothing is owed to somebody without a device: they are not waited for.
    return theirs.length > 0 ? [personState(member.id, theirs, statuses)] : []
  })
  const level = people.filter(({ lacks }) => lacks === 0)
  const at = level.flatMap((person) => person.at ?? [])
  const contacts = people.flatMap(({ heard }) => heard ?? [])
  return {
    statusOf: (device) => statuses.get(device),
    colleagues: people.length,
    here: people.filter(({ online }) => online).map(({ id }) => id),
    synced: { people: level.length, ...(at.length > 0 ? { at: Math.min(...at) } : {}) },
    toSend: Math.max(0, ...people.map(({ lacks }) => lacks).filter(Number.isFinite)),
    toReceive: [...statuses.values()].reduce(
      (sum, status) => sum + (status.type === 'syncing' ? status.toReceive - status.received : 0),
      0,
    ),
    ...(contacts.length > 0 ? { lastContact: Math.max(...contacts) } : {}),
  }
}

interface PersonState {
  readonly id: MemberId
  readonly online: boolean
  /** Envelopes none of their devices is known to hold. */
  readonly lacks: number
  readonly at?: number
  /** The latest contact with any of their devices. */
  readonly heard?: number
}

/** A person has it once one of their devices does: the one that lacks least speaks for them. */
function personState(
  id: MemberId,
  devices: readonly DeviceRow[],
  statuses: ReadonlyMap<DeviceId, DeviceStatus>,
): PersonState {
  const known = devices
    .map((device) => lackOf(statuses.get(device.id)))
    .toSorted((a, b) => a.lacks - b.lacks || (b.at ?? 0) - (a.at ?? 0))
  const [best] = known
  const contacts = known.flatMap(({ at }) => at ?? [])
  return {
    id,
    online: devices.some((device) => isOnline(statuses.get(device.id) ?? { type: 'away' })),
    lacks: best?.lacks ?? Infinity,
    ...(best?.at === undefined ? {} : { at: best.at }),
    ...(contacts.length > 0 ? { heard: Math.max(...contacts) } : {}),
  }
}

function lackOf(status: DeviceStatus | undefined): { readonly lacks: number; readonly at?: number } {
  if (!status) return { lacks: Infinity }
  const heard = heardAt(status)
  const at = heard === undefined ? {} : { at: heard }
  switch (status.type) {
    case 'live':
      return { lacks: 0, ...at }
    case 'syncing':
      return { lacks: Math.max(0, status.toSend - status.sent) }
    case 'away':
    case 'connecting':
    case 'proving':
    case 'refused':
      // Never met: how much it lacks is what it may see, which its row counts.
      return { lacks: status.toSend ?? Infinity, ...at }
    default:
      return { lacks: Infinity }
  }
}
