import { m } from '../../../core/i18n/index.ts'
import type { DeviceRow } from '../../../core/projections/rows.ts'
import type { DeviceNames } from '../../live/device-names.svelte.ts'

/** What a person called it here, else the code it reports under, else the beginning of its id. */
export const deviceName = (device: DeviceRow, names: DeviceNames): string =>
  names.of(device.id) ?? device.profileCode ?? m['sync.deviceCode']({ code: device.id.slice(0, 4) })
