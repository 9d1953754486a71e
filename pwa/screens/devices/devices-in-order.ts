import type { MemberId } from '../../../core/model/ids.ts'
import type { DeviceRow } from '../../../core/projections/rows.ts'

export interface DevicesInOrder {
  /** This one first. */
  readonly mine: readonly DeviceRow[]
  readonly colleagues: readonly DeviceRow[]
  /** Named by profile code only: whose they are is for the guard's readers to open, elsewhere. */
  readonly extensions: readonly DeviceRow[]
  readonly gone: readonly DeviceRow[]
  /** Browsers of a member that stand. */
  readonly countOf: (member: MemberId) => number
}

export function devicesInOrder(devices: readonly DeviceRow[], me: MemberId | undefined): DevicesInOrder {
  const standing = devices.filter(({ removedAt }) => removedAt === undefined)
  const browsers = standing.filter(({ kind }) => kind === 'pwa')
  const oldest = (a: DeviceRow, b: DeviceRow): number => a.addedAt - b.addedAt
  return {
    mine: browsers
      .filter(({ member }) => member === me)
      .toSorted((a, b) => Number(b.self) - Number(a.self) || oldest(a, b)),
    colleagues: browsers
      .filter(({ member }) => member !== me)
      .toSorted((a, b) => a.member.localeCompare(b.member) || oldest(a, b)),
    extensions: standing.filter(({ kind }) => kind === 'extension').toSorted(oldest),
    gone: devices
      .filter(({ removedAt }) => removedAt !== undefined)
      .toSorted((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0)),
    countOf: (member) => browsers.filter((device) => device.member === member).length,
  }
}
