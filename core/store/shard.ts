import * as Y from 'yjs'
import type { DeviceId, RecordId } from '../model/ids.ts'
import type { Bytes } from '../model/bytes.ts'
import type { Entry } from '../projections/entries.ts'
import { parseKey, recordOfKey } from '../projections/record-keys.ts'
import { rootName } from './read-update.ts'
import { fromStored, toStored } from './stored-value.ts'

/** Keys an update sets, and those of them that do not count. */
export interface Written {
  readonly keys: Iterable<string>
  readonly withoutEffect: ReadonlySet<string>
}

/** One Y.Doc: a register group within a compartment. The only place where Yjs is known. */
export interface Shard {
  readonly doc: Y.Doc
  /** Sets keys as this device and returns the update bytes that say so. */
  readonly write: (sets: readonly (readonly [key: string, value: unknown])[]) => Bytes
  /**
   * Applies bytes that passed the gate. What of the keys they write is without effect stays in the document, since what
   * follows in its chain builds on it, and reads as it did before.
   */
  readonly apply: (update: Uint8Array, written?: Written) => void
  /** Says what counts at keys of a document that was loaded whole: another value, or none. */
  readonly mask: (stands: ReadonlyMap<string, { readonly value: unknown } | undefined>) => void
  readonly get: (key: string) => unknown
  readonly has: (key: string) => boolean
  /** Every entry of a record, in no particular order. */
  readonly entriesOf: (record: RecordId) => Entry[]
  readonly records: () => Iterable<RecordId>
  readonly recordCount: () => number
  /** How far a client's structs are known: its next clock. */
  readonly clockOf: (client: number) => number
  readonly clocks: () => ReadonlyMap<number, number>
  /** Structs that wait for others which are not here. */
  readonly hasPending: () => boolean
  /** The key whose value in force is exactly this struct; undefined for anything older or unknown. */
  readonly keyAt: (client: number, clock: number) => string | undefined
}

export function openShard(doc: Y.Doc, device: { readonly id: DeviceId; readonly client: number }): Shard {
  const root = doc.getMap<unknown>(rootName)
  let index: Map<string, string[]> | undefined
  /** What counts at keys whose last set does not: the last that does, or nothing. */
  const masked = new Map<string, { readonly value: unknown } | undefined>()

  // Keys are never removed, so the index only grows.
  root.observe((event) => {
    if (!index) return
    for (const [key, change] of event.changes.keys) if (change.action === 'add') addToIndex(index, key)
  })

  const indexed = (): Map<string, string[]> => {
    if (!index) {
      index = new Map()
      for (const key of root._map.keys()) addToIndex(index, key)
    }
    return index
  }

  return {
    doc,
    write(sets) {
      // Yjs renames the document when it meets its own id in incoming structs, so it is set again here.
      doc.clientID = device.client
      let update: Uint8Array | undefined
      const keep = (bytes: Uint8Array) => (update = bytes)
      doc.on('update', keep)
      doc.transact(() => {
        for (const [text, value] of sets) {
          const key = parseKey(text)
          root.set(text, key ? toStored(key, value) : value)
        }
      })
      doc.off('update', keep)
      for (const [text] of sets) masked.delete(text)
      if (!update) throw new Error('a write without a set')
      return update as Bytes
    },
    apply(update, written) {
      for (const text of written?.withoutEffect ?? [])
        if (!masked.has(text)) masked.set(text, root.has(text) ? { value: root.get(text) } : undefined)
      Y.applyUpdate(doc, update)
      for (const text of written?.keys ?? []) if (!written!.withoutEffect.has(text)) masked.delete(text)
    },
    mask: (stands) => stands.forEach((stand, text) => masked.set(text, stand)),
    get: (key) => root.get(key),
    has: (key) => root.has(key),
    entriesOf(record) {
      const entries: Entry[] = []
      for (const text of indexed().get(record) ?? []) {
        const key = parseKey(text)
        if (!key) continue
        const stands = masked.has(text) ? masked.get(text) : { value: root.get(text) }
        if (stands) entries.push({ key, value: fromStored(key, stands.value) })
      }
      return entries
    },
    records: () => indexed().keys() as Iterable<RecordId>,
    recordCount: () => indexed().size,
    clockOf: (client) => Y.getState(doc.store, client),
    hasPending: () => doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    clocks: () => Y.decodeStateVector(Y.encodeStateVector(doc)),
    keyAt(client, clock) {
      if (clock >= Y.getState(doc.store, client)) return undefined
      const item = Y.getItem(doc.store, Y.createID(client, clock))
      if (!(item instanceof Y.Item) || item.parentSub === null) return undefined
      const inForce = root._map.get(item.parentSub)
      return inForce && inForce.id.client === client && inForce.id.clock === clock
        ? item.parentSub
        : undefined
    },
  }
}

function addToIndex(index: Map<string, string[]>, key: string): void {
  const record = recordOfKey(key)
  const keys = index.get(record)
  if (keys) keys.push(key)
  else index.set(record, [key])
}
