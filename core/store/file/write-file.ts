import { canonicalBytes } from '../../model/canonical-json.ts'
import { fromHex, type Bytes } from '../../model/bytes.ts'
import type { DeviceId, RecordId } from '../../model/ids.ts'
import { taipeiDateTime } from '../../model/roc-date.ts'
import { maySee } from '../may-see.ts'
import { chainsOf, parcelsAt, placesAfter, type Vector, vectorOf } from '../outgoing.ts'
import { encodeParcel } from '../parcel.ts'
import { lackedBy } from '../peers.ts'
import type { Replica } from '../replica.ts'
import { block, fileMagic, type FileContents, type FileHeader } from './blocks.ts'

/** Envelopes read at once; a file is never in memory whole. */
const readAhead = 100

/**
 * Writes what this device holds, or what another is not known to hold and may see, piece by piece. What becomes durable
 * while it is written is left for the next file.
 */
export async function* writeFile(
  replica: Replica,
  { what, chunks }: FileContents,
): AsyncGenerator<Bytes, void, undefined> {
  const after = what.type === 'everything' ? fromTheBeginning(replica) : await lackedBy(replica, what.device)
  const places = await placesAfter(replica, after)
  const digests = chunks ? await chunksFor(replica, what) : []
  const header: FileHeader = {
    version: 1,
    workspace: replica.workspace,
    maker: replica.device.id,
    time: replica.now(),
    what,
    parcels: places.length,
    chunks: digests.length,
  }
  yield fileMagic
  yield block('header', canonicalBytes(header))
  const written = { parcels: 0, chunks: 0 }
  for (let at = 0; at < places.length; at += readAhead) {
    for (const parcel of await parcelsAt(replica, places.slice(at, at + readAhead))) {
      if (!parcel) continue
      written.parcels += 1
      yield block('parcel', encodeParcel(parcel))
    }
  }
  for (const digest of digests) {
    const row = await replica.database.chunks.get(digest)
    if (!row) continue
    written.chunks += 1
    yield block('chunk', fromHex(digest), row.bytes)
  }
  yield block('end', canonicalBytes(written))
}

export const fileNameAt = (now: number): string =>
  `countersign-${taipeiDateTime(now).slice(0, 16).replace(/[-:T]/g, '')}.countersign`

function fromTheBeginning(replica: Pick<Replica, 'heads'>): Vector {
  const from: Record<string, Record<string, number>> = {}
  for (const { shard, device } of chainsOf(vectorOf(replica))) (from[shard] ??= {})[device] = 0
  return from
}

/** Names of the chunks here that belong in the file: all, or those of records the device may see. */
async function chunksFor(replica: Replica, what: FileHeader['what']): Promise<readonly string[]> {
  const { database, log, now } = replica
  const here = await database.chunks.toCollection().primaryKeys()
  if (what.type === 'everything') return here
  const device: DeviceId = what.device
  const membership = log.now()
  const seen = new Map<RecordId, boolean>()
  const wanted: string[] = []
  for (const digest of here) {
    for (const { record } of await database.chunkUses.where('digest').equals(digest).toArray()) {
      if (!seen.has(record)) {
        const row = await database.records.get(record)
        seen.set(record, row !== undefined && maySee(membership, device, row.shard, now()))
      }
      if (!seen.get(record)) continue
      wanted.push(digest)
      break
    }
  }
  return wanted
}
