import { encodeEnvelope } from '../journal/envelope-codec.ts'
import type { DeviceId, ShardId } from '../model/ids.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { keysOfEnvelopes } from './parcel-keys.ts'
import type { Parcel } from './parcel.ts'
import type { Replica } from './replica.ts'

/** How far chains are known: shard → device → last sequence. Says exactly what is missing, since chains have no gap. */
export type Vector = Readonly<Record<string, Readonly<Record<string, number>>>>

/** One envelope's place in the journal. */
export interface Place {
  readonly shard: ShardId
  readonly device: DeviceId
  readonly sequence: number
}

/** How far this journal reaches, in the shards wanted. */
export function vectorOf(
  { heads }: Pick<Replica, 'heads'>,
  wanted: (shard: ShardId) => boolean = () => true,
): Vector {
  const vector: Record<string, Record<string, number>> = {}
  for (const { shard, device, sequence } of heads.all())
    if (wanted(shard)) (vector[shard] ??= {})[device] = sequence
  return vector
}

/** The chains of a vector. */
export function* chainsOf(vector: Vector): Iterable<Place> {
  for (const [shard, devices] of Object.entries(vector))
    for (const [device, sequence] of Object.entries(devices))
      yield { shard: shard as ShardId, device: device as DeviceId, sequence }
}

/** How many envelopes of this journal stand after these positions; chains the vector does not name count for nothing. */
export function countAfter({ heads }: Pick<Replica, 'heads'>, after: Vector): number {
  let count = 0
  for (const { shard, device, sequence } of chainsOf(after))
    count += Math.max(0, (heads.get(shard, device)?.sequence ?? 0) - sequence)
  return count
}

/**
 * Places after these positions, in the order they became durable here: the past of each stands before it, so that
 * whoever takes them in this order never has to keep one waiting.
 */
export async function placesAfter(
  { database, heads }: Pick<Replica, 'database' | 'heads'>,
  after: Vector,
): Promise<Place[]> {
  const behind = [...chainsOf(after)].filter(
    ({ shard, device, sequence }) => (heads.get(shard, device)?.sequence ?? 0) > sequence,
  )
  if (behind.length === 0) return []
  const firsts = await database.envelopes.bulkGet(
    behind.map(({ shard, device, sequence }): [ShardId, DeviceId, number] => [shard, device, sequence + 1]),
  )
  const earliest = Math.min(...firsts.map((row) => row?.received ?? Infinity))
  if (earliest === Infinity) return []
  const from = new Map(behind.map(({ shard, device, sequence }) => [`${shard} ${device}`, sequence]))
  const keys = await database.envelopes.where('received').aboveOrEqual(earliest).primaryKeys()
  return keys
    .filter(([shard, device, sequence]) => sequence > (from.get(`${shard} ${device}`) ?? Infinity))
    .map(([shard, device, sequence]) => ({ shard, device, sequence }))
}

/** The parcels at these places, in their order; absent where the journal has none (any more). */
export async function parcelsAt(
  { database }: Pick<Replica, 'database'>,
  places: readonly Place[],
): Promise<readonly (Parcel | undefined)[]> {
  const rows = await database.envelopes.bulkGet(
    places.map(({ shard, device, sequence }): [ShardId, DeviceId, number] => [shard, device, sequence]),
  )
  const keys = await keysOfEnvelopes(
    database,
    rows.flatMap((row) => (row ? [row.hash] : [])),
  )
  return rows.map((row) =>
    row ? { envelope: encodeEnvelope(rowToEnvelope(row)), keys: keys.get(row.hash) ?? [] } : undefined,
  )
}
