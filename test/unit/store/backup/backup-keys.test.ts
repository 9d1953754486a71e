import { expect, test } from 'vitest'
import { createDevice } from '../../../../core/journal/device.ts'
import { createKeyring, keyEpochOf, sealGrant } from '../../../../core/members/keyring.ts'
import { randomBytes } from '../../../../core/model/bytes.ts'
import { newMemberId, type KeyEpoch, type WorkspaceId } from '../../../../core/model/ids.ts'
import { parse } from '../../../../core/model/shape.ts'
import { backupKeysShape, packKeys, unpackKeys } from '../../../../core/store/backup/backup-keys.ts'

const workspace = 'ab'.repeat(32) as WorkspaceId
const device = await createDevice()
const member = newMemberId()
const keyring = createKeyring(workspace, device)
const epochs: KeyEpoch[] = []
for (const [compartment, owner, number] of [
  ['members', '', 1],
  ['isms', '', 1],
  ['isms', '', 2],
  ['self', member, 1],
] as const) {
  const key = randomBytes(32)
  const epoch = await keyEpochOf(number, key)
  epochs.push(epoch)
  await keyring.accept(await sealGrant(workspace, compartment, epoch, key, device, owner))
}
const packed = await packKeys(keyring, { members: new Map([[member, {}]]) } as never)

test('a backup carries every key its device holds, all epochs and each own compartment', async () => {
  const restored = await createDevice()
  const grants = await unpackKeys(workspace, packed, restored)
  expect(grants.map(({ epoch }) => epoch).sort()).toEqual(epochs.toSorted())
  const opened = createKeyring(workspace, restored)
  for (const grant of grants) expect(await opened.accept(grant)).toBe(true)
  expect(opened.key('isms', epochs[1]!)).toBeDefined()
  expect(opened.key('isms', epochs[2]!)).toBeDefined()
  expect(opened.key('self', epochs[3]!, member)).toBeDefined()
})

test('it survives being written as text, and says so where it does not fit', () => {
  expect(parse(backupKeysShape, JSON.parse(JSON.stringify(packed)))).toMatchObject({ ok: true })
  expect(parse(backupKeysShape, { ...packed, privateKey: 'x' }).ok).toBe(false)
  expect(parse(backupKeysShape, { ...packed, grants: [{ ...packed.grants[0], to: 'me' }] }).ok).toBe(false)
})

test('a grant that was changed, or is for another workspace, is left out and the others stand', async () => {
  const restored = await createDevice()
  const [first, ...others] = packed.grants
  const flipped = first!.sealed.startsWith('0') ? '1' : '0'
  const changed = { ...packed, grants: [{ ...first!, sealed: flipped + first!.sealed.slice(1) }, ...others] }
  expect(await unpackKeys(workspace, changed, restored)).toHaveLength(others.length)
  expect(await unpackKeys('cd'.repeat(32) as WorkspaceId, packed, restored)).toEqual([])
})

test('its grants open nothing for a device that does not have the pair', async () => {
  for (const grant of packed.grants) {
    const other = createKeyring(workspace, await createDevice())
    expect(await other.accept(grant)).toBe(false)
  }
})
