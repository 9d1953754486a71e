import { acceptBundle } from '../../core/events/policy-bundle.ts'
import type { ExtensionSide } from '../../core/sync/extension-session.ts'
import type { BundleRow, DeviceRow, Outbox, OutboxRow } from './outbox.ts'
import { isStillPaired } from './pairing-row.ts'
import { keepWaiting } from './reminders.ts'

export interface ExtensionSidePorts {
  readonly outbox: Outbox
  readonly self: DeviceRow
  readonly paired: BundleRow
  readonly changed: () => void
  readonly state: ExtensionSide['state']
}

/** What a session may do with the outbox: send sealed events, forget what is durable elsewhere, take rules. */
export function extensionSide({ outbox, self, paired, changed, state }: ExtensionSidePorts): ExtensionSide {
  let { signKeys } = paired
  /** The session of a pairing that is over may not touch what the next one has: it then finds and changes nothing. */
  const whilePaired = <T>(otherwise: T, work: () => Promise<T>): Promise<T> =>
    outbox.transaction('rw', [outbox.device, outbox.bundle, outbox.outbox, outbox.own], async () =>
      (await isStillPaired(outbox, self.device.id, paired.workspace)) ? work() : otherwise,
    )
  return {
    device: self.device,
    workspace: paired.workspace,
    signKeyOf: (device) => signKeys[device],
    pending: (after, limit) =>
      whilePaired<readonly OutboxRow[]>([], () =>
        outbox.outbox.where('sequence').above(after).limit(limit).toArray(),
      ),
    async received(through) {
      await whilePaired(undefined, async () => {
        const rows = await outbox.outbox.where('sequence').belowOrEqual(through).toArray()
        for (const { eventId } of rows) await outbox.own.update(eventId, { delivered: 1 })
        await outbox.outbox.bulkDelete(rows.map(({ sequence }) => sequence))
      })
      changed()
    },
    async refused(sequence, reason) {
      // Kept: what one replica refuses stays provable here, and the person sees that it was not taken.
      await whilePaired(undefined, async () => {
        const row = await outbox.outbox.get(sequence)
        if (row) await outbox.own.update(row.eventId, { refused: reason })
      })
      changed()
    },
    async bundle(data) {
      const current = await outbox.bundle.get('current')
      const known = {
        workspace: paired.workspace,
        device: self.device.id,
        version: current?.bundle?.content.version,
        heads: current?.bundle?.content.heads,
      }
      const accepted = await acceptBundle(data, known)
      // Not newer, or not from someone entitled: the rules in force stay.
      if (!accepted.ok) return
      const { bundle, membership } = accepted.value
      const devices = [...membership.devices.values()].filter(({ last }) => !last)
      await whilePaired(undefined, async () => {
        const before = (await outbox.bundle.get('current'))?.bundle?.content.version
        // Two links for a moment: the other one may have brought newer rules while these were being checked.
        if (before !== undefined && before >= bundle.content.version) return
        signKeys = Object.fromEntries(devices.map(({ id, signKey }) => [id, signKey]))
        const { workspace } = paired
        const { organisation } = bundle.content
        await outbox.bundle.put({ id: 'current', workspace, organisation, signKeys, bundle })
      })
      changed()
    },
    async reviewsWaiting(at) {
      if (await whilePaired(false, async () => true)) await keepWaiting(at, Date.now())
    },
    state,
  }
}
