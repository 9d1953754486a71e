import { createDevice } from '../../core/journal/device.ts'
import { createDigestKey } from './content-digest.ts'
import type { DeviceRow, Outbox } from './outbox.ts'

/** This browser's keys, made on first use. */
export async function ownDevice(outbox: Outbox): Promise<DeviceRow> {
  const known = await outbox.device.get('self')
  if (known) return known
  const made = await createDeviceRow()
  return outbox.transaction('rw', outbox.device, async () => {
    // Two callers may have made keys at once: the first stays.
    const first = await outbox.device.get('self')
    if (first) return first
    await outbox.device.add(made)
    return made
  })
}

export async function createDeviceRow(): Promise<DeviceRow> {
  return { id: 'self', device: await createDevice(), digestKey: await createDigestKey() }
}
