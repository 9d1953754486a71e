import type { DeviceId, WorkspaceId } from '../../core/model/ids.ts'
import { createDeviceRow, ownDevice } from './device.ts'
import { holdingEventChain } from './event-chain.ts'
import type { BundleRow, DeviceRow, Outbox } from './outbox.ts'

/** The keys to pair with a workspace under: it knows those it is paired with; any other is shown new ones. */
export async function deviceFor(outbox: Outbox, workspace: WorkspaceId): Promise<DeviceRow> {
  const current = await outbox.bundle.get('current')
  return current && current.workspace !== workspace ? createDeviceRow() : ownDevice(outbox)
}

/**
 * Keeps a pairing both sides confirmed; `wanted` is asked last, because it may have been given up meanwhile.
 * Another workspace counts events from 1 and cannot open those sealed for the one before, so its outbox begins
 * empty. The same workspace keeps the rules in force: without them everything would pass until new ones come,
 * and an older bundle could be slipped in.
 */
export async function keepPairing(
  outbox: Outbox,
  self: DeviceRow,
  row: BundleRow,
  wanted: () => boolean,
): Promise<BundleRow | undefined> {
  return holdingEventChain(() =>
    outbox.transaction('rw', [outbox.device, outbox.chain, outbox.outbox, outbox.bundle], async () => {
      if (!wanted()) return undefined
      const current = await outbox.bundle.get('current')
      if (current && (await isStillPaired(outbox, self.device.id, row.workspace))) {
        const again = { ...current, ...row, signKeys: { ...current.signKeys, ...row.signKeys } }
        await outbox.bundle.put(again)
        return again
      }
      await Promise.all([outbox.chain.clear(), outbox.outbox.clear()])
      await outbox.device.put(self)
      await outbox.bundle.put(row)
      return row
    }),
  )
}

/** Forgets the workspace, its rules, this browser's keys and what was not sent. */
export async function forgetPairing(outbox: Outbox): Promise<void> {
  const tables = [outbox.device, outbox.chain, outbox.outbox, outbox.own, outbox.bundle]
  await holdingEventChain(() =>
    outbox.transaction('rw', tables, () => Promise.all(tables.map((table) => table.clear()))),
  )
}

/** Call inside a transaction over `device` and `bundle`: what began under a pairing may not end under another. */
export async function isStillPaired(
  outbox: Outbox,
  device: DeviceId,
  workspace: WorkspaceId,
): Promise<boolean> {
  const [self, current] = await Promise.all([outbox.device.get('self'), outbox.bundle.get('current')])
  return self?.device.id === device && current?.workspace === workspace
}
