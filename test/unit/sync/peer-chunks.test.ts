import { afterEach, describe, expect, test, vi } from 'vitest'
import { chunkSize, attachmentShape, type Attachment } from '../../../core/model/attachment.ts'
import { concat } from '../../../core/model/bytes.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { parse } from '../../../core/model/shape.ts'
import { openAttachment } from '../../../core/store/attachments/open-attachment.ts'
import type { Link } from '../../../core/sync/link.ts'
import { attachEvidence } from '../../support/evidence.ts'
import { memoryLinks } from '../../support/link.ts'
import { memberReplica } from '../../support/member-replica.ts'
import { eventually, inStep, meet } from '../../support/peers.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { foundedStore, type TestStore } from '../../support/store.ts'

afterEach(() => vi.restoreAllMocks())

const attachmentOf = async ({ queries }: TestStore, id: RecordId): Promise<Attachment> =>
  unwrap(parse(attachmentShape, (await queries.recordById(id))?.values['file']))

async function stage(size: number) {
  const first = await foundedStore()
  const id = await attachEvidence(first, size)
  const second = await secondReplica(first)
  return { first, second, id, chunks: (await attachmentOf(first, id)).chunks }
}
/** Links on which every chunk frame of the first end passes through `change`; undefined breaks the link. */
function meddledLinks(
  change: (frame: { bytes?: Uint8Array }) => { bytes?: Uint8Array } | undefined,
): readonly [Link, Link] {
  const [left, right] = memoryLinks()
  const send: Link['send'] = (frame) => {
    if ((frame as { type?: string }).type !== 'chunk') return left.send(frame)
    const changed = change(frame as { bytes?: Uint8Array })
    if (changed) left.send(changed)
    else left.close()
  }
  return [{ ...left, send }, right]
}

describe('an attached file', () => {
  test('follows its record when it is asked for, every byte of it, and not before', async () => {
    const { first, second, id, chunks } = await stage(5 * 1024 * 1024 + 17)
    const meeting = meet(first, second)
    await inStep(first, second)
    expect(await second.database.chunks.count()).toBe(0)
    const counted: string[] = []
    expect(await meeting.other.bringChunks(chunks, (done, all) => counted.push(`${done}/${all}`))).toEqual([])
    expect(counted.at(-1)).toBe(`${chunks.length}/${chunks.length}`)
    const parts = unwrap(
      await openAttachment(await attachmentOf(second, id), (digest) => second.queries.chunk(digest)),
    )
    expect(concat(...parts).length).toBe(5 * 1024 * 1024 + 17)
    // Nothing is asked for twice.
    expect(await meeting.other.bringChunks(chunks)).toEqual([])
    await meeting.cut()
    expect(meeting.errors).toEqual([])
  })

  test('goes on where it was cut off: what came stays, and only the rest is asked for', async () => {
    const { first, second, chunks } = await stage(20 * chunkSize)
    let sent = 0
    const links = meddledLinks((frame) => (++sent > 11 ? undefined : frame))
    const meeting = meet(first, second, { links })
    await inStep(first, second)
    const missing = await meeting.other.bringChunks(chunks)
    expect(missing.length).toBe(chunks.length - 11)
    await meeting.cut()
    const again = meet(first, second)
    await inStep(first, second)
    const counted: number[] = []
    expect(await again.other.bringChunks(chunks, (_done, all) => counted.push(all))).toEqual([])
    expect(counted[0]).toBe(missing.length)
    await again.cut()
  })

  test('with a byte changed on the way is not kept, and whoever sent it is shown out', async () => {
    const { first, second, chunks } = await stage(chunkSize + 1)
    const links = meddledLinks((frame) => {
      const bytes = Uint8Array.from(frame.bytes!)
      bytes[7]! ^= 1
      return { ...frame, bytes }
    })
    const meeting = meet(first, second, { links })
    await inStep(first, second)
    expect(await meeting.other.bringChunks(chunks)).toEqual(chunks)
    expect(await meeting.other.done).toMatchObject({ type: 'ChunkDamaged' })
    expect(await second.database.chunks.count()).toBe(0)
    await meeting.cut()
  })

  test('is not given to whoever may not see a record that keeps it, though they know its name', async () => {
    const { first, chunks } = await stage(1000)
    const staff = await memberReplica(first, ['staff'])
    // As if they had a record naming it.
    await staff.database.chunkUses.bulkPut(chunks.map((digest) => ({ digest, record: 'EVD-1' as RecordId })))
    const meeting = meet(first, staff)
    await eventually(async () => (await staff.queries.recordsOf('person')).length > 0)
    expect(await meeting.other.bringChunks(chunks)).toEqual(chunks)
    expect(await staff.database.chunks.count()).toBe(0)
    await meeting.cut()
  })

  test('that the disk has no room for ends the session and says why', async () => {
    const { first, second, chunks } = await stage(1000)
    const meeting = meet(first, second)
    await inStep(first, second)
    vi.spyOn(second.database.chunks, 'put').mockImplementationOnce((() =>
      Promise.reject(new DOMException('full', 'QuotaExceededError'))) as never)
    expect(await meeting.other.bringChunks(chunks)).toEqual(chunks)
    expect(await meeting.other.done).toMatchObject({
      type: 'NotSaved',
      detail: { why: 'QuotaExceededError' },
    })
    await meeting.cut()
  })
})
