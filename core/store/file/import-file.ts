import { peekHeader } from '../../journal/peek-header.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import { chunksLacking, takeChunk } from '../attachments/carry-chunks.ts'
import { maySee } from '../may-see.ts'
import type { Parcel } from '../parcel.ts'
import type { Replica } from '../replica.ts'
import { memberShard } from '../shard-names.ts'
import type { NotSaved } from '../arrivals.ts'
import type { Received } from '../receive.ts'
import type { FileHeader } from './blocks.ts'
import type { Imported, ImportFault } from './imported.ts'
import { readFile } from './read-file.ts'

/** The part of the store a file needs. */
export interface FileTaker {
  readonly replica: () => Replica | undefined
  readonly receiveMany: (parcels: readonly Parcel[]) => Promise<Result<readonly Received[], NotSaved>>
}

/** Envelopes and bytes taken at once. */
const mostParcels = 200
const mostBytes = 4 * 1024 * 1024

/**
 * Takes a `.countersign` file through the same gate as everything else, a few envelopes at a time. What was taken
 * stays when the rest is damaged, or the disk full; the file can be read again. `progress`: blocks done of all.
 */
export async function importFile(
  store: FileTaker,
  parts: AsyncIterable<Uint8Array>,
  progress: (done: number, all: number) => void = () => undefined,
  /** `everything`: a device that restores its own backup is in no log yet, and holds the keys. */
  given: { readonly everything?: boolean } = {},
): Promise<Result<Imported, ImportFault>> {
  const replica = store.replica()
  if (!replica) return problem('NoWorkspace')
  let header: FileHeader | undefined
  let batch: Parcel[] = []
  let size = 0
  let done = 0
  const count = { admitted: 0, known: 0, waiting: 0, notForHere: 0, chunks: 0 }
  const refused: Record<string, number> = {}
  const refuse = (reason: string): void => void (refused[reason] = (refused[reason] ?? 0) + 1)

  const flush = async (): Promise<Result<null, ImportFault>> => {
    if (header) progress(done, header.parcels + header.chunks)
    if (batch.length === 0) return ok(null)
    const taken = await store.receiveMany(batch)
    batch = []
    size = 0
    if (!taken.ok) return problem('NotSaved', taken.error.detail)
    for (const outcome of taken.value) {
      if (outcome.type === 'admitted') count.admitted += 1
      else if (outcome.type === 'repeat') count.known += 1
      else if (outcome.type === 'waiting') count.waiting += 1
      else refuse(outcome.reason)
    }
    return ok(null)
  }
  const finish = async (whole: boolean): Promise<Result<Imported, ImportFault>> => {
    const flushed = await flush()
    return flushed.ok ? ok({ header: header!, ...count, refused, whole }) : flushed
  }

  for await (const part of readFile(parts)) {
    switch (part.type) {
      case 'header':
        header = part.header
        if (header.workspace !== replica.workspace) return problem('OtherWorkspace')
        break
      case 'parcel': {
        const place = peekHeader(part.parcel.envelope)
        done += 1
        if (place && !given.everything && !sees(replica, place)) {
          count.notForHere += 1
          break
        }
        batch.push(part.parcel)
        size += part.bytes
        // What may be seen of the rest can follow from what the log says now.
        if (batch.length >= mostParcels || size >= mostBytes || place?.shard === memberShard) {
          const flushed = await flush()
          if (!flushed.ok) return flushed
        }
        break
      }
      case 'unreadable':
        done += 1
        refuse('Unreadable')
        break
      case 'chunk': {
        done += 1
        const flushed = await flush()
        if (!flushed.ok) return flushed
        if ((await chunksLacking(replica, [part.digest])).length === 0) break
        const taken = await takeChunk(replica, part.digest, part.bytes)
        if (taken.ok) count.chunks += taken.value === 'kept' ? 1 : 0
        else if (taken.error.type === 'ChunkDamaged') refuse('ChunkDamaged')
        else return problem('NotSaved', taken.error.detail)
        break
      }
      case 'end':
        return finish(true)
      case 'damaged':
        if (part.reason === 'otherVersion') return problem('OtherVersion')
        return header ? finish(false) : problem('NotAFile')
    }
  }
  return header ? finish(false) : problem('NotAFile')
}

const sees = (
  { log, device, now }: Replica,
  { shard }: NonNullable<ReturnType<typeof peekHeader>>,
): boolean => maySee(log.now(), device.id, shard, now())
