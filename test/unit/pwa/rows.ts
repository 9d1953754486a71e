import type { DeviceId, MemberId, ShardId } from '../../../core/model/ids.ts'
import { anId } from '../../support/ids.ts'
import type { Values } from '../../../core/model/record-type.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { recordType } from '../../../core/records/index.ts'

const by = { device: '0'.repeat(32) as DeviceId, member: 'MEM-01ARZ3NDEKTSV4RRFFQ69G5FAV' as MemberId }

/** A row as the projection would write it; only what a test says about it matters. */
export function rowOf(type: string, values: Values, more: Partial<RecordRow> = {}): RecordRow {
  const declared = recordType(type)
  if (!declared) throw new Error(`no record type ${type}`)
  const title = values[declared.title]
  const at = more.createdAt ?? Date.parse('2026-11-22T09:00:00+08:00')
  return {
    id: anId(declared.prefix),
    type,
    compartment: declared.compartment,
    shard: 'guard.guard.0' as ShardId,
    state: declared.initialState,
    title: typeof title === 'string' ? title : '',
    values,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
    draft: true,
    conflicts: {},
    refs: [],
    reached: {},
    ...more,
  }
}
