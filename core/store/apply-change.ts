import { canonicalBytes } from '../model/canonical-json.ts'
import { sha256, toHex } from '../model/bytes.ts'
import { holds, isFilled } from '../model/conditions.ts'
import { hybridTime } from '../model/hybrid-clock.ts'
import { isMadeBy, newUlid, type DeviceId } from '../model/ids.ts'
import { nextStates, voidState, type Role, type Values } from '../model/record-type.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { maxReason } from '../projections/entries.ts'
import type { MergedRow } from '../projections/merge-record.ts'
import { cellPlace, removedColumn } from '../projections/record-keys.ts'
import { stateOf } from '../projections/record-row.ts'
import type { RecordRow } from '../projections/rows.ts'
import type { Change, CommandFailure } from './commands.ts'
import { isPlausibleYear } from './shard-names.ts'
import type { StagedRecord } from './stage.ts'

export interface Applying {
  readonly roles: readonly Role[]
  readonly device: DeviceId
  readonly member: string
  readonly now: number
  /** The row as it stands with what was staged so far. */
  readonly row: (record: StagedRecord) => Promise<RecordRow>
}

/** What applying a change asks of the checks that follow. */
export type Check = 'draft' | { readonly transitionTo: string } | 'none'

/** Stages one change of a command. Nothing is written to the shard until every change of the command was staged. */
export async function applyChange(
  record: StagedRecord,
  change: Change,
  by: Applying,
): Promise<Result<Check, CommandFailure>> {
  if (change.type !== 'create') {
    if (!record.merged()) return problem('NoSuchRecord')
    if (currentState(record) === voidState) return problem('Voided')
  }
  switch (change.type) {
    case 'create': {
      if (record.merged()) return problem('NotAllowed', { why: 'idTaken' })
      if (!isMadeBy(record.id, by.device) || !isPlausibleYear(record.id, hybridTime(by.now)))
        return problem('NotAllowed', { why: 'foreignId' })
      const faulty = Object.keys(change.values).find((field) => !isStored(record, field))
      if (faulty !== undefined)
        return {
          ok: false,
          error: { type: 'Invalid', id: record.id, issues: [{ field: faulty, code: 'unknownField' }] },
        }
      await record.setBase(change.values)
      return ok('draft')
    }
    case 'set': {
      const kind = record.type.fields[change.field]?.kind
      if (
        !isStored(record, change.field) ||
        kind === 'list' ||
        kind === 'richText' ||
        kind === 'autoNumber'
      ) {
        return {
          ok: false,
          error: { type: 'Invalid', id: record.id, issues: [{ field: change.field, code: 'unknownField' }] },
        }
      }
      const only = record.type.fieldWriters?.[change.field]
      if (only && !only.some((role) => by.roles.includes(role)))
        return problem('NotAllowed', { why: 'fieldWriter', field: change.field })
      await record.setField(change.field, change.value)
      return ok('draft')
    }
    case 'setCell':
      if (!isColumn(record, change.field, change.column)) {
        return {
          ok: false,
          error: {
            type: 'Invalid',
            id: record.id,
            issues: [{ field: change.field, row: change.row, column: change.column, code: 'unknownField' }],
          },
        }
      }
      await record.setCell(change.field, change.row, change.column, change.value)
      return ok('draft')
    case 'removeRow':
      await record.setCell(change.field, change.row, removedColumn, true)
      return ok('draft')
    case 'submit':
      await freeze(record)
      return ok({ transitionTo: currentState(record) })
    case 'move':
      return move(record, change, by)
    case 'void':
      if (!isFilled(change.reason)) return problem('NotAllowed', { why: 'reasonMissing' })
      if (change.reason.length > maxReason) return tooLong(record)
      record.setMove({ to: voidState, reason: change.reason })
      return ok('none')
    case 'erase':
      if (change.reason.length > maxReason) return tooLong(record)
      await record.setErased(change.reason)
      return ok('none')
  }
}

async function move(
  record: StagedRecord,
  change: Extract<Change, { type: 'move' }>,
  by: Applying,
): Promise<Result<Check, CommandFailure>> {
  const { type } = record
  const from = currentState(record)
  if (!nextStates(type, from).includes(change.to)) return problem('NotAMove')
  if ((change.override?.length ?? 0) > maxReason) return tooLong(record)
  const row = await by.row(record)
  const special = type.approvalWhen?.find(
    ({ state, when }) => state === change.to && holds(when, row.values, change.to),
  )
  const deciders = special?.roles ?? type.approval?.[change.to]
  if (deciders && !deciders.some((role) => by.roles.includes(role)))
    return problem('NotAllowed', { why: 'approval', state: change.to })

  for (const [prepared, decided] of type.separate ?? []) {
    if (decided !== change.to || row.reached[prepared]?.by.member !== by.member) continue
    // Segregation of duties; only the 資安長 may set it aside, with a reason that prints on the form.
    if (!by.roles.includes('ciso') || !isFilled(change.override)) return problem('SameSigner')
  }
  if (row.draft) await freeze(record)
  record.setMove({ to: change.to, ...(change.override === undefined ? {} : { override: change.override }) })
  return ok({ transitionTo: change.to })
}

/** The immutable revision an approval binds. Its hash covers personal fields as ciphertext, so erasing keeps it valid. */
async function freeze(record: StagedRecord): Promise<void> {
  const merged = record.merged()
  if (!merged) return
  const content: Record<string, unknown> = {}
  const sealed: Record<string, string> = {}
  for (const [key, field] of Object.entries(record.type.fields)) {
    if (field.kind === 'computed') continue
    if (field.kind === 'list' || field.kind === 'richText') {
      const rows = merged.rows.get(key) ?? []
      if (rows.length > 0) content[key] = rows.map((row) => frozenRow(key, row, sealed))
      continue
    }
    const word = merged.fields.get(key)?.inForce
    const cipher = word ? word.sealed : merged.base.sealed?.[key]
    const value = word ? word.value : merged.base.values[key]
    if (cipher !== undefined) sealed[key] = cipher
    else if (value !== undefined && value !== null) content[key] = value
  }
  const hash = toHex(await sha256(canonicalBytes({ type: record.type.key, id: record.id, content, sealed })))
  record.setRevision(newUlid(), { hash, content: content, sealed })
}

function frozenRow(field: string, row: MergedRow, sealed: Record<string, string>): Values {
  const frozen: Record<string, unknown> = { rowId: row.rowId }
  for (const [column, { inForce }] of row.cells) {
    if (column.startsWith('#')) continue
    if (inForce.sealed === undefined) frozen[column] = inForce.value ?? null
    else sealed[cellPlace(field, row.rowId, column)] = inForce.sealed
  }
  return frozen
}

export function currentState(record: StagedRecord): string {
  const merged = record.merged()
  return merged ? stateOf(merged) : record.type.initialState
}

function isStored(record: StagedRecord, field: string): boolean {
  const declared = record.type.fields[field]
  return declared !== undefined && declared.kind !== 'computed' && !declared.derived
}

function isColumn(record: StagedRecord, field: string, column: string): boolean {
  const declared = record.type.fields[field]
  return (
    (declared?.kind === 'list' && column in declared.columns) ||
    (declared?.kind === 'richText' && column === 'text')
  )
}

const tooLong = (record: StagedRecord): Result<never, CommandFailure> => ({
  ok: false,
  error: {
    type: 'Invalid',
    id: record.id,
    issues: [{ field: record.type.title, code: 'tooLong', params: { max: maxReason } }],
  },
})
