import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  attachmentShape,
  chunkSize,
  largestAttachment,
  type Attachment,
} from '../../../core/model/attachment.ts'
import { concat, sha256, toHex, type Bytes } from '../../../core/model/bytes.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { parse } from '../../../core/model/shape.ts'
import { cleanFileName, cleanMediaType } from '../../../core/store/attachments/clean-name.ts'
import { openAttachment } from '../../../core/store/attachments/open-attachment.ts'
import { sealFile, type SealedFile } from '../../../core/store/attachments/seal-file.ts'
import type { Change } from '../../../core/store/commands.ts'
import { foundedStore, openTestStore, ownId, type TestStore } from '../../support/store.ts'

const fileOf = (bytes: Bytes, name = '還原測試紀錄.pdf', type = 'application/pdf') =>
  new File([bytes], name, { type })
/** Bytes that repeat nowhere, so that a part in the wrong place shows. */
const someBytes = (length: number): Bytes =>
  Uint8Array.from({ length }, (_, at) => (at * 2654435761 + (at >>> 13)) >>> 11)
const chunksOf =
  ({ chunks }: SealedFile) =>
  (digest: string) =>
    Promise.resolve(chunks.find((chunk) => chunk.digest === digest)?.bytes)
const edges = [0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize + 17]

describe('a sealed file', () => {
  test('opens to the same bytes, whatever they are and wherever a chunk ends', async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 4000 }), fc.constantFrom(...edges).map(someBytes))
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const whole = Uint8Array.from(given)
        const sealed = unwrap(await sealFile(fileOf(whole)))
        expect(parse(attachmentShape, sealed.attachment).ok).toBe(true)
        expect(sealed.attachment.sha256).toBe(toHex(await sha256(whole)))
        expect(toHex(concat(...unwrap(await openAttachment(sealed.attachment, chunksOf(sealed)))))).toBe(
          toHex(whole),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('is refused whole when any bit of any chunk is flipped, even by one who renames the chunk', async () => {
    const sealed = unwrap(await sealFile(fileOf(someBytes(chunkSize + 300))))
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.nat(), fc.nat(7), fc.boolean(), async (which, at, bit, renamed) => {
        const { digest, bytes } = sealed.chunks[which]!
        const flipped = Uint8Array.from(bytes)
        flipped[at % flipped.length]! ^= 1 << bit
        const name = renamed ? toHex(await sha256(flipped)) : digest
        const attachment = { ...sealed.attachment, chunks: sealed.attachment.chunks.with(which, name) }
        const opened = await openAttachment(attachment, (wanted) =>
          wanted === name ? Promise.resolve(flipped) : chunksOf(sealed)(wanted),
        )
        expect(opened).toMatchObject({ ok: false, error: { type: 'ChunkDamaged' } })
      }),
      { numRuns: 60 },
    )
  })

  test('is refused when chunks change places, are missing, or the record says another digest, size or key', async () => {
    const sealed = unwrap(await sealFile(fileOf(someBytes(2 * chunkSize))))
    const { attachment } = sealed
    const said = async (more: Partial<Attachment>) =>
      openAttachment({ ...attachment, ...more }, chunksOf(sealed))
    const damaged = { ok: false, error: { type: 'ChunkDamaged' } }
    expect(await said({ chunks: attachment.chunks.toReversed() })).toMatchObject(damaged)
    expect(await said({ sha256: 'a'.repeat(64) })).toMatchObject(damaged)
    expect(await said({ key: 'a'.repeat(64) })).toMatchObject(damaged)
    expect(await said({ size: attachment.size + 1 })).toMatchObject(damaged)
    expect(await said({ chunks: ['b'.repeat(64), attachment.chunks[1]!] })).toMatchObject({
      error: { type: 'ChunkMissing' },
    })
  })

  test('shows nothing of itself in its chunks, and shares none with the same file attached again', async () => {
    const planted = new TextEncoder().encode('王小明 A123456789'.repeat(50))
    const [once, twice] = await Promise.all([sealFile(fileOf(planted)), sealFile(fileOf(planted))]).then(
      (both) => both.map(unwrap),
    )
    expect(toHex(once!.chunks[0]!.bytes)).not.toContain(toHex(planted.subarray(0, 12)))
    expect(once!.attachment.chunks[0]).not.toBe(twice!.attachment.chunks[0])
    expect(once!.attachment.sha256).toBe(twice!.attachment.sha256)
  })
})

describe('the name of a file', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(fc.constantFrom('../', '\\', '\u202e', '\u2066', '\u0000', '\n', '還原', '🧾', '.', ' ', 'a', '.pdf'), {
      maxLength: 60,
    }).map((parts) => parts.join('')), // prettier-ignore
  )
  test('never holds a path, a control character or a turn of direction, and stays short', () => {
    fc.assert(
      fc.property(nasty, (given) => {
        const name = cleanFileName(given)
        expect(name).not.toMatch(/[/\\:*?"<>|]|[\p{Cc}\p{Cf}\p{Cs}]/u)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(200)
        expect(cleanFileName(name)).toBe(name)
      }),
    )
  })
  test('keeps its words and its ending', () => {
    expect(cleanFileName('C:\\fakepath\\還原測試 115Q3.pdf')).toBe('還原測試 115Q3.pdf')
    expect(cleanFileName('invoice\u202efdp.exe')).toBe('invoicefdp.exe')
    expect(cleanFileName(`${'報'.repeat(300)}.docx`)).toMatch(/^報{195}\.docx$/)
    expect(cleanFileName('..')).toBe('file')
  })
  test('a type that is none becomes a plain download', () => {
    expect(cleanMediaType('Text/Plain; charset=big5')).toBe('text/plain')
    for (const odd of ['', 'html', 'text/', '<script>/x', 'a/b c']) {
      expect(cleanMediaType(odd), odd).toBe('application/octet-stream')
    }
  })
})

describe('attaching to a record', () => {
  afterEach(() => vi.restoreAllMocks())
  const bytes = someBytes(chunkSize + 5)

  test('keeps file and record together, through a reload, and says the digest', async () => {
    const opened = await foundedStore()
    const id = await newEvidence(opened)
    const done = unwrap(
      await opened.store.execute({ type: 'attach', id, field: 'file', file: fileOf(bytes) }),
    )
    expect(done).toEqual({ sha256: toHex(await sha256(bytes)), size: bytes.length })

    const again = await openTestStore({ factory: opened.factory, clock: opened.clock })
    const attachment = await attachmentOf(again, id)
    expect(attachment).toMatchObject({ name: '還原測試紀錄.pdf', mediaType: 'application/pdf' })
    const parts = unwrap(await openAttachment(attachment!, again.queries.chunk))
    expect(toHex(concat(...parts))).toBe(toHex(bytes))
    expect((await again.queries.historyOf(id)).map(({ change }) => change.type)).toEqual(['field', 'created'])
  })

  test('puts neither name nor content into the journal in the clear', async () => {
    const opened = await foundedStore()
    const id = await newEvidence(opened)
    const planted = new TextEncoder().encode('王小明 A123456789')
    unwrap(await opened.store.execute({ type: 'attach', id, field: 'file', file: fileOf(planted) }))
    const attachment = await attachmentOf(opened, id)
    const { file } = unwrap(
      await opened.store.execute({ type: 'exportFile', what: { type: 'everything' }, chunks: true }),
    )
    const journal = toHex(new Uint8Array(await file.arrayBuffer()))
    for (const told of [
      planted,
      new TextEncoder().encode(attachment!.name),
      new TextEncoder().encode(attachment!.key),
    ])
      expect(journal).not.toContain(toHex(told))
  })

  test('leaves nothing behind when its transaction is aborted, and can be done again', async () => {
    const opened = await foundedStore()
    const id = await newEvidence(opened)
    const attach = () => opened.store.execute({ type: 'attach', id, field: 'file', file: fileOf(bytes) })
    // The chunks are in by then: what is durable must not hang on the order of writes.
    vi.spyOn(opened.database.chunkUses, 'bulkPut').mockRejectedValueOnce(
      new DOMException('the disk is full', 'QuotaExceededError'),
    )
    expect(await attach()).toMatchObject({ ok: false, error: { type: 'NotSaved' } })
    expect(await opened.database.chunks.count()).toBe(0)
    expect(await opened.database.chunkUses.count()).toBe(0)
    expect(await attachmentOf(opened, id)).toBeUndefined()
    unwrap(await attach())
    expect(await opened.database.chunks.count()).toBe(2)
  })

  test('is refused before anything is read when it is too large or would not fit, with the figures', async () => {
    const opened = await foundedStore({ room: () => Promise.resolve(9 * 1024 * 1024) })
    const id = await newEvidence(opened)
    const read = vi.fn(() => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)) }))
    const sized = (size: number) =>
      ({ ...fileOf(bytes), name: 'a.bin', type: '', size, slice: read }) as never
    const attach = (size: number) =>
      opened.store.execute({ type: 'attach', id, field: 'file', file: sized(size) })
    expect(await attach(largestAttachment + 1)).toMatchObject({
      error: { type: 'FileTooLarge', detail: { size: largestAttachment + 1, max: largestAttachment } },
    })
    expect(await attach(2 * 1024 * 1024)).toMatchObject({
      error: { type: 'NoRoom', detail: { free: 9 * 1024 * 1024 } },
    })
    expect(read).not.toHaveBeenCalled()
    expect(await attach(chunkSize)).toMatchObject({ error: { type: 'FileUnreadable' } })
    expect(await opened.database.chunks.count()).toBe(0)
  })

  test('may begin the record it goes onto, and is refused with it or durable with it', async () => {
    const opened = await foundedStore()
    const begin = (values: Readonly<Record<string, unknown>>) => {
      const id = ownId(opened, 'EVD')
      const changes: Change[] = [{ type: 'create', id, recordType: 'evidence', values }]
      return opened.store.execute({ type: 'attach', id, field: 'file', file: fileOf(bytes), changes })
    }
    expect(await begin({ title: '還原測試', url: 'javascript:alert(1)' })).toMatchObject({
      error: { type: 'Invalid', issues: [{ field: 'url', code: 'notAWebAddress' }] },
    })
    expect([await opened.database.chunks.count(), await opened.queries.count('evidence')]).toEqual([0, 0])
    unwrap(await begin({ title: '還原測試' }))
    expect([await opened.database.chunks.count(), await opened.queries.count('evidence')]).toEqual([2, 1])
  })

  test('goes only where the record type has a place for a file', async () => {
    const opened = await foundedStore()
    const id = await newEvidence(opened)
    for (const field of ['title', 'sha256', 'nothing']) {
      expect(await opened.store.execute({ type: 'attach', id, field, file: fileOf(bytes) })).toMatchObject({
        error: { type: 'Invalid', issues: [{ field, code: 'unknownField' }] },
      })
    }
    const unknown = ownId(opened, 'EVD')
    expect(
      await opened.store.execute({ type: 'attach', id: unknown, field: 'file', file: fileOf(bytes) }),
    ).toMatchObject({ error: { type: 'NoSuchRecord' } })
  })
})

describe('the chunks of a file', () => {
  const held = async (opened: TestStore) => [
    await opened.database.chunks.count(),
    await opened.database.chunkUses.count(),
  ]
  async function attached(): Promise<TestStore & { readonly personId: string; readonly id: RecordId }> {
    const opened = await foundedStore()
    const id = await newEvidence(opened)
    const file = fileOf(someBytes(chunkSize + 1))
    unwrap(await opened.store.execute({ type: 'attach', id, field: 'file', file }))
    expect(await held(opened)).toEqual([2, 2])
    return { ...opened, id }
  }
  const commit = async (opened: TestStore, ...changes: Change[]) =>
    unwrap(await opened.store.execute({ type: 'commit', changes }))

  test('go with it when it is removed, and when another takes its place', async () => {
    const opened = await attached()
    const { id } = opened
    unwrap(await opened.store.execute({ type: 'attach', id, field: 'file', file: fileOf(someBytes(3)) }))
    expect(await held(opened)).toEqual([1, 1])
    await commit(opened, { type: 'set', id, field: 'file', value: null })
    expect(await held(opened)).toEqual([0, 0])
  })

  test('stay as long as a submitted revision binds the file', async () => {
    const opened = await attached()
    const { id } = opened
    await commit(opened, { type: 'submit', id })
    await commit(opened, { type: 'set', id, field: 'file', value: null })
    expect(await held(opened)).toEqual([2, 2])
  })

  test('are destroyed with the record’s personal data, and after an approved disposal', async () => {
    const erased = await attached()
    await commit(erased, { type: 'submit', id: erased.id })
    await commit(erased, { type: 'erase', id: erased.id, reason: '當事人請求刪除' })
    expect(await held(erased)).toEqual([0, 0])
    expect(await attachmentOf(erased, erased.id)).toBeUndefined()

    const disposed = await attached()
    for (const to of ['linked', 'archived']) await commit(disposed, { type: 'move', id: disposed.id, to })
    expect(await held(disposed)).toEqual([2, 2])
    disposed.clock.now = Date.parse('2032-01-01T01:00:00Z')
    await commit(disposed, { type: 'move', id: disposed.id, to: 'disposed' })
    expect(await held(disposed)).toEqual([0, 0])
  })

  test('stay while another record names the same file', async () => {
    const opened = await attached()
    const { id } = opened
    const copy = await newEvidence(opened, { file: await attachmentOf(opened, id) })
    expect(await held(opened)).toEqual([2, 4])
    await commit(opened, { type: 'set', id, field: 'file', value: null })
    expect(await held(opened)).toEqual([2, 2])
    await commit(opened, { type: 'set', id: copy, field: 'file', value: null })
    expect(await held(opened)).toEqual([0, 0])
  })
})

async function newEvidence(
  opened: TestStore & { readonly personId: string },
  more: Readonly<Record<string, unknown>> = {},
): Promise<RecordId> {
  const id = ownId(opened, 'EVD')
  const values = {
    title: '115 年第 3 季備份還原測試紀錄',
    kind: 'file',
    collectedAt: '2026-11-22T09:00:00+08:00',
    collectedBy: opened.personId,
    linkedTo: [opened.personId],
    containsPersonalData: false,
    retentionUntil: '2031-11-22',
    ...more,
  }
  unwrap(
    await opened.store.execute({
      type: 'commit',
      changes: [{ type: 'create', id, recordType: 'evidence', values }],
    }),
  )
  return id
}

async function attachmentOf(opened: TestStore, id: RecordId): Promise<Attachment | undefined> {
  const value = (await opened.queries.recordById(id))?.values['file']
  return value === undefined ? undefined : unwrap(parse(attachmentShape, value))
}
