import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { concat, toHex, utf8, type Bytes } from '../../../../core/model/bytes.ts'
import { chunkSize } from '../../../../core/model/attachment.ts'
import type { RecordId } from '../../../../core/model/ids.ts'
import { unwrap } from '../../../../core/model/result.ts'
import { importFile } from '../../../../core/store/file/import-file.ts'
import type { Imported } from '../../../../core/store/file/imported.ts'
import { readFile } from '../../../../core/store/file/read-file.ts'
import type { FileContents } from '../../../../core/store/file/blocks.ts'
import { writeFile } from '../../../../core/store/file/write-file.ts'
import { attachEvidence } from '../../../support/evidence.ts'
import { eventually, meet, reach } from '../../../support/peers.ts'
import { memberReplica } from '../../../support/member-replica.ts'
import { piecesOf } from '../../../support/pieces.ts'
import { runs } from '../../../support/runs.ts'
import { secondReplica } from '../../../support/second-replica.ts'
import { createAction, foundedStore, type TestStore } from '../../../support/store.ts'

const all: FileContents = { what: { type: 'everything' }, chunks: true }
const fileOf = async ({ store }: TestStore, contents = all): Promise<Bytes> => {
  const parts: Bytes[] = []
  for await (const part of writeFile(store.replica()!, contents)) parts.push(part)
  return concat(...parts)
}
const take = ({ store }: TestStore, bytes: Uint8Array, length = 1000) =>
  importFile(store, piecesOf(bytes, length))
const rowsOf = async ({ database }: TestStore) => ({
  records: await database.records.orderBy('id').toArray(),
  keys: await database.recordKeys.toArray(),
})
interface Readable<Row> {
  readonly toArray: () => PromiseLike<Row[]>
}
/** Rows of the one that are not in the other, whenever they came. */
async function missing<Row>(one: Readable<Row>, other: Readable<Row>): Promise<string[]> {
  const text = ({ received: _, ...row }: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(
      Object.entries(row)
        .map(([key, value]) => [key, value instanceof Uint8Array ? toHex(value) : value])
        .sort(),
    )
  const known = new Set((await other.toArray()).map((row) => text(row as never)))
  return (await one.toArray()).map((row) => text(row as never)).filter((row) => !known.has(row))
}
const taken = ({ admitted, known, waiting, refused, notForHere, whole }: Imported) => ({
  admitted,
  known,
  waiting,
  refused,
  notForHere,
  whole,
})

async function withFile() {
  const first = await foundedStore()
  for (let index = 0; index < 3; index++) await createAction(first)
  const evidence = await attachEvidence(first, chunkSize + 500)
  return { first, second: await secondReplica(first), evidence }
}

describe('a .countersign file', () => {
  test('of everything makes another replica the same, attached files and personal fields included, and once more changes nothing', async () => {
    const { first, second } = await withFile()
    const bytes = await fileOf(first)
    const done: string[] = []
    const imported = unwrap(
      await importFile(second.store, piecesOf(bytes, 777), (now, of) => done.push(`${now}/${of}`)),
    )
    const envelopes = await first.database.envelopes.count()
    expect(imported).toMatchObject({ waiting: 0, refused: {}, notForHere: 0, chunks: 2, whole: true })
    expect(imported.admitted + imported.known).toBe(envelopes)
    expect(imported.admitted).toBeGreaterThan(4)
    expect(done.at(-1)).toBe(`${envelopes + 2}/${envelopes + 2}`)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    expect(await second.database.chunks.count()).toBe(2)
    expect(await second.queries.recordById(first.personId as RecordId)).toMatchObject({
      values: { nameZh: '林佩蓉' },
    })

    const again = unwrap(await take(second, bytes))
    expect(taken(again)).toEqual({
      admitted: 0,
      known: envelopes,
      waiting: 0,
      refused: {},
      notForHere: 0,
      whole: true,
    })
    expect(again.chunks).toBe(0)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
  })

  test('of what a colleague lacks holds nothing they acknowledged, and nothing they may not see', async () => {
    const { first, second } = await withFile()
    const peer = second.store.replica()!.device.id
    const meeting = meet(first, second)
    await eventually(() => reach(first) === reach(second))
    await eventually(() => meeting.one.progress().sent === meeting.one.progress().toSend)
    await meeting.cut()
    await createAction(first)
    await createAction(first)
    const lacking = { what: { type: 'lacking' as const, device: peer }, chunks: false }
    const imported = unwrap(await take(second, await fileOf(first, lacking)))
    expect(taken(imported)).toMatchObject({ admitted: 2, known: 0 })
    expect(reach(second)).toBe(reach(first))

    const staff = await memberReplica(first, ['staff'])
    const forStaff = {
      what: { type: 'lacking' as const, device: staff.store.replica()!.device.id },
      chunks: true,
    }
    const bytes = await fileOf(first, forStaff)
    expect(new TextDecoder().decode(bytes)).not.toMatch(/"shard":"(isms|audit|people|privacy|guard)\./)
    expect(unwrap(await take(staff, bytes)).admitted).toBeGreaterThan(0)
    // And a file of everything leaves with them no more than that.
    const rest = unwrap(await take(staff, await fileOf(first)))
    expect(rest.notForHere).toBeGreaterThan(0)
    const shards = new Set((await staff.database.envelopes.toArray()).map(({ shard }) => shard.split('.')[0]))
    expect([...shards].filter((name) => !['members', 'common', 'policy'].includes(name!))).toEqual([])
    expect(await staff.database.waiting.count()).toBe(0)
    expect(await staff.database.chunks.count()).toBe(0)
  })

  test('of another workspace, of another version, or that is something else, is refused and says so', async () => {
    const { first, second } = await withFile()
    const elsewhere = await foundedStore()
    const before = reach(second)
    expect(await take(second, await fileOf(elsewhere))).toMatchObject({ error: { type: 'OtherWorkspace' } })
    const bytes = await fileOf(first)
    const newer = Uint8Array.from(bytes)
    newer[17] = '2'.charCodeAt(0)
    expect(await take(second, newer)).toMatchObject({ error: { type: 'OtherVersion' } })
    expect(await take(second, utf8('%PDF-1.7 something else altogether'))).toMatchObject({
      error: { type: 'NotAFile' },
    })
    expect(await take(second, new Uint8Array())).toMatchObject({ error: { type: 'NotAFile' } })
    expect(reach(second)).toBe(before)
  })

  test('that was cut off anywhere brings what stood before the cut, and the whole one the rest', async () => {
    const { first } = await withFile()
    const bytes = await fileOf(first)
    for (const share of [0.1, 0.35, 0.6, 0.9, 0.999]) {
      const second = await secondReplica(first)
      const part = await take(second, bytes.subarray(0, Math.floor(bytes.length * share)))
      if (part.ok) expect(part.value.whole).toBe(false)
      expect(unwrap(await take(second, await fileOf(first))).whole).toBe(true)
      expect(await rowsOf(second)).toEqual(await rowsOf(first))
    }
  })

  test('with any byte changed is refused where it was changed, never believed, and harms nothing', async () => {
    const { first } = await withFile()
    const bytes = await fileOf(first)
    const second = await secondReplica(first)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(bytes)
        changed[at]! ^= by
        const imported = await take(second, changed, 4096)
        expect(
          imported.ok || ['OtherVersion', 'NotAFile', 'OtherWorkspace'].includes(imported.error.type),
        ).toBe(true)
        // What is there now is the first device's own, bit for bit; nothing else was let in.
        expect(await missing(second.database.envelopes, first.database.envelopes)).toEqual([])
        expect(await missing(second.database.recordKeys, first.database.recordKeys)).toEqual([])
        expect(await missing(second.database.chunks, first.database.chunks)).toEqual([])
      }),
      { numRuns: runs(60) },
    )
    unwrap(await take(second, await fileOf(first)))
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
  })

  test('on a disk that is full says so, keeps what it took, and can be read again', async () => {
    const { first, second } = await withFile()
    const bytes = await fileOf(first)
    vi.spyOn(second.database.envelopes, 'bulkAdd').mockImplementationOnce((() =>
      Promise.reject(new DOMException('full', 'QuotaExceededError'))) as never)
    expect(await take(second, bytes)).toMatchObject({ error: { type: 'NotSaved' } })
    vi.restoreAllMocks()
    expect(unwrap(await take(second, bytes)).whole).toBe(true)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
  })

  test('is read in time and memory bounded by its length, whatever it claims', async () => {
    const claims = new Uint8Array(40)
    claims.set(utf8('countersign/file/1\n'))
    new DataView(claims.buffer).setUint32(19, 0xffffffff)
    const kinds: string[] = []
    for await (const part of readFile(piecesOf(claims, 7)))
      kinds.push(part.type === 'damaged' ? part.reason : part.type)
    expect(kinds).toEqual(['nonsense'])
  })
})
