import type { HybridTime } from '../model/hybrid-clock.ts'
import { newUlid, type DeviceId, type RecordId, type ShardId } from '../model/ids.ts'
import type { RecordType, Values } from '../model/record-type.ts'
import { keyIdOf, mostErased, sealedIn, type Entry, type Stamped } from '../projections/entries.ts'
import { mergeRecord, type MergedRecord } from '../projections/merge-record.ts'
import { cellPlace, erasedField, formatKey, type RecordKey } from '../projections/record-keys.ts'
import { erasuresIn } from './erasure.ts'
import type { RecordVault } from './record-vault.ts'

/** A record while a command works on it: what the shard holds, and what the command is about to write. */
export interface StagedRecord {
  readonly id: RecordId
  readonly type: RecordType
  readonly shard: ShardId
  /** As it stands in the shard; undefined for a new record. */
  readonly before: MergedRecord | undefined
  readonly merged: () => MergedRecord | undefined
  readonly written: () => readonly Entry[]
  readonly setBase: (values: Values) => Promise<void>
  readonly setField: (field: string, value: unknown) => Promise<void>
  /** Names every key the record is known to have had; committing it destroys them. */
  readonly setErased: (reason: string) => Promise<void>
  readonly setCell: (field: string, row: string, column: string, value: unknown) => Promise<void>
  /** Enters a state, on the content of the last revision. */
  readonly setMove: (move: {
    readonly to: string
    readonly reason?: string
    readonly override?: string
  }) => void
  readonly setRevision: (
    id: string,
    revision: { hash: string; content: Values; sealed: Readonly<Record<string, string>> },
  ) => void
}

export function stageRecord(
  place: { readonly id: RecordId; readonly type: RecordType; readonly shard: ShardId },
  entries: readonly Entry[],
  by: { readonly device: DeviceId; readonly time: HybridTime; readonly vault: RecordVault },
): StagedRecord {
  const { id, type } = place
  const { device, time, vault } = by
  const current = new Map(entries.map((entry) => [formatKey(entry.key), entry]))
  const written = new Map<string, Entry>()
  const before = entries.length > 0 ? mergeRecord(entries) : undefined
  /** Keys this command destroys; what it writes after that needs another. */
  const dying = new Set<string>()

  const write = (key: RecordKey, value: unknown): void => {
    const text = formatKey(key)
    const entry = { key, value }
    current.set(text, entry)
    written.set(text, entry)
  }
  /** Others' latest words on the same place: having seen them is what makes this one no conflict. */
  const seenAt = (matches: (key: RecordKey) => boolean): { seen?: Record<string, HybridTime> } => {
    const seen: Record<string, HybridTime> = {}
    for (const { key, value } of current.values())
      if (key.device !== device && matches(key)) seen[key.device] = (value as Stamped).time
    return Object.keys(seen).length > 0 ? { seen } : {}
  }

  const setCell = async (field: string, row: string, column: string, value: unknown): Promise<void> => {
    const seen = seenAt(
      (key) => key.part === 'cell' && key.field === field && key.row === row && key.column === column,
    )
    const given = value ?? null
    const isPersonal = type.fields[field]?.personal && !column.startsWith('#') && given !== null
    const content = isPersonal
      ? { sealed: await vault.seal(id, place.shard, cellPlace(field, row, column), given, dying) }
      : { value: given }
    write({ part: 'cell', record: id, field, row, column, device }, { ...content, time, ...seen })
  }

  return {
    ...place,
    before,
    merged: () => mergeRecord([...current.values()]),
    written: () => [...written.values()],
    async setBase(values) {
      const plain: Record<string, unknown> = {}
      const sealed: Record<string, string> = {}
      for (const [field, value] of Object.entries(values)) {
        if (value === undefined || value === null) continue
        if (type.fields[field]?.personal && type.fields[field].kind === 'list') {
          // Cell by cell, so that two people may still fill it together.
          for (const { rowId, ...columns } of value as readonly (Readonly<Record<string, unknown>> & {
            readonly rowId: string
          })[]) {
            for (const [column, cell] of Object.entries(columns)) await setCell(field, rowId, column, cell)
          }
        } else if (type.fields[field]?.personal)
          sealed[field] = await vault.seal(id, place.shard, field, value, dying)
        else plain[field] = value
      }
      const base = { type: type.key, time, state: type.initialState, values: plain }
      write({ part: 'base', record: id, device }, Object.keys(sealed).length > 0 ? { ...base, sealed } : base)
    },
    async setField(field, value) {
      const seen = seenAt((key) => key.part === 'field' && key.field === field)
      const given = value === undefined ? null : value
      const content =
        type.fields[field]?.personal && given !== null
          ? { sealed: await vault.seal(id, place.shard, field, given, dying) }
          : { value: given }
      write({ part: 'field', record: id, field, device }, { ...content, time, ...seen })
    },
    setCell,
    async setErased(reason) {
      const { usable, closed } = await vault.keyIds(id)
      const keys = new Set(usable)
      // Keys that never reached this device too: their ciphertext did, and the rows may follow.
      for (const { value } of current.values()) for (const text of sealedIn(value)) keys.add(keyIdOf(text))
      for (const { keyIds } of erasuresIn(current.values())) keyIds.forEach((keyId) => keys.add(keyId))
      closed.forEach((keyId) => keys.add(keyId))
      const seen = seenAt((key) => key.part === 'field' && key.field === erasedField)
      // Those that open something come first: invented ones must not make the list too long to count.
      const named = [...keys].slice(0, mostErased).sort()
      named.forEach((keyId) => dying.add(keyId))
      const value = { reason, keys: named }
      write({ part: 'field', record: id, field: erasedField, device }, { value, time, ...seen })
    },
    setMove(move) {
      const revision = mergeRecord([...current.values()])?.revisions.at(-1)?.hash
      write(
        { part: 'move', record: id, id: newUlid(), device },
        { ...move, time, ...(revision === undefined ? {} : { revision }) },
      )
    },
    setRevision(revisionId, { hash, content, sealed }) {
      const revision = { time, hash, content }
      write(
        { part: 'revision', record: id, id: revisionId, device },
        Object.keys(sealed).length > 0 ? { ...revision, sealed } : revision,
      )
    },
  }
}
