import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createDevice } from '../../core/journal/device.ts'
import { mayRead } from '../../core/members/access.ts'
import { keyEpochOf, sealGrant } from '../../core/members/keyring.ts'
import type { Grant } from '../../core/members/operations.ts'
import { randomBytes } from '../../core/model/bytes.ts'
import { newMemberId, newRecordId, type MemberId } from '../../core/model/ids.ts'
import { compartments, type Role } from '../../core/model/record-type.ts'
import { unwrap } from '../../core/model/result.ts'
import { openDatabase, type MetaRow } from '../../core/store/database.ts'
import { appendOperations } from '../../core/store/append-operations.ts'
import { createShardSet } from '../../core/store/shard-set.ts'
import { memberShard } from '../../core/store/shard-names.ts'
import { openTestStore, type TestStore } from './store.ts'

/** A colleague’s first device: a member with these roles, the keys they may read by, and nothing but the log. */
export async function memberReplica(
  by: TestStore,
  roles: readonly Role[],
): Promise<TestStore & { readonly member: MemberId }> {
  const replica = by.store.replica()!
  const device = await createDevice()
  const member = newMemberId()
  const own = randomBytes(32)
  const grants: Grant[] = [
    await sealGrant(replica.workspace, 'self', await keyEpochOf(1, own), own, device, member),
  ]
  for (const compartment of [...compartments, 'members'] as const) {
    if (compartment === 'self' || (compartment !== 'members' && !mayRead(roles, compartment))) continue
    const grant = await replica.keyring.grant(compartment, device)
    if (grant) grants.push(grant)
  }
  const { signKey, agreeKey, client } = device
  const person = newRecordId('PER', replica.device.id)
  unwrap(
    await appendOperations(replica, createShardSet(replica), [
      {
        type: 'addMember',
        member: { id: member, roles: [...roles] },
        person,
        device: { signKey, agreeKey, client, kind: 'pwa' },
        grants,
      },
    ]),
  )

  const factory = new IDBFactory()
  const database = openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange })
  const workspace = await by.database.meta.get('workspace')
  if (workspace?.key !== 'workspace') throw new Error('no workspace')
  const rows: MetaRow[] = [
    { ...workspace, member, personId: person },
    { key: 'device', device },
  ]
  await database.meta.bulkPut(rows)
  await database.keyring.bulkPut(grants.map(({ to: _to, ...row }) => row))
  await database.envelopes.bulkPut(
    await by.database.envelopes
      .where('[shard+received]')
      .between([memberShard, Dexie.minKey], [memberShard, Dexie.maxKey])
      .toArray(),
  )
  await database.heads.bulkPut(await by.database.heads.where({ shard: memberShard }).toArray())
  await database.shards.put((await by.database.shards.get(memberShard))!)
  database.close()
  return { ...(await openTestStore({ factory, clock: by.clock })), member }
}
