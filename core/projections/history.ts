import type { EnvelopeHash } from '../model/ids.ts'
import { millisOf, type HybridTime } from '../model/hybrid-clock.ts'
import { keyIdOf, type MoveValue, type RevisionValue, type Stamped } from './entries.ts'
import type { MergedRecord } from './merge-record.ts'
import { erasedField, numberField, removedColumn, orderColumn, type RecordKey } from './record-keys.ts'
import type { Author, FromTo, HistoryRow } from './rows.ts'

export interface HistoryContext {
  readonly envelope: EnvelopeHash
  readonly type: string
  readonly author: Author
  /** The record as it stood before the change. */
  readonly before: MergedRecord | undefined
  readonly open: (sealed: string) => unknown
}

/** The lines one written key adds to 修訂紀錄. `from` is what was in force before, whoever wrote it. */
export function historyRow(
  key: RecordKey,
  value: unknown,
  context: HistoryContext,
  index: number,
): HistoryRow | undefined {
  const change = changeOf(key, value, context)
  if (!change) return undefined
  const time = (value as { time: HybridTime }).time
  return {
    id: `${context.envelope}.${index}`,
    recordId: key.record,
    type: context.type,
    time,
    at: millisOf(time),
    by: context.author,
    envelope: context.envelope,
    change,
  }
}

function changeOf(
  key: RecordKey,
  value: unknown,
  { before, open }: HistoryContext,
): HistoryRow['change'] | undefined {
  const fromTo = (from: Said | undefined, to: Said): FromTo => ({
    from: from?.sealed === undefined ? from?.value : open(from.sealed),
    to: to.sealed === undefined ? to.value : open(to.sealed),
    ...(from?.sealed === undefined ? {} : { fromKey: keyIdOf(from.sealed) }),
    ...(to.sealed === undefined ? {} : { toKey: keyIdOf(to.sealed) }),
  })
  switch (key.part) {
    case 'base':
      return { type: 'created' }
    case 'revision':
      return { type: 'revision', hash: (value as RevisionValue).hash }
    case 'move': {
      const { to, reason, override } = value as MoveValue
      const from = before && (before.moves.at(-1)?.to ?? before.base.state)
      return {
        type: 'state',
        to,
        ...(from === undefined ? {} : { from }),
        ...(reason === undefined ? {} : { reason }),
        ...(override === undefined ? {} : { override }),
      }
    }
    case 'field': {
      const word = value as Stamped
      if (key.field === numberField)
        return { type: 'number', to: typeof word.value === 'string' ? word.value : '' }
      if (key.field === erasedField) return { type: 'erased' }
      return {
        type: 'field',
        field: key.field,
        ...fromTo(fieldBefore(before, key.field), word),
      }
    }
    case 'cell': {
      if (key.column === orderColumn) return undefined
      if (key.column === removedColumn) return { type: 'rowRemoved', field: key.field, row: key.row }
      const row = before?.rows.get(key.field)?.find((candidate) => candidate.rowId === key.row)
      return {
        type: 'cell',
        field: key.field,
        row: key.row,
        column: key.column,
        ...fromTo(row?.cells.get(key.column)?.inForce, value as Stamped),
      }
    }
  }
}

interface Said {
  readonly value?: unknown
  readonly sealed?: string | undefined
}

function fieldBefore(before: MergedRecord | undefined, field: string): Said | undefined {
  const settled = before?.fields.get(field)
  if (settled) return settled.inForce
  const sealed = before?.base.sealed?.[field]
  return sealed === undefined ? { value: before?.base.values[field] } : { sealed }
}

/** A line as it reads once these keys are destroyed: who and when stay, the values do not. */
export function withoutErased(change: HistoryRow['change'], dead: ReadonlySet<string>): HistoryRow['change'] {
  if (change.type !== 'field' && change.type !== 'cell') return change
  return {
    ...change,
    ...(change.fromKey !== undefined && dead.has(change.fromKey) ? { from: undefined } : {}),
    ...(change.toKey !== undefined && dead.has(change.toKey) ? { to: undefined } : {}),
  }
}
