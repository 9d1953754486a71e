import { deviceWords } from '../journal/device.ts'
import { millisOf } from '../model/hybrid-clock.ts'
import type { Membership } from '../members/membership.ts'
import type { MemberId } from '../model/ids.ts'
import type { DeviceRow, MemberRow } from '../projections/rows.ts'
import { eventShard } from '../events/build-event.ts'
import type { Replica } from './replica.ts'

/** Devices and members as the screens list them. */
export async function membershipRows(
  replica: Pick<Replica, 'device' | 'member' | 'heads'>,
  membership: Membership | undefined,
): Promise<{ readonly devices: DeviceRow[]; readonly members: MemberRow[] }> {
  if (!membership) return { devices: [], members: [] }
  const devices: DeviceRow[] = []
  for (const device of membership.devices.values()) {
    const heard = replica.heads.get(eventShard, device.id)
    devices.push({
      id: device.id,
      member: (device.member ?? '') as MemberId,
      kind: device.kind,
      addedAt: millisOf(device.addedAt),
      ...(device.removedAt === undefined ? {} : { removedAt: millisOf(device.removedAt) }),
      words: await deviceWords(device),
      ...(device.profileCode ? { profileCode: device.profileCode } : {}),
      self: device.id === replica.device.id,
      ...(device.id === membership.numbering.device ? { numbering: true as const } : {}),
      ...(heard ? { lastHeardAt: millisOf(heard.time) } : {}),
    })
  }
  const members = [...membership.members.values()].map(({ id, roles, until, person, removedAt }) => ({
    id,
    roles,
    ...(until === undefined ? {} : { until }),
    self: id === replica.member,
    personId: person,
    ...(removedAt === undefined ? {} : { removedAt: millisOf(removedAt) }),
  }))
  return { devices, members }
}
