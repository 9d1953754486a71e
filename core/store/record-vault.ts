import type { Keyring } from '../members/keyring.ts'
import { importContentKey } from '../journal/envelope.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, fromHex, fromUtf8, randomBytes, sha256, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { RecordId, ShardId } from '../model/ids.ts'
import { keyIdLength, keyIdOf } from '../projections/entries.ts'
import type { Database, RecordKeyRow, SealedKeyRow } from './database.ts'
import { compartmentOf, ownerOf } from './shard-names.ts'

/**
 * Personal fields in and out of ciphertext. A record has keys of its own, sealed under its compartment's key in rows
 * outside the chain; destroying them erases the fields everywhere they were copied (個資法 Art. 11(3)). Usually there
 * is one; two devices that make one at once make two, so every ciphertext begins with the id of its key.
 */
export interface RecordVault {
  /** Ciphertext of a value; makes a key for the record if it has none, to be committed with the change. */
  readonly seal: (
    record: RecordId,
    shard: ShardId,
    field: string,
    value: unknown,
    /** Ids of keys the command under way destroys: what they seal would be lost with them. */
    dying?: ReadonlySet<string>,
  ) => Promise<string>
  /** Opens many at once; what cannot be opened is absent. */
  readonly open: (
    record: RecordId,
    sealed: readonly (readonly [field: string, sealed: string])[],
  ) => Promise<ReadonlyMap<string, unknown>>
  /** Ids of every key known of the record; `closed` are destroyed, or not for this device. */
  readonly keyIds: (
    record: RecordId,
  ) => Promise<{ readonly usable: readonly string[]; readonly closed: readonly string[] }>
  /** Key rows made for the command under way; they belong to the transaction that stores their ciphertext. */
  readonly newKeys: () => readonly MadeKey[]
  /** Ends the command: its new keys are durable, or they and whatever they sealed are forgotten. */
  readonly settle: (durable: boolean) => void
  /** What these keys sealed reads as erased from now on; `restore` undoes it if the erasing could not be saved. */
  readonly erase: (record: RecordId, keyIds: readonly string[]) => void
  /**
   * Takes keys that came with a colleague's envelope into use and resolves with those that are new here; undefined, and
   * nothing changed, if one is not the key it is named after. What is known to be destroyed stays so. `restore`
   * undoes it if they could not be saved.
   */
  readonly learn: (rows: readonly SealedKeyRow[]) => Promise<readonly SealedKeyRow[] | undefined>
  /** Reads the record's keys from the disk again. */
  readonly restore: (record: RecordId) => void
}

/** A key made here that no envelope was sealed for yet. */
export type MadeKey = Omit<SealedKeyRow, 'envelope'>

/** Undefined: destroyed, or sealed under a key of the compartment this device does not hold. */
type Keys = ReadonlyMap<string, CryptoKey | undefined>

export function createRecordVault(database: Database, keyring: Keyring): RecordVault {
  const known = new Map<RecordId, Promise<Keys>>()
  let made: MadeKey[] = []

  const remember = (record: RecordId, keys: Promise<Keys>): Promise<Keys> => {
    known.set(record, keys)
    // A disk that failed once must not leave the record closed until the next start.
    keys.catch(() => known.get(record) === keys && known.delete(record))
    return keys
  }
  const keysOf = (record: RecordId): Promise<Keys> =>
    known.get(record) ??
    remember(
      record,
      database.recordKeys
        .where('recordId')
        .equals(record)
        .toArray()
        .then((rows) => openKeys(rows, keyring)),
    )

  const create = async (record: RecordId, shard: ShardId): Promise<readonly [string, CryptoKey]> => {
    const compartment = compartmentOf(shard)
    const owner = ownerOf(shard)
    const epoch = keyring.latestEpoch(compartment, owner)
    const compartmentKey = epoch === undefined ? undefined : keyring.key(compartment, epoch, owner)
    if (epoch === undefined || !compartmentKey) throw new Error(`no key for ${compartment}`)
    const raw = randomBytes(32)
    const nonce = randomBytes(12)
    const keyId = await keyIdFor(raw)
    const additionalData = keyPlace(record, keyId)
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData },
      compartmentKey,
      raw,
    )
    made.push({
      recordId: record,
      keyId,
      compartment,
      owner,
      epoch,
      nonce: toHex(nonce),
      sealed: toHex(new Uint8Array(sealed)),
    })
    const key = await importContentKey(raw)
    known.set(record, Promise.resolve(new Map(await keysOf(record)).set(keyId, key)))
    return [keyId, key]
  }

  return {
    async seal(record, shard, field, value, dying = new Set()) {
      const [keyId, key] = firstUsable(await keysOf(record), dying) ?? (await create(record, shard))
      const nonce = randomBytes(12)
      const additionalData = place(record, field)
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData },
        key,
        canonicalBytes({ value }),
      )
      return keyId + toHex(concat(nonce, new Uint8Array(sealed)))
    },
    async open(record, wanted) {
      const opened = new Map<string, unknown>()
      if (wanted.length === 0) return opened
      const keys = await keysOf(record)
      for (const [field, sealed] of wanted) {
        const key = keys.get(keyIdOf(sealed))
        if (!key) continue
        const bytes = fromHex(sealed.slice(keyIdLength))
        try {
          const iv = bytes.subarray(0, 12)
          const additionalData = place(record, field)
          const plain = await crypto.subtle.decrypt(
            { name: 'AES-GCM', iv, additionalData },
            key,
            bytes.subarray(12),
          )
          opened.set(sealed, (JSON.parse(fromUtf8(new Uint8Array(plain))) as { value: unknown }).value)
        } catch {
          // Ciphertext moved from another place, or made up: it says nothing here.
        }
      }
      return opened
    },
    async keyIds(record) {
      const keys = [...(await keysOf(record))]
      const ids = (usable: boolean) =>
        keys.filter(([, key]) => (key !== undefined) === usable).map(([keyId]) => keyId)
      return { usable: ids(true), closed: ids(false) }
    },
    newKeys: () => made,
    settle(durable) {
      // A key that was never stored must not seal anything else: it would be gone after a reload.
      if (!durable) for (const { recordId } of made) known.delete(recordId)
      made = []
    },
    erase(record, keyIds) {
      const left = keysOf(record).then((keys): Keys => {
        const destroyed = keyIds.map((keyId) => [keyId, undefined] as const)
        return new Map([...keys, ...destroyed])
      })
      void remember(record, left)
    },
    async learn(rows) {
      const fresh: SealedKeyRow[] = []
      const opened: (readonly [SealedKeyRow, CryptoKey])[] = []
      for (const row of rows) {
        if ((await keysOf(row.recordId)).has(row.keyId)) continue
        const key = await openKey(row, keyring)
        if (!key) return undefined
        fresh.push(row)
        opened.push([row, key])
      }
      for (const [{ recordId, keyId }, key] of opened)
        known.set(recordId, Promise.resolve(new Map(await keysOf(recordId)).set(keyId, key)))
      return fresh
    },
    restore: (record) => void known.delete(record),
  }
}

/** A key is named by what it is: whoever carries it cannot put another in its place. */
async function keyIdFor(raw: Uint8Array): Promise<string> {
  return toHex((await sha256(raw)).subarray(0, keyIdLength / 2))
}

/** Every device that knows the same keys goes on with the same one. */
const firstUsable = (keys: Keys, dying: ReadonlySet<string>): readonly [string, CryptoKey] | undefined =>
  [...keys]
    .filter((entry): entry is [string, CryptoKey] => entry[1] !== undefined && !dying.has(entry[0]))
    .sort(([a], [b]) => (a < b ? -1 : 1))[0]

async function openKeys(rows: readonly RecordKeyRow[], keyring: Keyring): Promise<Keys> {
  const keys = new Map<string, CryptoKey | undefined>()
  for (const row of rows) keys.set(row.keyId, 'destroyed' in row ? undefined : await openKey(row, keyring))
  return keys
}

/** Undefined: not for this device, or not the key it is named after. */
async function openKey(row: SealedKeyRow, keyring: Keyring): Promise<CryptoKey | undefined> {
  const key = keyring.key(row.compartment, row.epoch, row.owner)
  if (!key) return undefined
  const iv = fromHex(row.nonce)
  const additionalData = keyPlace(row.recordId, row.keyId)
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      fromHex(row.sealed),
    )
    const raw = new Uint8Array(opened)
    return (await keyIdFor(raw)) === row.keyId ? await importContentKey(raw) : undefined
  } catch {
    // Sealed by another, for another record, or changed on the way: no key.
    return undefined
  }
}

/** A ciphertext moved to another record or field does not open. */
const place = (record: RecordId, field: string): Bytes => utf8(`${record} ${field}`)
const keyPlace = (record: RecordId, keyId: string): Bytes => utf8(`${record} ${keyId}`)
