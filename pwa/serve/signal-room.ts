import type { DeviceId } from '../../core/model/ids.ts'
import { maxTopics, type FromSignal } from '../../core/sync/signaling.ts'

/** One proved device on one connection. */
export interface Guest {
  readonly device: DeviceId
  readonly tell: (message: FromSignal) => void
  readonly dismiss: (code: 'replaced' | 'full') => void
}

export interface SignalRoom {
  /** The newer connection of a device takes the place of the older one, which a sleeping network left behind. */
  readonly enter: (guest: Guest) => void
  readonly join: (guest: Guest, topic: string) => boolean
  readonly leave: (guest: Guest, topic: string) => void
  /** Only between guests of the same topic; whoever is not there gets nothing. */
  readonly pass: (guest: Guest, topic: string, to: DeviceId, data: string) => boolean
  readonly exit: (guest: Guest) => void
  /** Topics held in memory: none may stay once nobody is in it. */
  readonly topics: () => number
}

/** Who is in which topic, in memory only. */
export function createSignalRoom(perTopic: number): SignalRoom {
  const guests = new Map<DeviceId, Guest>()
  const topics = new Map<string, Map<DeviceId, Guest>>()
  const joined = new Map<Guest, Set<string>>()

  const leave = (guest: Guest, topic: string): void => {
    if (!joined.get(guest)?.delete(topic)) return
    const here = topics.get(topic)
    here?.delete(guest.device)
    if (here?.size === 0) topics.delete(topic)
    else for (const other of here?.values() ?? []) other.tell({ type: 'left', topic, device: guest.device })
  }
  const exit = (guest: Guest): void => {
    for (const topic of [...(joined.get(guest) ?? [])]) leave(guest, topic)
    joined.delete(guest)
    if (guests.get(guest.device) === guest) guests.delete(guest.device)
  }
  return {
    enter(guest) {
      const older = guests.get(guest.device)
      if (older) {
        exit(older)
        older.dismiss('replaced')
      }
      guests.set(guest.device, guest)
      joined.set(guest, new Set())
    },
    join(guest, topic) {
      const mine = joined.get(guest)
      if (!mine || mine.has(topic) || mine.size >= maxTopics) return false
      const here = topics.get(topic) ?? new Map<DeviceId, Guest>()
      if (here.size >= perTopic) return (guest.dismiss('full'), true)
      guest.tell({ type: 'present', topic, devices: [...here.keys()] })
      for (const other of here.values()) other.tell({ type: 'joined', topic, device: guest.device })
      here.set(guest.device, guest)
      topics.set(topic, here)
      mine.add(topic)
      return true
    },
    leave,
    pass(guest, topic, to, data) {
      if (!joined.get(guest)?.has(topic)) return false
      topics.get(topic)?.get(to)?.tell({ type: 'message', topic, from: guest.device, data })
      return true
    },
    exit,
    topics: () => topics.size,
  }
}
