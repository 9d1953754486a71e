import { afterEach, describe, expect, test, vi } from 'vitest'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { randomBytes, toHex } from '../../../core/model/bytes.ts'
import { newRecordId, type RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { keysOfEnvelopes } from '../../../core/store/parcel-keys.ts'
import {
  decodeParcel,
  encodeParcel,
  maxParcelBytes,
  type Parcel,
  type ParcelKey,
} from '../../../core/store/parcel.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { foundedStore, openTestStore, type TestStore } from '../../support/store.ts'

afterEach(() => vi.restoreAllMocks())

/** Every change of a replica with its keys, in the order it arrived there. */
async function parcelsOf({ database }: TestStore): Promise<Parcel[]> {
  const rows = await database.envelopes.where('kind').equals('change').sortBy('received')
  const keys = await keysOfEnvelopes(
    database,
    rows.map(({ hash }) => hash),
  )
  return rows.map((row) => ({
    envelope: encodeEnvelope(rowToEnvelope(row)),
    keys: keys.get(row.hash) ?? [],
  }))
}
const carry = async (from: TestStore, to: TestStore): Promise<string[]> =>
  unwrap(await to.store.receiveMany(await parcelsOf(from))).map(({ type }) => type)
const set = async ({ store, clock }: TestStore, id: RecordId, field: string, value: unknown) => {
  clock.now += 1000
  unwrap(await store.execute({ type: 'commit', changes: [{ type: 'set', id, field, value }] }))
}
const nameIn = async ({ queries }: TestStore, id: RecordId) =>
  (await queries.recordById(id))?.values['nameZh']
const rowsOf = async ({ database }: TestStore) => ({
  records: await database.records.orderBy('id').toArray(),
  history: await database.history.orderBy('id').toArray(),
  keys: await database.recordKeys.toArray(),
})

async function two() {
  const first = await foundedStore()
  return { first, second: await secondReplica(first), id: first.personId as RecordId }
}

describe('a parcel', () => {
  test('reads back as it was written, and any cut or foreign byte is refused without being believed', () => {
    const key = (): ParcelKey => ({
      recordId: 'PER-01K0000000000000000000AAAA' as RecordId,
      keyId: toHex(randomBytes(16)),
      nonce: toHex(randomBytes(12)),
      sealed: toHex(randomBytes(48)),
    })
    const parcel = { envelope: randomBytes(300), keys: [key(), key(), key()] }
    const bytes = encodeParcel(parcel)
    expect(decodeParcel(bytes)).toEqual({ ok: true, value: parcel })
    const whole = [4 + 300, ...[1, 2, 3].map((count) => 304 + count * (1 + 30 + 76))]
    for (let length = 0; length < bytes.length; length++)
      expect(decodeParcel(bytes.slice(0, length)).ok).toBe(whole.includes(length))
    expect(decodeParcel(encodeParcel({ ...parcel, keys: [parcel.keys[0]!, parcel.keys[0]!] }))).toMatchObject(
      {
        error: { type: 'BadKeys' },
      },
    )
    const foreign = Uint8Array.from(bytes)
    foreign[305] = 0xff
    expect(decodeParcel(foreign)).toMatchObject({ error: { type: 'BadKeys' } })
    expect(decodeParcel(new Uint8Array(maxParcelBytes + 1))).toMatchObject({ error: { type: 'TooLarge' } })
  })

  test('carries a record’s key with the envelope that first needs it, so that a colleague reads the fields at once', async () => {
    const { first, second, id } = await two()
    const parcels = await parcelsOf(first)
    expect(parcels.flatMap(({ keys }) => keys).map(({ recordId }) => recordId)).toEqual([id])
    expect(new Set(await carry(first, second))).toEqual(new Set(['admitted']))
    expect(await nameIn(second, id)).toBe('林佩蓉')
    // The other way, a value under the same key needs none of its own.
    await set(second, id, 'nameZh', '林佩容')
    expect((await parcelsOf(second)).at(-1)?.keys).toEqual([])
    await carry(second, first)
    expect(await nameIn(first, id)).toBe('林佩容')
    // And passes it on: what a third replica gets from the second is the same.
    expect(await keysOf(second)).toEqual(await keysOf(first))
  })

  test('a key made for a value the same command took back is never used again', async () => {
    const { first, second } = await two()
    const { database, store } = first
    const { device } = store.replica()!
    const id = newRecordId('PER', device.id)
    unwrap(
      await store.execute({
        type: 'commit',
        changes: [
          {
            type: 'create',
            id,
            recordType: 'person',
            values: { employeeNo: 'E0002', trainingCategory: 'general' },
          },
          { type: 'set', id, field: 'nameZh', value: '王小明' },
          { type: 'set', id, field: 'nameZh', value: null },
        ],
      }),
    )
    expect(await database.recordKeys.where('recordId').equals(id).count()).toBe(0)
    await set(first, id, 'nameZh', '王大明')
    await carry(first, second)
    expect(await nameIn(second, id)).toBe('王大明')
  })
})

describe('keys that are not the envelope’s own', () => {
  async function withKeys(change: (key: ParcelKey, others: readonly ParcelKey[]) => readonly ParcelKey[]) {
    const { first, second, id } = await two()
    await set(first, id, 'email', 'lin@hospital.example')
    const parcels = await parcelsOf(first)
    const all = parcels.flatMap(({ keys }) => keys)
    const changed = parcels.map((parcel) => ({
      ...parcel,
      keys: parcel.keys.length > 0 ? change(parcel.keys[0]!, all) : [],
    }))
    return { first, second, id, changed, parcels }
  }
  const flip = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)

  test.each([
    ['another key under its name', (key: ParcelKey) => [{ ...key, sealed: flip(key.sealed) }]],
    ['a name that is not the key’s', (key: ParcelKey) => [{ ...key, keyId: flip(key.keyId) }]],
    [
      'another record',
      (key: ParcelKey) => [{ ...key, recordId: key.recordId.replace(/.$/, 'Z') as RecordId }],
    ],
    ['one too many', (key: ParcelKey) => [key, { ...key, keyId: flip(key.keyId) }]],
  ])(
    '%s: the parcel is refused, nothing of it is stored, and the true one is still taken',
    async (_name, change) => {
      const { second, id, changed, parcels } = await withKeys(change)
      const outcomes = unwrap(await second.store.receiveMany(changed))
      expect(outcomes).toContainEqual(expect.objectContaining({ type: 'refused', reason: 'BadKey' }))
      expect(await second.database.recordKeys.count()).toBe(0)
      const again = unwrap(await second.store.receiveMany(parcels)).map(({ type }) => type)
      expect(again).toContain('admitted')
      expect(await nameIn(second, id)).toBe('林佩蓉')
    },
  )

  test('a key under an envelope that does not need it is refused', async () => {
    const { first, second, id } = await two()
    await set(first, id, 'isDedicatedSecurity', false)
    const parcels = await parcelsOf(first)
    const key = parcels.flatMap(({ keys }) => keys)[0]!
    const last = parcels.at(-1)!
    unwrap(await second.store.receiveMany(parcels.slice(0, -1)))
    expect(unwrap(await second.store.receive(last.envelope, [key])).type).toBe('refused')
    expect(unwrap(await second.store.receive(last.envelope)).type).toBe('admitted')
  })

  test('keys left out on the way are taken when another carrier brings them, and what was shown without is made again', async () => {
    const { first, second, id, parcels } = await withKeys(() => [])
    unwrap(await second.store.receiveMany(parcels.map((parcel) => ({ ...parcel, keys: [] }))))
    expect(await nameIn(second, id)).toBeUndefined()
    expect(unwrap(await second.store.receiveMany(parcels)).map(({ type }) => type)).toEqual(
      parcels.map(() => 'repeat'),
    )
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    // A forged one for an envelope that is here already is refused just so.
    const withKey = parcels.find(({ keys }) => keys.length > 0)!
    const third = await secondReplica(first)
    unwrap(await third.store.receive(withKey.envelope))
    const forged = withKey.keys.map((key) => ({ ...key, sealed: flip(key.sealed) }))
    expect(unwrap(await third.store.receive(withKey.envelope, forged))).toMatchObject({ reason: 'BadKey' })
    expect(await third.database.recordKeys.count()).toBe(0)
  })
})

describe('a destroyed key', () => {
  test('does not travel, and one that comes back from elsewhere stays dead', async () => {
    const { first, second, id } = await two()
    const old = await parcelsOf(first)
    first.clock.now += 1000
    unwrap(await first.store.execute({ type: 'commit', changes: [{ type: 'erase', id, reason: '離職' }] }))
    const after = await parcelsOf(first)
    expect(after.flatMap(({ keys }) => keys)).toEqual([])
    // In one run: the key comes with its envelope, the erasure after it; then the old backup once more.
    unwrap(await second.store.receiveMany([...old, ...after]))
    expect(unwrap(await second.store.receiveMany(old)).map(({ type }) => type)).toEqual(
      old.map(() => 'repeat'),
    )
    expect(JSON.stringify(await rowsOf(second))).not.toMatch(/林佩蓉|sealed/)
    expect(await nameIn(second, id)).toBeUndefined()

    // The erasure first, the key afterwards, on a replica that never had it.
    const third = await secondReplica(first)
    unwrap(await third.store.receiveMany(after))
    unwrap(await third.store.receiveMany(old))
    expect(await keysOf(third)).toEqual(await keysOf(second))
    expect(await nameIn(third, id)).toBeUndefined()
  })
})

describe('many parcels at once', () => {
  test('give the same rows, history and keys as one by one and as in the author’s own store, whatever the order', async () => {
    const { first, second, id } = await two()
    await carry(first, second)
    await set(second, id, 'nameZh', '林佩容')
    await set(first, id, 'email', 'lin@hospital.example')
    await carry(second, first)
    await carry(first, second)
    const parcels = await parcelsOf(first)
    const orders = [parcels, parcels.toReversed(), [...parcels.slice(2), ...parcels.slice(0, 2)]]
    // What a line of history shows as "from" is what its reader had until then.
    const comparable = async (opened: TestStore) => {
      const { history, ...rows } = await rowsOf(opened)
      return {
        ...rows,
        history: history.map(({ change, ...line }) => ({
          ...line,
          change: { ...change, from: 0, fromKey: 0 },
        })),
      }
    }
    const expected = await comparable(first)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    for (const order of orders) {
      const many = await secondReplica(first)
      unwrap(await many.store.receiveMany(order))
      expect(await comparable(many)).toEqual(expected)
      const single = await secondReplica(first)
      for (const { envelope, keys } of order) unwrap(await single.store.receive(envelope, keys))
      expect(await comparable(single)).toEqual(expected)
    }
  })

  test('one that is refused does not keep the others back', async () => {
    const { first, second, id } = await two()
    await set(first, id, 'email', 'lin@hospital.example')
    const parcels = await parcelsOf(first)
    const damaged = Uint8Array.from(parcels[0]!.envelope)
    damaged[damaged.length - 10]! ^= 1
    const types = unwrap(
      await second.store.receiveMany([
        { envelope: damaged, keys: [] },
        { envelope: randomBytes(40), keys: [] },
        ...parcels,
      ]),
    ).map(({ type }) => type)
    expect(types).toEqual(['refused', 'refused', ...parcels.map(() => 'admitted')])
  })

  test('when the disk refuses, nothing of the run is there, in memory or on disk, and offering it again does it', async () => {
    const { first, second, id } = await two()
    await set(first, id, 'email', 'lin@hospital.example')
    const parcels = await parcelsOf(first)
    vi.spyOn(second.database.envelopes, 'bulkAdd').mockImplementationOnce((() =>
      Promise.reject(new DOMException('full', 'QuotaExceededError'))) as never)
    expect(await second.store.receiveMany(parcels)).toMatchObject({ error: { type: 'NotSaved' } })
    expect(await second.database.records.count()).toBe(0)
    expect(await second.database.recordKeys.count()).toBe(0)
    expect((await second.store.replica()!.vault.keyIds(id)).usable).toEqual([])
    await carry(first, second)
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
    const again = await openTestStore({ factory: second.factory, clock: second.clock })
    expect(await rowsOf(again)).toEqual(await rowsOf(first))
  })

  test('a parcel that waits keeps its keys until its past has come, across a restart too', async () => {
    const { first, second, id } = await two()
    // The one with the key must wait, so something of the same chain stands before it.
    const parcels = await parcelsOf(first)
    const at = parcels.findIndex(({ keys }) => keys.length > 0)
    const chainOf = (parcel: Parcel) => JSON.parse(headerText(parcel)).shard as string
    await set(first, id, 'email', 'lin@hospital.example')
    const all = await parcelsOf(first)
    const chain = all.filter((parcel) => chainOf(parcel) === chainOf(parcels[at]!))
    if (chain[0]!.keys.length === 0) {
      for (const { envelope, keys } of chain.slice(1)) unwrap(await second.store.receive(envelope, keys))
    } else unwrap(await second.store.receive(chain[1]!.envelope, chain[1]!.keys))
    expect(await second.database.waiting.count()).toBeGreaterThan(0)
    await second.store.close()
    const again = await openTestStore({ factory: second.factory, clock: second.clock })
    await carry(first, again)
    expect(await again.database.waiting.count()).toBe(0)
    expect(await rowsOf(again)).toEqual(await rowsOf(first))
  })
})

const keysOf = ({ database }: TestStore) => database.recordKeys.toArray()
const headerText = ({ envelope }: Parcel): string => {
  const length = new DataView(envelope.buffer, envelope.byteOffset).getUint32(0)
  return new TextDecoder().decode(envelope.subarray(4, 4 + length))
}
