import { Dexie } from 'dexie'
import type { RecordId } from '../model/ids.ts'
import { parse } from '../model/shape.ts'
import { erasedShape, type Entry, type Stamped } from '../projections/entries.ts'
import { withoutErased } from '../projections/history.ts'
import { erasedField } from '../projections/record-keys.ts'
import type { Database } from './database.ts'

/** Keys of one record that are destroyed, and with them whatever they sealed. */
export interface Erasure {
  readonly record: RecordId
  readonly keyIds: readonly string[]
}

/** What these entries destroy once they are durable, whoever wrote them. */
export function erasuresIn(entries: Iterable<Entry>): Erasure[] {
  const erasures: Erasure[] = []
  for (const { key, value } of entries) {
    if (key.part !== 'field' || key.field !== erasedField) continue
    const erased = parse(erasedShape, (value as Stamped).value)
    if (erased.ok) erasures.push({ record: key.record, keyIds: erased.value.keys })
  }
  return erasures
}

/**
 * Destroys keys and what history shows of them. Call inside the transaction that stores the erasing entry. The rows
 * stay without their keys, so that a key which comes back from a colleague or an old backup is known to be dead.
 */
export async function destroyKeys(
  database: Pick<Database, 'recordKeys' | 'history'>,
  { record, keyIds }: Erasure,
): Promise<void> {
  await database.recordKeys.bulkPut(
    keyIds.map((keyId) => ({ recordId: record, keyId, destroyed: true as const })),
  )
  const dead = new Set(keyIds)
  await database.history
    .where('[recordId+time]')
    .between([record, Dexie.minKey], [record, Dexie.maxKey])
    .modify((row, ref) => {
      ref.value = { ...row, change: withoutErased(row.change, dead) }
    })
}
