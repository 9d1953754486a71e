import type { DeviceId } from '../model/ids.ts'
import type { Database, PeerRow } from './database.ts'
import { maySee } from './may-see.ts'
import { chainsOf, countAfter, vectorOf, type Vector } from './outgoing.ts'
import type { Replica } from './replica.ts'

/** Notes that a device was heard of now, and what it said it holds. Positions only ever grow: chains have no gap. */
export async function noteContact(
  { peers }: Pick<Database, 'peers'>,
  device: DeviceId,
  now: number,
  acknowledged: Vector = {},
): Promise<void> {
  const known = await peers.get(device)
  await peers.put({
    device,
    lastContact: now,
    acknowledged: furthest(known?.acknowledged ?? {}, acknowledged),
  })
}

/** Envelopes here that a device may see and is not known to hold. */
export async function pendingFor(
  replica: Pick<Replica, 'database' | 'heads' | 'log' | 'now'>,
  device: DeviceId,
): Promise<number> {
  return countAfter(replica, await lackedBy(replica, device))
}

/** Positions after which a device is not known to hold what it may see. */
export async function lackedBy(
  { database, heads, log, now }: Pick<Replica, 'database' | 'heads' | 'log' | 'now'>,
  device: DeviceId,
): Promise<Vector> {
  const row: PeerRow | undefined = await database.peers.get(device)
  const membership = log.now()
  const offered = vectorOf({ heads }, (shard) => maySee(membership, device, shard, now()))
  return Object.fromEntries(
    Object.entries(offered).map(([shard, devices]) => [
      shard,
      Object.fromEntries(
        Object.keys(devices).map((author) => [
          author,
          // What it wrote itself it holds.
          author === device ? devices[author]! : (row?.acknowledged[shard]?.[author] ?? 0),
        ]),
      ),
    ]),
  )
}

function furthest(one: Vector, other: Vector): Vector {
  const merged: Record<string, Record<string, number>> = {}
  for (const { shard, device, sequence } of [...chainsOf(one), ...chainsOf(other)]) {
    const devices = (merged[shard] ??= {})
    devices[device] = Math.max(devices[device] ?? 0, sequence)
  }
  return merged
}
