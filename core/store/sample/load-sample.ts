import type { Sample, SampleRecord, SampleStep, Scene } from '../../libraries/sample/sample.ts'
import { sceneOn } from '../../libraries/sample/sample.ts'
import { newRecordId, newRowId, type RecordId, type RowId } from '../../model/ids.ts'
import type { Values } from '../../model/record-type.ts'
import { ok, type Result } from '../../model/result.ts'
import { taipeiDate } from '../../model/roc-date.ts'
import type { Change, CommandFailure } from '../commands.ts'
import { commitChanges } from '../commit-changes.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'
import { createSampleGuard } from './sample-guard.ts'

export interface Loading {
  /** Milliseconds since 1970, in truth. */
  readonly now: number
  /** Lets the workspace's clock show another time, so that the sample has a past. */
  readonly pretend: (millis: number) => void
  readonly progress: (done: number, all: number) => void
}

/** When the sample organisation began: everything in it came later. */
export const sampleAgeDays = 97

/**
 * Fills a workspace that was just begun with the sample organisation, in the order it would have happened and through
 * the same path as anything else: every record is signed, every event comes from a device of its own and passes the gate.
 */
export async function loadSample(
  replica: Replica,
  shards: ShardSet,
  sample: Sample,
  first: { readonly unit: RecordId },
  loading: Loading,
): Promise<Result<null, CommandFailure>> {
  const guard = await createSampleGuard(replica, shards, sample)
  const ids = new Map<string, RecordId>([
    ['unit.0', first.unit],
    ['person.0', replica.personId],
    ...guard.eventIds,
  ])
  for (const { key, type } of sample.records)
    if (!ids.has(key)) ids.set(key, newRecordId(replica.types.byKey(type)!.prefix, replica.device.id))
  const idOf = (key: string): RecordId => {
    const id = ids.get(key)
    if (!id) throw new Error(`the sample names ${key}, which is not in it`)
    return id
  }
  const scene = sceneOn(taipeiDate(loading.now), idOf)
  const rowIds = new Map<string, RowId>()
  const begun = new Set<RecordId>([first.unit, replica.personId])

  const commit = async (changes: readonly Change[]) => {
    const done = await commitChanges(replica, shards, changes)
    return done.ok ? ok(null) : done
  }
  const happenings: Happening[] = [
    ...together(sample.records).map((batch) => ({
      day: batch[0]!.day,
      minute: 540,
      happen: async () => {
        const filled = batch.flatMap((record) =>
          creation(record, idOf(record.key), scene, replica, rowIds, begun),
        )
        const made = await commit(filled)
        // Only now all of them are there for each other's references.
        return made.ok ? commit(batch.map(({ key }) => ({ type: 'submit', id: idOf(key) }))) : made
      },
    })),
    ...sample.records.flatMap(({ key, type, steps = [] }) =>
      steps.map((step, index) => ({
        day: step.day,
        minute: 660 + index,
        happen: () => commit(changesOf(step, type, idOf(key), scene, replica, rowIds)),
      })),
    ),
    { day: 95, minute: 600, happen: () => guard.enrol(idOf) },
    ...sample.events.map((event) => ({
      day: event.day,
      minute: event.minute,
      happen: (at: number) => guard.report(event, at),
    })),
  ]
  happenings.sort((a, b) => b.day - a.day || a.minute - b.minute)
  const midnight = Date.parse(`${taipeiDate(loading.now)}T00:00:00+08:00`)
  for (const [done, { day, minute, happen }] of happenings.entries()) {
    loading.progress(done, happenings.length)
    // What would come later today has just happened.
    const at = Math.min(
      midnight - day * dayMillis + minute * 60_000,
      loading.now - (happenings.length - done),
    )
    loading.pretend(at)
    const result = await happen(at)
    if (!result.ok) return result
  }
  loading.progress(happenings.length, happenings.length)
  return ok(null)
}

interface Happening {
  readonly day: number
  readonly minute: number
  readonly happen: (at: number) => Promise<Result<null, CommandFailure>>
}

const dayMillis = 24 * 60 * 60 * 1000

/** Records of one day come in one transaction: units and their people name each other. */
function together(records: readonly SampleRecord[]): readonly (readonly SampleRecord[])[] {
  const days = Map.groupBy(records, ({ day }) => day)
  return [...days.values()]
}

function creation(
  { type, values }: SampleRecord,
  id: RecordId,
  scene: Scene,
  replica: Replica,
  rowIds: Map<string, RowId>,
  begun: ReadonlySet<RecordId>,
): Change[] {
  const content = values(scene)
  if (begun.has(id)) return setting(content, type, id, replica, rowIds)
  const isList = (field: string) => replica.types.byKey(type)?.fields[field]?.kind === 'list'
  const base = Object.fromEntries(Object.entries(content).filter(([field]) => !isList(field)))
  const lists = Object.fromEntries(Object.entries(content).filter(([field]) => isList(field)))
  return [
    { type: 'create', id, recordType: type, values: base },
    ...setting(lists, type, id, replica, rowIds),
  ]
}

function changesOf(
  { to, values, override }: SampleStep,
  type: string,
  id: RecordId,
  scene: Scene,
  replica: Replica,
  rowIds: Map<string, RowId>,
): Change[] {
  return [
    ...(values ? setting(values(scene), type, id, replica, rowIds) : []),
    ...(to === undefined
      ? []
      : [{ type: 'move' as const, id, to, ...(override === undefined ? {} : { override }) }]),
  ]
}

/** Fields are set; the rows of a list are filled cell by cell, the same row again when the sample fills it further. */
function setting(
  values: Values,
  type: string,
  id: RecordId,
  replica: Replica,
  rowIds: Map<string, RowId>,
): Change[] {
  return Object.entries(values).flatMap(([field, value]): Change[] => {
    if (replica.types.byKey(type)?.fields[field]?.kind !== 'list') return [{ type: 'set', id, field, value }]
    return (value as readonly Values[]).flatMap((cells, index) => {
      const place = `${id} ${field} ${index}`
      const row = rowIds.get(place) ?? newRowId()
      rowIds.set(place, row)
      return Object.entries(cells).map(([column, cell]): Change => ({
        type: 'setCell',
        id,
        field,
        row,
        column,
        value: cell,
      }))
    })
  })
}
