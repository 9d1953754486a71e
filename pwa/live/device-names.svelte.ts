import { createContext } from 'svelte'
import { parse, shape } from '../../core/model/shape.ts'
import type { DeviceId } from '../../core/model/ids.ts'

/** What a person calls the devices, in this browser only: no colleague sees it. */
export interface DeviceNames {
  readonly of: (device: DeviceId) => string | undefined
  /** An empty name gives the device its own back. */
  readonly set: (device: DeviceId, name: string) => void
}

export const [useDeviceNames, provideDeviceNames] = createContext<DeviceNames>()

const key = 'countersign.deviceNames'
const longest = 40
const declaration = shape.record(shape.string(), shape.string().max(longest))

export function createDeviceNames(storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage): DeviceNames {
  let names = $state.raw(readNames(storage.getItem(key)))
  return {
    of: (device) => names[device],
    set(device, name) {
      const { [device]: _, ...others } = names
      const given = name.trim().slice(0, longest)
      names = given === '' ? others : { ...others, [device]: given }
      storage.setItem(key, JSON.stringify(names))
    },
  }
}

function readNames(stored: string | null): Readonly<Record<string, string>> {
  if (stored === null) return {}
  try {
    const read = parse(declaration, JSON.parse(stored) as unknown)
    return read.ok ? read.value : {}
  } catch {
    // Not JSON: someone else's value under our key.
    return {}
  }
}
