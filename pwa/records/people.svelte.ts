import { m } from '../../core/i18n/index.ts'
import type { Author } from '../../core/projections/rows.ts'
import { useDeviceNames } from '../live/device-names.svelte.ts'
import { live } from '../live/live.svelte.ts'
import { useStore } from '../live/store.ts'
import { recordLabel } from './record-label.ts'

export interface People {
  readonly nameOf: (author: Author) => string
  readonly deviceOf: (author: Author) => string
}

/** Who stands behind a member or a device, in names. Call while a component initialises. */
export function livePeople(): People {
  const { queries } = useStore()
  const given = useDeviceNames()
  const known = live(async () => {
    const [members, devices] = await Promise.all([queries.members(), queries.devices()])
    const persons = await queries.recordsByIds(members.map(({ personId }) => personId))
    const labels: Readonly<Record<string, string>> = Object.fromEntries(
      persons.map((row) => [row.id, recordLabel(row)]),
    )
    return {
      names: Object.fromEntries(members.map(({ id, personId }) => [id, personId && labels[personId]])),
      devices: Object.fromEntries(devices.map((device) => [device.id, device])),
    }
  })
  return {
    nameOf: ({ member }) =>
      known.current?.names[member] ?? m['recordsUi.someone']({ code: member.slice(-4) }),
    deviceOf({ device }) {
      const name = given.of(device)
      if (name !== undefined) return name
      const row = known.current?.devices[device]
      if (row?.self) return m['recordsUi.thisDevice']()
      const code = device.slice(0, 4)
      return row?.kind === 'extension'
        ? m['recordsUi.extensionDevice']({ code })
        : m['recordsUi.otherDevice']({ code })
    },
  }
}
