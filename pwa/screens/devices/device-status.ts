import type { DeviceRow } from '../../../core/projections/rows.ts'
import type { PeerView } from '../../../core/store/commands.ts'
import type { PeerRow } from '../../../core/store/queries.ts'

/** How another device stands, as far as this one knows; nothing is called synced that was not acknowledged. */
export type DeviceStatus =
  | { readonly type: 'here' | 'connected' | 'removed' }
  /** Both have what the other may see. */
  | { readonly type: 'live'; readonly at?: number }
  | {
      readonly type: 'syncing'
      readonly toSend: number
      readonly sent: number
      readonly toReceive: number
      readonly received: number
    }
  /** `toSend`: envelopes here it is not known to hold. `at`: last contact. Milliseconds since 1970. */
  | { readonly type: 'away' | 'connecting' | 'proving'; readonly toSend?: number; readonly at?: number }
  | { readonly type: 'refused'; readonly reason: string; readonly toSend?: number; readonly at?: number }

export interface Known {
  readonly view?: PeerView | undefined
  readonly row?: PeerRow | undefined
  readonly extensionConnected?: boolean | undefined
}

export function deviceStatus(device: DeviceRow, { view, row, extensionConnected }: Known): DeviceStatus {
  if (device.removedAt !== undefined) return { type: 'removed' }
  if (device.self) return { type: 'here' }
  if (device.kind === 'extension') {
    if (extensionConnected) return { type: 'connected' }
    return { type: 'away', ...(device.lastHeardAt === undefined ? {} : { at: device.lastHeardAt }) }
  }
  const at = latest(view?.lastContact, row?.lastContact)
  const known = { ...(at === undefined ? {} : { at }), ...(row ? { toSend: row.toSend } : {}) }
  switch (view?.state) {
    case 'connecting':
    case 'proving':
      return { type: view.state, ...known }
    case 'live':
      // An edit made this second is on its way: it counts as sent once it is durable there.
      if (isLevel(view)) return { type: 'live', ...(at === undefined ? {} : { at }) }
      return syncing(view)
    case 'syncing':
      return syncing(view)
    case 'refused':
      return { type: 'refused', reason: view.reason ?? 'Fault', ...known }
    case undefined:
      return { type: 'away', ...known }
  }
}

export const isOnline = ({ type }: DeviceStatus): boolean => type === 'live' || type === 'syncing'

const isLevel = ({ toSend, sent, toReceive, received }: PeerView): boolean =>
  sent >= toSend && received >= toReceive

const syncing = ({ toSend, sent, toReceive, received }: PeerView): DeviceStatus => ({
  type: 'syncing', toSend, sent, toReceive, received,
}) // prettier-ignore

/** When it was last heard of, where the way it stands says that. */
export const heardAt = (status: DeviceStatus): number | undefined => ('at' in status ? status.at : undefined)

const latest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}
