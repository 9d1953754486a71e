import type { DeviceRow } from '../../../core/projections/rows.ts'
import type { HostStatus } from '../../../core/store/commands.ts'

/** This device holds a workspace whose membership log does not know it: restored without the recovery key. */
export const isReadOnly = (
  devices: readonly DeviceRow[] | undefined,
  { joining, restoring }: Pick<HostStatus, 'joining' | 'restoring'>,
): boolean =>
  devices !== undefined && devices.length > 0 && !joining && !restoring && !devices.some(({ self }) => self)
