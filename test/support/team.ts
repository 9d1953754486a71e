import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createDevice } from '../../core/journal/device.ts'
import { encodeEnvelope } from '../../core/journal/envelope-codec.ts'
import type { EnvelopeRow } from '../../core/store/database.ts'
import type { MemberId, RecordId } from '../../core/model/ids.ts'
import type { Role } from '../../core/model/record-type.ts'
import { unwrap } from '../../core/model/result.ts'
import { openDatabase, type MetaRow } from '../../core/store/database.ts'
import { rowToEnvelope } from '../../core/store/journal-rows.ts'
import { memberShard } from '../../core/store/shard-names.ts'
import { openTestStore, ownId, type TestStore } from './store.ts'

export interface Colleague extends TestStore {
  readonly member: MemberId
  readonly person: RecordId
}

/** A person of the register joins by command, with a device that has the log and nothing else yet. */
export async function joinTeam(
  first: TestStore,
  roles: readonly Role[],
  given: { readonly until?: number; readonly unitId?: RecordId } = {},
): Promise<Colleague> {
  const [unit] = await first.queries.recordsOf('orgUnit')
  const person = ownId(first, 'PER')
  const values = {
    employeeNo: person.slice(-6),
    nameZh: '陳怡君',
    trainingCategory: 'general',
    isDedicatedSecurity: false,
    unitId: given.unitId ?? unit!.id,
  }
  unwrap(
    await first.store.execute({
      type: 'commit',
      changes: [{ type: 'create', id: person, recordType: 'person', values }],
    }),
  )
  const device = await createDevice()
  const { signKey, agreeKey, client } = device
  const ends = given.until === undefined ? {} : { until: given.until }
  const { member, grants } = unwrap(
    await first.store.execute({
      type: 'addMember',
      person,
      roles: [...roles],
      ...ends,
      device: { signKey, agreeKey, client },
    }),
  )
  const factory = new IDBFactory()
  const database = openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange })
  const workspace = await first.database.meta.get('workspace')
  if (workspace?.key !== 'workspace') throw new Error('no workspace')
  const rows: MetaRow[] = [
    { ...workspace, member, personId: person },
    { key: 'device', device },
  ]
  await database.meta.bulkPut(rows)
  await database.keyring.bulkPut(grants.map(({ to: _to, ...row }) => row))
  await database.envelopes.bulkPut(await journalOf(first, memberShard))
  await database.heads.bulkPut(await first.database.heads.where({ shard: memberShard }).toArray())
  await database.shards.put((await first.database.shards.get(memberShard))!)
  database.close()
  return { ...(await openTestStore({ factory, clock: first.clock })), member, person }
}

export const journalOf = ({ database }: TestStore, shard: string): Promise<EnvelopeRow[]> =>
  database.envelopes.where('[shard+received]').between([shard, Dexie.minKey], [shard, Dexie.maxKey]).toArray()

/** Everything one replica holds and the other lacks, in the order it arrived. Resolves with what came of each. */
export async function carryAll(
  from: TestStore,
  to: TestStore,
  which: (row: EnvelopeRow) => boolean = () => true,
): Promise<string[]> {
  const outcomes: string[] = []
  for (const row of (await from.database.envelopes.toArray()).sort((a, b) => a.received - b.received)) {
    if (!which(row) || (await to.database.envelopes.get([row.shard, row.device, row.sequence]))) continue
    const keys = await from.database.recordKeys.where('envelope').equals(row.hash).toArray()
    const sent = keys.flatMap((key) =>
      'sealed' in key
        ? [{ recordId: key.recordId, keyId: key.keyId, nonce: key.nonce, sealed: key.sealed }]
        : [],
    )
    const received = unwrap(await to.store.receive(encodeEnvelope(rowToEnvelope(row)), sent))
    outcomes.push(received.type === 'refused' ? received.reason : received.type)
  }
  return outcomes
}

export const isOperation = ({ kind }: EnvelopeRow): boolean => kind === 'member' || kind === 'grant'

/** Both know everything of the other that they may. */
export async function meet(one: TestStore, other: TestStore): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await carryAll(one, other)
    await carryAll(other, one)
    await one.store.performDuties()
    await other.store.performDuties()
  }
  await carryAll(one, other)
  await carryAll(other, one)
}
