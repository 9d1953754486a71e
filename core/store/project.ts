import type { EnvelopeHash, RecordId, ShardId } from '../model/ids.ts'
import type { RecordType, Values } from '../model/record-type.ts'
import type { Entry } from '../projections/entries.ts'
import { historyRow } from '../projections/history.ts'
import type { MergedRecord, Word } from '../projections/merge-record.ts'
import { cellPlace } from '../projections/record-keys.ts'
import { recordRow } from '../projections/record-row.ts'
import type { Author, HistoryRow, RecordRow } from '../projections/rows.ts'
import type { Replica } from './replica.ts'
import type { StagedRecord } from './stage.ts'

/** One record's row, with its personal fields opened first, since the projection itself is pure. */
export async function projectRow(
  replica: Pick<Replica, 'vault' | 'author' | 'log'>,
  type: RecordType,
  shard: ShardId,
  record: MergedRecord,
): Promise<RecordRow> {
  const opened = await replica.vault.open(record.id, sealedIn(record))
  const row = recordRow(type, record, {
    shard,
    author: replica.author,
    open: (_record, sealed) => opened.get(sealed),
  })
  const derived = derivedValues(replica, record.id)
  const shown = Object.entries(derived).filter(([field]) => type.fields[field]?.derived)
  return shown.length > 0 ? { ...row, values: { ...row.values, ...Object.fromEntries(shown) } } : row
}

/** The row a staged record will have. */
export async function stagedRow(replica: Replica, record: StagedRecord): Promise<RecordRow> {
  const merged = record.merged()
  if (!merged) throw new Error(`nothing staged for ${record.type.key}`)
  return projectRow(replica, record.type, record.shard, merged)
}

/** What only the membership log knows about a person: fields declared `derived` show it, nobody writes it. */
function derivedValues({ log }: Pick<Replica, 'log'>, id: RecordId): Values {
  const members = [...(log.now()?.members.values() ?? [])].filter(({ person }) => person === id)
  // Who left and came back is two members: the one who is here counts.
  const member = members.findLast(({ removedAt }) => removedAt === undefined) ?? members.at(-1)
  return member ? { roles: member.removedAt === undefined ? member.roles : [] } : {}
}

/** The history lines of one envelope's writes to one record. */
export async function projectHistory(
  replica: Pick<Replica, 'vault'>,
  type: RecordType,
  shard: ShardId,
  change: {
    readonly id: RecordId
    readonly before: MergedRecord | undefined
    readonly written: readonly Entry[]
    readonly author: Author
    readonly envelope: EnvelopeHash
    /** Lines the envelope already has for other records. */
    readonly from: number
  },
): Promise<(HistoryRow & { shard: ShardId })[]> {
  const sealed = change.written.flatMap(({ key, value }): [string, string][] => {
    const word = value as Word
    if (word.sealed === undefined) return []
    if (key.part === 'field') return [[key.field, word.sealed]]
    return key.part === 'cell' ? [[cellPlace(key.field, key.row, key.column), word.sealed]] : []
  })
  const opened = await replica.vault.open(change.id, [
    ...sealed,
    ...(change.before ? sealedIn(change.before) : []),
  ])
  const context = {
    envelope: change.envelope,
    type: type.key,
    author: change.author,
    before: change.before,
    open: (text: string) => opened.get(text),
  }
  return change.written.flatMap(({ key, value }, index) => {
    const row = historyRow(key, value, context, change.from + index)
    return row ? [{ ...row, shard }] : []
  })
}

function sealedIn(record: MergedRecord): [string, string][] {
  const found: [string, string][] = Object.entries(record.base.sealed ?? {})
  for (const [field, settled] of record.fields) {
    for (const word of [settled.inForce, ...settled.contenders])
      if (word.sealed !== undefined) found.push([field, word.sealed])
  }
  for (const [field, rows] of record.rows) {
    for (const { rowId, cells } of rows) {
      for (const [column, { inForce }] of cells) {
        if (inForce.sealed !== undefined) found.push([cellPlace(field, rowId, column), inForce.sealed])
      }
    }
  }
  return found
}
