import { beforeAll, describe, expect, test, vi } from 'vitest'
import { importFile } from '../../../../core/store/file/import-file.ts'
import { writeFile } from '../../../../core/store/file/write-file.ts'
import { unwrap } from '../../../../core/model/result.ts'
import {
  correctiveActionValues,
  createAction,
  foundedStore,
  founding,
  openTestStore,
  ownId,
  type TestStore,
} from '../../../support/store.ts'

// Argon2id takes its 64 MiB a dozen times here; a busy machine is no fault.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const passphrase = '嵐山的雲在午後散開了'
let opened: Awaited<ReturnType<typeof foundedStore>>
let action: string
let bytes: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  opened = await foundedStore()
  action = await createAction(opened)
  const evidence = ownId(opened, 'EVD')
  const file = new File([new Uint8Array(300_000).map((_, at) => at & 255)], '訪談紀錄.bin')
  unwrap(
    await opened.store.execute({
      type: 'attach',
      id: evidence,
      field: 'file',
      file,
      changes: [
        {
          type: 'create',
          id: evidence,
          recordType: 'evidence',
          values: {
            title: '訪談紀錄',
            kind: 'file',
            collectedBy: opened.personId,
          },
        },
      ],
    }),
  )
  const made = unwrap(await opened.store.execute({ type: 'makeBackup', passphrase }))
  expect(made.fileName).toBe('countersign-202611220900.countersign-backup')
  bytes = new Uint8Array(await made.file.arrayBuffer())
})

const restored = async (given: Uint8Array<ArrayBuffer>, words = passphrase) => {
  const other = await openTestStore({ clock: opened.clock })
  return {
    other,
    result: await other.store.execute({ type: 'restoreBackup', file: new Blob([given]), passphrase: words }),
  }
}
const rowsOf = async ({ database }: TestStore) =>
  (await database.records.toArray()).map(({ id, values, state }) => ({ id, values, state }))
const nothingIn = async ({ database }: TestStore) =>
  (await Promise.all(database.tables.map((table) => table.count()))).reduce((sum, count) => sum + count, 0)

describe('a backup', () => {
  test('restores every record, history, attachment and personal field on a new device', async () => {
    const { other, result } = await restored(bytes)
    expect(unwrap(result)).toMatchObject({ enrolled: true, refused: 0 })
    expect(await rowsOf(other)).toEqual(await rowsOf(opened))
    expect(await other.database.history.count()).toBe(await opened.database.history.count())
    expect(await other.database.chunks.count()).toBe(await opened.database.chunks.count())
    expect(other.store.replica()!.device.id).not.toBe(opened.store.replica()!.device.id)
    expect(JSON.stringify(await rowsOf(other))).toContain('林佩蓉')
  })

  test('the device that restored goes on writing, and the one before it takes what it wrote', async () => {
    const { other } = await restored(bytes)
    const id = ownId(other, 'CAR')
    const person = other.store.replica()!.personId
    const change = {
      type: 'create' as const,
      id,
      recordType: 'correctiveAction',
      values: correctiveActionValues(person),
    }
    unwrap(await other.store.execute({ type: 'commit', changes: [change] }))
    unwrap(await other.store.performDuties())
    const file = writeFile(other.store.replica()!, { what: { type: 'everything' }, chunks: true })
    expect(unwrap(await importFile(opened.store, file))).toMatchObject({
      whole: true,
      refused: {},
      waiting: 0,
    })
    expect(await opened.database.records.get(id)).toMatchObject({ state: 'opened' })
  })

  test('says when it was made and what came since', async () => {
    expect(await opened.queries.health()).toMatchObject({ backupAt: opened.clock.now })
    const before = (await opened.queries.health()).sinceBackup!
    unwrap(
      await opened.store.execute({
        type: 'commit',
        changes: [
          {
            type: 'set',
            id: action as never,
            field: 'description',
            value: '離職帳號未停用，抽查三筆有一筆逾期一日。',
          },
        ],
      }),
    )
    expect((await opened.queries.health()).sinceBackup).toBe(before + 1)
  })

  test('holds nothing readable without its passphrase', () => {
    const text = new TextDecoder('latin1').decode(bytes)
    expect(text.startsWith('countersign/backup/1\n')).toBe(true)
    for (const word of ['workspace', 'isms.', opened.store.replica()!.device.id, 'MEM-'])
      expect(text).not.toContain(word)
  })

  test('made by the founder takes the passphrase of the recovery key and no other', async () => {
    expect(
      await opened.store.execute({ type: 'makeBackup', passphrase: '完全不同的另外一句話' }),
    ).toMatchObject({
      error: { type: 'WrongPassphrase' },
    })
    expect(await opened.store.execute({ type: 'makeBackup', passphrase: '太短' })).toMatchObject({
      error: { type: 'PassphraseTooShort' },
    })
  })
})

describe('what cannot be restored leaves nothing behind', () => {
  test('another passphrase', async () => {
    const { other, result } = await restored(bytes, '完全不同的另外一句話')
    expect(result).toMatchObject({ error: { type: 'WrongPassphrase' } })
    expect(await nothingIn(other)).toBe(0)
  })

  test('another file, or a backup of a later version', async () => {
    expect((await restored(new Uint8Array(9000))).result).toMatchObject({ error: { type: 'NotABackup' } })
    expect((await restored(new Uint8Array())).result).toMatchObject({ error: { type: 'NotABackup' } })
    const later = bytes.slice()
    later['countersign/backup/'.length] = '2'.charCodeAt(0)
    expect((await restored(later)).result).toMatchObject({ error: { type: 'OtherVersion' } })
  })

  test('a backup that was cut off or changed anywhere', async () => {
    for (const changed of [bytes.slice(0, -1), bytes.slice(0, bytes.length / 2), flipped(bytes.length - 5)]) {
      const { other, result } = await restored(changed)
      expect(result).toMatchObject({
        error: { type: expect.stringMatching(/DamagedBackup|WrongPassphrase/) },
      })
      expect(await nothingIn(other)).toBe(0)
    }
  })

  test('a computer whose clock is slow: what was written is in its future, and waits', async () => {
    const { now } = opened.clock
    const slow = await openTestStore({ clock: { ...opened.clock, now: now - 30 * 86_400_000 } })
    const restore = (to: TestStore) =>
      to.store.execute({ type: 'restoreBackup', file: new Blob([bytes]), passphrase })
    expect(await restore(slow)).toMatchObject({ error: { type: 'ClockBehind' } })
    expect(await nothingIn(slow)).toBe(0)
  })

  test('a restore cut off half-way is taken away at the next start, and the file can be read again', async () => {
    const { other, result } = await restored(bytes)
    unwrap(result)
    await other.database.meta.put({ key: 'restoring', since: 0 } as never)
    await other.store.close()
    const again = await openTestStore({ factory: other.factory, clock: opened.clock })
    expect(await nothingIn(again)).toBe(0)
    const file = new Blob([bytes])
    expect(unwrap(await again.store.execute({ type: 'restoreBackup', file, passphrase })).enrolled).toBe(true)
  })

  test('over a workspace that stands', async () => {
    const other = await openTestStore()
    unwrap(await other.store.execute(founding))
    const before = await other.database.records.count()
    const file = new Blob([bytes])
    expect(await other.store.execute({ type: 'restoreBackup', file, passphrase })).toMatchObject({
      error: { type: 'WorkspaceExists' },
    })
    expect(await other.database.records.count()).toBe(before)
  })
})

function flipped(at: number): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice()
  changed[at]! ^= 1
  return changed
}
