import { decodeEnvelope } from '../journal/envelope-codec.ts'
import type { DeviceId } from '../model/ids.ts'
import type { WaitingRow } from './database.ts'
import { decodeParcel } from './parcel.ts'
import type { Replica } from './replica.ts'
import type { ShardSet } from './shard-set.ts'
import { receive } from './receive.ts'
import { isHere } from './waits-for.ts'

/**
 * Offers to the gate again what waited for something that is here now, and what waits for a device that was removed
 * meanwhile. Resolves with how many passed. One that cannot be judged at all is told to `report` and let go.
 */
export async function retryWaiting(
  replica: Replica,
  shards: ShardSet,
  report: (error: unknown) => void,
): Promise<number> {
  const { waiting } = replica
  let passed = 0
  const open: Parameters<typeof waiting.each>[0][] = []
  for (const needs of waiting.needs()) if (isHere(replica, needs)) open.push({ needs })
  const devices = replica.log.now()?.devices
  for (const share of waiting.shares()) if (devices?.get(share as DeviceId)?.last) open.push({ share })

  for (let which = open.pop(); which; which = open.pop()) {
    for await (const row of waiting.each(which)) {
      const outcome = await again(replica, shards, row, report)
      if (outcome === 'stop') return passed
      if (outcome === 'passed') {
        passed++
        const parcel = decodeParcel(row.bytes)
        const envelope = parcel.ok ? decodeEnvelope(parcel.value.envelope) : undefined
        const next = envelope?.ok ? envelope.value.header : undefined
        if (next) open.push({ needs: `chain ${next.shard} ${next.device} ${next.sequence}` })
        // An operation may be what any of them wait for, by itself or by the keys it brings.
        if (next?.kind === 'member' || next?.kind === 'grant')
          for (const needs of waiting.needs()) if (isHere(replica, needs)) open.push({ needs })
      }
    }
  }
  return passed
}

async function again(
  replica: Replica,
  shards: ShardSet,
  row: WaitingRow,
  report: (error: unknown) => void,
): Promise<'passed' | 'waits' | 'gone' | 'stop'> {
  try {
    const parcel = decodeParcel(row.bytes)
    if (!parcel.ok) {
      await replica.waiting.delete(row)
      return 'gone'
    }
    const received = await receive(replica, shards, parcel.value.envelope, parcel.value.keys)
    // The disk takes nothing now; all of it is kept for later.
    if (!received.ok) return 'stop'
    // For something else, as its row says by now.
    if (received.value.type === 'waiting') return 'waits'
    await replica.waiting.delete(row)
    return received.value.type === 'admitted' ? 'passed' : 'gone'
  } catch (error) {
    report(error)
    await replica.waiting.delete(row)
    return 'gone'
  }
}
