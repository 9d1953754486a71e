import type { Keyring } from '../members/keyring.ts'
import { importContentKey } from '../journal/envelope.ts'
import { canonicalBytes } from '../model/canonical-json.ts'
import { concat, fromHex, fromUtf8, randomBytes, toHex, utf8, type Bytes } from '../model/bytes.ts'
import type { RecordId } from '../model/ids.ts'
import type { Compartment } from '../model/record-type.ts'
import type { Database, RecordKeyRow } from './database.ts'

/**
 * Personal fields in and out of ciphertext. Each record has its own key, sealed under its compartment's key in a
 * row outside the chain; destroying that row erases the fields everywhere they were copied (個資法 Art. 11(3)).
 */
export interface RecordVault {
  /** Ciphertext of a value; makes the record's key if it has none yet, to be committed with the change. */
  readonly seal: (
    record: RecordId,
    compartment: Compartment,
    field: string,
    value: unknown,
  ) => Promise<string>
  /** Opens many at once; what cannot be opened is absent. */
  readonly open: (
    record: RecordId,
    sealed: readonly (readonly [field: string, sealed: string])[],
  ) => Promise<ReadonlyMap<string, unknown>>
  /** Key rows made for the command under way; they belong to the transaction that stores their ciphertext. */
  readonly newKeys: () => readonly RecordKeyRow[]
  /** Ends the command: its new keys are durable, or they and whatever they sealed are forgotten. */
  readonly settle: (durable: boolean) => void
  /** The record's values read as erased from now on; `restore` undoes it if the erasing could not be saved. */
  readonly erase: (record: RecordId) => void
  readonly restore: (record: RecordId) => void
}

export function createRecordVault(database: Database, keyring: Keyring): RecordVault {
  const keys = new Map<RecordId, Promise<CryptoKey | undefined>>()
  let made: RecordKeyRow[] = []

  const existing = (record: RecordId): Promise<CryptoKey | undefined> => {
    let key = keys.get(record)
    if (!key) {
      key = database.recordKeys.get(record).then((row) => row && openKey(row, keyring))
      keys.set(record, key)
    }
    return key
  }

  const create = async (record: RecordId, compartment: Compartment): Promise<CryptoKey> => {
    const epoch = keyring.latestEpoch(compartment)
    const compartmentKey = epoch === undefined ? undefined : keyring.key(compartment, epoch)
    if (epoch === undefined || !compartmentKey) throw new Error(`no key for ${compartment}`)
    const raw = randomBytes(32)
    const nonce = randomBytes(12)
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: utf8(record) },
      compartmentKey,
      raw,
    )
    made.push({
      recordId: record,
      compartment,
      epoch,
      nonce: toHex(nonce),
      sealed: toHex(new Uint8Array(sealed)),
    })
    const key = await importContentKey(raw)
    keys.set(record, Promise.resolve(key))
    return key
  }

  return {
    async seal(record, compartment, field, value) {
      const key = (await existing(record)) ?? (await create(record, compartment))
      const nonce = randomBytes(12)
      const additionalData = place(record, field)
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData },
        key,
        canonicalBytes({ value }),
      )
      return toHex(concat(nonce, new Uint8Array(sealed)))
    },
    async open(record, wanted) {
      const opened = new Map<string, unknown>()
      const key = wanted.length > 0 ? await existing(record) : undefined
      if (!key) return opened
      for (const [field, sealed] of wanted) {
        const bytes = fromHex(sealed)
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
          // Sealed under a key that was erased since: the value is gone, which is what erasing means.
        }
      }
      return opened
    },
    newKeys: () => made,
    settle(durable) {
      // A key that was never stored must not seal anything else: it would be gone after a reload.
      if (!durable) for (const { recordId } of made) keys.delete(recordId)
      made = []
    },
    erase: (record) => void keys.set(record, Promise.resolve(undefined)),
    restore: (record) => void keys.delete(record),
  }
}

async function openKey(row: RecordKeyRow, keyring: Keyring): Promise<CryptoKey | undefined> {
  const key = keyring.key(row.compartment, row.epoch)
  if (!key) return undefined
  const iv = fromHex(row.nonce)
  const raw = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(row.recordId) },
    key,
    fromHex(row.sealed),
  )
  return importContentKey(new Uint8Array(raw))
}

/** A ciphertext moved to another record or field does not open. */
const place = (record: RecordId, field: string): Bytes => utf8(`${record} ${field}`)
