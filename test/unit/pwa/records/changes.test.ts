import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newRowId } from '../../../../core/model/ids.ts'
import { anId } from '../../../support/ids.ts'
import type { Values } from '../../../../core/model/record-type.ts'
import { recordType, recordTypes } from '../../../../core/records/index.ts'
import type { Change } from '../../../../core/store/commands.ts'
import { changesBetween, creationChanges, sameValue } from '../../../../pwa/records/changes.ts'
import { arbitraryValues } from '../../../support/arbitrary-values.ts'

const action = recordType('correctiveAction')!
const id = anId('CAR')

test('only fields that changed are written', () => {
  const before = { description: '缺還原測試', source: 'internalAudit', findingType: 'minor' }
  const after = { ...before, findingType: 'major', preventive: '' }
  expect(changesBetween(action, id, before, after)).toEqual([
    { type: 'set', id, field: 'findingType', value: 'major' },
  ])
})

test('clearing a field writes that it is empty', () => {
  expect(changesBetween(action, id, { preventive: '列入行事曆' }, {})).toEqual([
    { type: 'set', id, field: 'preventive', value: null },
  ])
})

test('no is an answer and is written', () => {
  expect(changesBetween(action, id, { effective: true }, { effective: false })).toEqual([
    { type: 'set', id, field: 'effective', value: false },
  ])
})

test('a table is written cell by cell, so that two people filling it keep both', () => {
  const [kept, removed, added] = [newRowId(), newRowId(), newRowId()]
  const before = {
    actions: [
      { rowId: kept, measure: '補測', dueAt: '2026-12-01' },
      { rowId: removed, measure: '多餘' },
    ],
  }
  const after = {
    actions: [
      { rowId: kept, measure: '補測並附紀錄', dueAt: '2026-12-01' },
      { rowId: added, measure: '列入行事曆' },
    ],
  }
  expect(changesBetween(action, id, before, after)).toEqual([
    { type: 'setCell', id, field: 'actions', row: kept, column: 'measure', value: '補測並附紀錄' },
    { type: 'setCell', id, field: 'actions', row: added, column: 'measure', value: '列入行事曆' },
    { type: 'removeRow', id, field: 'actions', row: removed },
  ])
})

test('what nobody may write is never written', () => {
  expect(changesBetween(action, id, {}, { overdueDays: 3, carNo: 'CAR-115-001' })).toEqual([])
  expect(changesBetween(recordType('person')!, id, {}, { roles: ['ciso'] })).toEqual([])
})

describe.each(recordTypes.filter((type) => !type.projected).map((type) => [type.key, type] as const))(
  '%s',
  (_, type) => {
    test('comes out as typed when its changes are replayed, and saving twice changes nothing', () => {
      fc.assert(
        fc.property(arbitraryValues(type), arbitraryValues(type), (first, second) => {
          const record = anId(type.prefix)
          const created = replay({}, creationChanges(type, record, first))
          const edited = replay(created, changesBetween(type, record, created, second))
          for (const field of Object.keys(type.fields)) {
            expect(sameValue(withoutEmptyRows(edited[field]), withoutEmptyRows(second[field])), field).toBe(
              true,
            )
          }
          expect(changesBetween(type, record, edited, edited)).toEqual([])
        }),
        { numRuns: 40 },
      )
    })
  },
)

/** What a store does with changes, as plainly as can be. */
function replay(values: Values, changes: readonly Change[]): Values {
  const next: Record<string, unknown> = structuredClone(values)
  const rows = (field: string) => (next[field] ??= []) as Record<string, unknown>[]
  for (const change of changes) {
    if (change.type === 'create') Object.assign(next, change.values)
    else if (change.type === 'set') next[change.field] = change.value ?? undefined
    else if (change.type === 'setCell') {
      const key =
        change.column === 'text' && !rows(change.field).some((row) => 'rowId' in row) ? 'rowId' : 'rowId'
      let row = rows(change.field).find((candidate) => candidate[key] === change.row)
      if (!row) rows(change.field).push((row = { [key]: change.row }))
      row[change.column] = change.value ?? undefined
    } else if (change.type === 'removeRow')
      next[change.field] = rows(change.field).filter((row) => row['rowId'] !== change.row)
  }
  return next
}

/** A row nobody wrote into is not there yet. */
const withoutEmptyRows = (value: unknown): unknown =>
  Array.isArray(value)
    ? value
        .map((row: unknown) =>
          typeof row === 'object' && row !== null
            ? Object.fromEntries(
                Object.entries(row).filter(([, cell]) => cell !== undefined && !sameValue(cell, undefined)),
              )
            : row,
        )
        .filter((row) => typeof row !== 'object' || Object.keys(row as object).length > 1)
        .sort((a, b) => (rowId(a) < rowId(b) ? -1 : rowId(a) > rowId(b) ? 1 : 0))
    : value
const rowId = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'rowId' in row ? String(row.rowId) : ''
