import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createDevice } from '../../core/journal/device.ts'
import { encodeEnvelope } from '../../core/journal/envelope-codec.ts'
import { compartments } from '../../core/model/record-type.ts'
import { unwrap } from '../../core/model/result.ts'
import type { Grant } from '../../core/members/operations.ts'
import { openDatabase } from '../../core/store/database.ts'
import { appendOperations } from '../../core/store/append-operations.ts'
import { createShardSet } from '../../core/store/shard-set.ts'
import { rowToEnvelope } from '../../core/store/journal-rows.ts'
import { memberShard } from '../../core/store/shard-names.ts'
import { openTestStore, type TestStore } from './store.ts'

/** Another device of the founder, with every key of the workspace and nothing of its journal but the log. */
export async function secondReplica(first: TestStore): Promise<TestStore> {
  const replica = first.store.replica()!
  const device = await createDevice()
  const grants: Grant[] = []
  for (const compartment of [...compartments, 'members'] as const) {
    const owner = compartment === 'self' ? replica.member : ''
    const grant = await replica.keyring.grant(compartment, device, owner)
    if (grant) grants.push(grant)
  }
  const { signKey, agreeKey, client } = device
  const entry = { signKey, agreeKey, client, kind: 'pwa' as const }
  const operation = { type: 'addDevice' as const, member: replica.member, device: entry, grants }
  unwrap(await appendOperations(replica, createShardSet(replica), [operation]))

  const factory = new IDBFactory()
  const database = openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange })
  await database.meta.bulkPut([(await first.database.meta.get('workspace'))!, { key: 'device', device }])
  await database.keyring.bulkPut(grants.map(({ to: _to, ...row }) => row))
  const log = await first.database.envelopes
    .where('[shard+received]')
    .between([memberShard, Dexie.minKey], [memberShard, Dexie.maxKey])
    .toArray()
  await database.envelopes.bulkPut(log)
  await database.heads.bulkPut(await first.database.heads.where({ shard: memberShard }).toArray())
  await database.shards.put((await first.database.shards.get(memberShard))!)
  database.close()
  return openTestStore({ factory, clock: first.clock })
}

/** Brings every change of one replica to the other, in the order it was written. Resolves with what came of each. */
export async function carryChanges(from: TestStore, to: TestStore): Promise<string[]> {
  const outcomes: string[] = []
  const rows = await from.database.envelopes.where('kind').equals('change').sortBy('received')
  for (const row of rows)
    outcomes.push(unwrap(await to.store.receive(encodeEnvelope(rowToEnvelope(row)))).type)
  return outcomes
}

/** Brings record keys alone, which no carrier does: what is known to be destroyed stays so. */
export async function carryKeys(from: TestStore, to: TestStore): Promise<void> {
  for (const row of await from.database.recordKeys.toArray()) {
    if (!(await to.database.recordKeys.get([row.recordId, row.keyId])) && !('destroyed' in row))
      await to.database.recordKeys.put(row)
    to.store.replica()!.vault.restore(row.recordId)
  }
}
