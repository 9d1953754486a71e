import type { RecordId } from '../../model/ids.ts'
import type { ChunkRow, Database } from '../database.ts'

/** What of a record's files is kept from now on. */
export interface ChunkUse {
  readonly record: RecordId
  readonly digests: readonly string[]
}

/**
 * Within the transaction that stores the records: puts new chunks, writes down who keeps which, and lets go of every
 * chunk that nobody keeps any more.
 */
export async function keepChunks(
  { chunks, chunkUses }: Pick<Database, 'chunks' | 'chunkUses'>,
  added: readonly ChunkRow[],
  uses: readonly ChunkUse[],
): Promise<void> {
  if (added.length > 0) await chunks.bulkPut(added)
  for (const { record, digests } of uses) {
    const before = await chunkUses.where('record').equals(record).toArray()
    const kept = new Set(digests)
    const gone = before.map(({ digest }) => digest).filter((digest) => !kept.has(digest))
    if (digests.length > 0) await chunkUses.bulkPut(digests.map((digest) => ({ digest, record })))
    if (gone.length === 0) continue
    await chunkUses.bulkDelete(gone.map((digest): [string, RecordId] => [digest, record]))
    const still = new Set((await chunkUses.where('digest').anyOf(gone).toArray()).map(({ digest }) => digest))
    await chunks.bulkDelete(gone.filter((digest) => !still.has(digest)))
  }
}
