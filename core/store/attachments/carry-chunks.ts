import { sha256, toHex, type Bytes } from '../../model/bytes.ts'
import type { DeviceId } from '../../model/ids.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import { storageFault } from '../durable-commit.ts'
import { maySee } from '../may-see.ts'
import type { Replica } from '../replica.ts'

/** A chunk of a file, for a device that may see a record which keeps it; undefined if there is none such here. */
export async function chunkFor(
  { database, log, now }: Pick<Replica, 'database' | 'log' | 'now'>,
  device: DeviceId,
  digest: string,
): Promise<Bytes | undefined> {
  const uses = await database.chunkUses.where('digest').equals(digest).toArray()
  const records = await database.records.bulkGet(uses.map(({ record }) => record))
  const membership = log.now()
  const sees = records.some((row) => row !== undefined && maySee(membership, device, row.shard, now()))
  return sees ? (await database.chunks.get(digest))?.bytes : undefined
}

/** Of these chunks, those a record here keeps and that are not on this device yet. */
export async function chunksLacking(
  { database }: Pick<Replica, 'database'>,
  digests: readonly string[],
): Promise<string[]> {
  const there = new Set(await database.chunks.where('digest').anyOf(digests).primaryKeys())
  const used = await database.chunkUses.where('digest').anyOf(digests).toArray()
  const wanted = new Set(used.map(({ digest }) => digest))
  return [...new Set(digests)].filter((digest) => wanted.has(digest) && !there.has(digest))
}

/** Keeps a chunk another device sent, if it is what its name says and a record here still keeps it. */
export async function takeChunk(
  { database }: Pick<Replica, 'database'>,
  digest: string,
  bytes: Bytes,
): Promise<
  Result<
    'kept' | 'unused',
    | { readonly type: 'ChunkDamaged' }
    | { readonly type: 'NotSaved'; readonly detail?: Readonly<Record<string, string | number>> }
  >
> {
  if (toHex(await sha256(bytes)) !== digest) return problem('ChunkDamaged')
  try {
    return await database.transaction('rw', database.chunks, database.chunkUses, async () => {
      if ((await database.chunkUses.where('digest').equals(digest).count()) === 0)
        return ok('unused' as const)
      await database.chunks.put({ digest, bytes })
      return ok('kept' as const)
    })
  } catch (error) {
    return problem('NotSaved', { why: storageFault(error) })
  }
}
