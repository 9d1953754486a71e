import { Dexie } from 'dexie'
import { formDigestShape } from '../events/form-digest.ts'
import { isRecordId, type RecordId } from '../model/ids.ts'
import { voidState } from '../model/record-type.ts'
import { parse, shape } from '../model/shape.ts'
import type { RecordRow } from '../projections/rows.ts'
import { webEventReview } from '../records/guard/web-event-review.ts'
import { piFile } from '../records/privacy/pi-file.ts'
import type { Database } from './database.ts'

/**
 * Own forms the inventory of personal data names (PD-12), each with the file that names it: forms of the events whose
 * review leads to a file that is neither voided nor retired. A draft counts: somebody has taken it up.
 */
export async function listedForms({
  records,
}: Pick<Database, 'records'>): Promise<ReadonlyMap<string, RecordId>> {
  const files = await records
    .where('[type+updatedAt]')
    .between([piFile.key, Dexie.minKey], [piFile.key, Dexie.maxKey])
    .filter(({ state }) => state !== voidState && state !== 'retired')
    .primaryKeys()
  if (files.length === 0) return new Map()
  const held = new Set<unknown>(files)
  const naming = await records.where('refs').anyOf(files).toArray()
  const reviews = naming.filter(
    ({ type, state, values }) =>
      type === webEventReview.key && state !== voidState && held.has(values['linkedId']),
  )
  // A colleague's device may have written anything there; the database throws at what is no key.
  const named = reviews.flatMap(({ values: { eventId, linkedId } }) =>
    isRecordId(eventId) ? [{ eventId, file: linkedId as RecordId }] : [],
  )
  const events = await records.bulkGet(named.map(({ eventId }) => eventId))
  return new Map(
    named.flatMap(({ file }, at) => {
      const digest = formOf(events[at])
      return digest === undefined ? [] : [[digest, file] as const]
    }),
  )
}

const metaShape = shape.object({ formDigest: formDigestShape })

function formOf(event: RecordRow | undefined): string | undefined {
  const meta = event?.type === 'webEvent' ? parse(metaShape, event.values['fileMeta']) : undefined
  return meta?.ok ? meta.value.formDigest : undefined
}
