import { beforeAll, expect, test, vi } from 'vitest'
import { newRecordId, type RecordId } from '../../../core/model/ids.ts'
import { hostNetwork, must, until, type TestHost } from '../../support/host-network.ts'
import { isReadOnly } from '../../../pwa/screens/storage/read-only.ts'
import { correctiveActionValues, founding } from '../../support/store.ts'

// Argon2id takes its 64 MiB a few times here; a busy machine is no fault.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const passphrase = '嵐山的雲在午後散開了'
const everything = { type: 'exportFile', what: { type: 'everything' }, chunks: true } as const

async function action(host: TestHost): Promise<RecordId> {
  const { device, personId } = host.store.replica()!
  const id = newRecordId('CAR', device.id)
  const values = correctiveActionValues(personId)
  await must(host, {
    type: 'commit',
    changes: [{ type: 'create', id, recordType: 'correctiveAction', values }],
  })
  return id
}

/** One story: a backup is made, restored elsewhere, and the two go on by files. */
const network = hostNetwork()
let first: TestHost
let second: TestHost
let record: RecordId
let file: Blob
beforeAll(async () => {
  first = await network.host()
  second = await network.host()
  await must(first, founding)
  record = await action(first)
  file = (await must(first, { type: 'makeBackup', passphrase })).file
})

test('another passphrase leaves the first screen where it was', async () => {
  expect(
    await second.send({ type: 'restoreBackup', file, passphrase: '完全不同的另外一句話' }),
  ).toMatchObject({ error: { type: 'WrongPassphrase' } })
  expect(second.status()).toMatchObject({ phase: 'noWorkspace' })
  expect(second.status()).not.toHaveProperty('restored')
})

test('a backup restored in a new browser opens the workspace there, says how far it is and what came', async () => {
  const restored = await must(second, { type: 'restoreBackup', file, passphrase })
  expect(restored).toMatchObject({ enrolled: true, refused: 0 })
  const { device } = second.store.replica()!
  expect(second.status()).toMatchObject({ phase: 'ready', device: device.id, restored })
  expect(second.status().restoring).toBeUndefined()
  const heard = second.statuses.flatMap(({ restoring, phase }) =>
    restoring ? [{ ...restoring, phase }] : [],
  )
  expect(heard.at(-1)).toMatchObject({ phase: 'noWorkspace', done: heard.at(-1)!.all })
  expect(await second.queries.recordById(record)).toMatchObject({ type: 'correctiveAction' })
  // The links to colleagues follow the workspace, as after any other opening.
  await until(() => second.status().team?.on === false, 'the team')
  expect([...first.reported, ...second.reported]).toEqual([])
})

test('the restored device writes; a file carries it to the one before, counted, and read again does no harm', async () => {
  const theirs = await action(second)
  const carried = await must(second, everything)
  expect(carried.fileName).toMatch(/^countersign-\d{12}\.countersign$/)
  const imported = await must(first, { type: 'importFile', file: carried.file })
  expect(imported).toMatchObject({ whole: true, refused: {}, waiting: 0, notForHere: 0 })
  expect(imported.admitted).toBeGreaterThan(1)
  expect(await first.queries.recordById(theirs)).toBeDefined()
  expect((await first.queries.devices()).map(({ id }) => id)).toContain(second.store.replica()!.device.id)
  expect(first.status().importing).toBeUndefined()
  const heard = first.statuses.flatMap(({ importing }) => importing ?? [])
  expect(heard.at(-1)).toMatchObject({ done: heard.at(-1)!.all })

  const again = await must(first, { type: 'importFile', file: carried.file })
  expect(again).toMatchObject({ admitted: 0, known: imported.admitted + imported.known })
})

test('a file of what one device lacks leaves out what that device wrote itself', async () => {
  const { device } = second.store.replica()!
  const unseen = await action(first)
  const what = { type: 'lacking', device: device.id } as const
  const carried = await must(first, { type: 'exportFile', what, chunks: false })
  const [peer] = await first.queries.peers(network.clock.now)
  const imported = await must(second, { type: 'importFile', file: carried.file })
  expect(imported.header).toMatchObject({ what, parcels: peer!.toSend })
  expect(await second.queries.recordById(unseen)).toBeDefined()
  expect(
    await first.send({
      type: 'exportFile',
      what: { type: 'lacking', device: 'f'.repeat(32) as never },
      chunks: false,
    }),
  ).toMatchObject({ error: { type: 'NoSuchDevice' } })
})

test('numbers stay with the device before until they are moved here', async () => {
  const numbering = async () => (await second.queries.devices()).find((device) => device.numbering)?.id
  expect(await numbering()).toBe(first.store.replica()!.device.id)
  const { device } = second.store.replica()!
  await must(second, { type: 'moveNumbering', device: device.id })
  expect(await numbering()).toBe(device.id)
})

test('what is no such file, a backup and another workspace’s file are each told apart, and nothing is taken', async () => {
  const stranger = await network.host()
  await must(stranger, founding)
  const foreign = await must(stranger, everything)
  const before = await first.database.envelopes.count()
  for (const [given, type] of [
    [new Blob(['%PDF-1.7 something else altogether']), 'NotAFile'],
    [file, 'NotAFile'],
    [foreign.file, 'OtherWorkspace'],
  ] as const)
    expect(await first.send({ type: 'importFile', file: given })).toMatchObject({ error: { type } })
  expect(await first.database.envelopes.count()).toBe(before)
  expect(first.status().importing).toBeUndefined()
})

test('a device that reminds of backups is told what came since, and no further than it asks', async () => {
  const before = (await first.queries.sinceBackup(500))!.count
  expect(before).toBe((await first.queries.health()).sinceBackup)
  for (let index = 0; index < 3; index++) await action(first)
  expect((await first.queries.sinceBackup(500))!.count).toBe(before + 3)
  expect(await first.queries.sinceBackup(2)).toMatchObject({ count: 2 })
})

test('a colleague’s backup carries no recovery key: it restores to read and to export, and says so', async () => {
  const team = hostNetwork()
  const founder = await team.host()
  await must(founder, founding)
  const person = newRecordId('PER', founder.store.replica()!.device.id)
  const values = { employeeNo: 'E0207', nameZh: '王小明', trainingCategory: 'general' }
  await must(founder, {
    type: 'commit',
    changes: [{ type: 'create', id: person, recordType: 'person', values }],
  })
  const given = await must(founder, {
    type: 'invite',
    for: { person, roles: ['securityManager'] },
    hours: 24,
  })
  const colleague = await team.host()
  await must(colleague, { type: 'join', text: given.text })
  await until(() => colleague.status().joining === undefined, 'the end of the first sync')
  expect(await colleague.queries.passphraseSet()).toBeUndefined()
  const made = await must(colleague, { type: 'makeBackup', passphrase })

  const again = await team.host()
  expect(await must(again, { type: 'restoreBackup', file: made.file, passphrase })).toMatchObject({
    enrolled: false,
    refused: 0,
  })
  expect(await again.queries.recordById(person)).toMatchObject({ type: 'person' })
  expect(isReadOnly(await again.queries.devices(), again.status())).toBe(true)
  const set = { type: 'set' as const, id: person, field: 'nameZh', value: '王大明' }
  expect(await again.send({ type: 'commit', changes: [set] })).toMatchObject({ ok: false })
  const carried = await must(again, everything)
  expect(await must(founder, { type: 'importFile', file: carried.file })).toMatchObject({ refused: {} })
})
