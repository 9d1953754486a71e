import type { RecordId, ShardId } from '../model/ids.ts'
import { millisOf } from '../model/hybrid-clock.ts'
import type { RecordType, Values } from '../model/record-type.ts'
import { voidState } from '../model/record-type.ts'
import { isRecordId, type DeviceId } from '../model/ids.ts'
import { isLater } from './entries.ts'
import type { MergedRecord, Settled, Word } from './merge-record.ts'
import { erasedField, numberField } from './record-keys.ts'
import type { Author, Contender, RecordRow } from './rows.ts'

/** Raise it when the same journal must give other rows; every shard is then rebuilt in the background. */
export const projectionVersion = 2

/** What a projection needs besides the entries. */
export interface ProjectionContext {
  readonly shard: ShardId
  readonly author: (device: DeviceId) => Author
  /** A personal value in the clear; undefined once its key was erased. */
  readonly open: (record: RecordId, sealed: string) => unknown
}

/** One record as lists and forms read it. Pure: the same entries give the same row on every replica. */
export function recordRow(type: RecordType, record: MergedRecord, context: ProjectionContext): RecordRow {
  const { base } = record
  const erased = record.fields.get(erasedField)
  const valueOf = (word: Word): unknown =>
    word.sealed === undefined ? word.value : context.open(record.id, word.sealed)
  const values: Record<string, unknown> = {}
  const conflicts: Record<string, readonly Contender[]> = {}
  let lastEdit: Word = { device: base.device, time: base.time }

  for (const [key, field] of Object.entries(type.fields)) {
    if (field.kind === 'computed') continue
    if (field.kind === 'list' || field.kind === 'richText') {
      const rows = record.rows.get(key) ?? []
      if (rows.length > 0)
        values[key] = rows.map((row) => rowValues(row.rowId, row.cells, field.kind === 'richText', valueOf))
      continue
    }
    const settled = record.fields.get(key)
    if (settled) {
      const value = valueOf(settled.inForce)
      if (value !== undefined && value !== null) values[key] = value
      if (settled.contenders.length > 0) conflicts[key] = contenders(settled, valueOf, context)
    } else if (base.sealed?.[key] !== undefined) {
      const value = context.open(record.id, base.sealed[key])
      if (value !== undefined) values[key] = value
    } else if (base.values[key] !== undefined && base.values[key] !== null) {
      values[key] = base.values[key]
    }
  }
  for (const settled of allWords(record)) if (isLater(settled.inForce, lastEdit)) lastEdit = settled.inForce

  const lastMove = record.moves.at(-1)
  if (lastMove && isLater(lastMove, lastEdit)) lastEdit = lastMove
  const currentState = stateOf(record)
  const due = type.due?.while.includes(currentState) ? type.due.of(values) : undefined
  const revision = record.revisions.at(-1)
  const number = record.fields.get(numberField)?.inForce.value
  const author = (word: { device: DeviceId }) => context.author(word.device)
  const lastContentEdit = contentTime(record)
  if (typeof number === 'string') {
    const numbered = Object.entries(type.fields).find(([, field]) => field.kind === 'autoNumber')
    if (numbered) values[numbered[0]] = number
  }

  return {
    id: record.id,
    type: type.key,
    compartment: type.compartment,
    shard: context.shard,
    state: currentState,
    ...(due === undefined ? {} : { due }),
    ...(typeof number === 'string' ? { number } : {}),
    title: titleOf(type, values),
    ...knownBy(type, values),
    values,
    createdAt: millisOf(base.time),
    createdBy: author(base),
    updatedAt: millisOf(lastEdit.time),
    updatedBy: author(lastEdit),
    ...(revision
      ? {
          revision: {
            id: revision.id,
            hash: revision.hash,
            at: millisOf(revision.time),
            by: author(revision),
          },
        }
      : {}),
    draft: !revision || lastContentEdit > revision.time,
    ...(lastMove?.to === voidState
      ? {
          voided: { reason: lastMove.reason ?? '', at: millisOf(lastMove.time), by: author(lastMove) },
        }
      : {}),
    ...(erased ? { erased: { at: millisOf(erased.inForce.time), by: author(erased.inForce) } } : {}),
    conflicts,
    ...contested(conflicts),
    refs: refsIn(type, values),
    reached: {
      [base.state]: { at: millisOf(base.time), by: author(base) },
      ...Object.fromEntries(
        record.moves.map((move) => [move.to, { at: millisOf(move.time), by: author(move) }]),
      ),
    },
  }
}

function contested(conflicts: RecordRow['conflicts']): Pick<RecordRow, 'contested'> {
  const count = Object.keys(conflicts).length
  return count > 0 ? { contested: count } : {}
}

export function titleOf(type: RecordType, values: Values): string {
  const value = values[type.title]
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

function knownBy(type: RecordType, values: Values): { readonly knownBy?: string } {
  const value = type.knownBy === undefined ? undefined : values[type.knownBy]
  return typeof value === 'string' ? { knownBy: value.slice(0, 200) } : {}
}

/** Every record the values name, each once. */
export function refsIn(type: RecordType, values: Values): readonly RecordId[] {
  const found = new Set<RecordId>()
  const visit = (value: unknown): void => {
    if (isRecordId(value)) found.add(value)
    else if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  for (const [key, field] of Object.entries(type.fields)) {
    if (
      field.kind === 'ref' ||
      field.kind === 'refs' ||
      field.kind === 'refsWithText' ||
      field.kind === 'list'
    )
      visit(values[key])
  }
  return [...found]
}

export const stateOf = (record: MergedRecord): string => record.moves.at(-1)?.to ?? record.base.state

function rowValues(
  rowId: string,
  cells: ReadonlyMap<string, Settled>,
  isBlock: boolean,
  valueOf: (word: Word) => unknown,
): Values {
  const row: Record<string, unknown> = isBlock ? { id: rowId } : { rowId }
  for (const [column, settled] of cells) {
    const value = valueOf(settled.inForce)
    if (!column.startsWith('#') && value !== undefined && value !== null) row[column] = value
  }
  return row
}

function contenders(
  settled: Settled,
  valueOf: (word: Word) => unknown,
  context: ProjectionContext,
): Contender[] {
  return [settled.inForce, ...settled.contenders].map((word) => ({
    value: valueOf(word),
    time: word.time,
    by: context.author(word.device),
  }))
}

function* allWords(record: MergedRecord): Iterable<Settled> {
  yield* record.fields.values()
  for (const rows of record.rows.values()) for (const row of rows) yield* row.cells.values()
}

/** The latest change of content: moving a record's state does not make a submitted revision a draft again. */
function contentTime(record: MergedRecord): string {
  let latest: string = record.base.time
  for (const [field, settled] of record.fields) {
    if (!field.startsWith('#') && settled.inForce.time > latest) latest = settled.inForce.time
  }
  for (const rows of record.rows.values()) {
    for (const row of rows)
      for (const settled of row.cells.values())
        if (settled.inForce.time > latest) latest = settled.inForce.time
  }
  return latest
}
