import { attachmentShape } from '../../model/attachment.ts'
import type { RecordType } from '../../model/record-type.ts'
import { parse } from '../../model/shape.ts'
import type { MergedRecord } from '../../projections/merge-record.ts'
import { stateOf } from '../../projections/record-row.ts'
import type { RecordVault } from '../record-vault.ts'

/**
 * Names of the chunks a record keeps: those of its files now, of files others wrote at the same time, and of files in
 * revisions, which signatures bind. None once it is erased or disposed of. Undefined for types without attachments.
 */
export async function chunksHeld(
  vault: Pick<RecordVault, 'open'>,
  type: RecordType,
  record: MergedRecord,
): Promise<readonly string[] | undefined> {
  const state = stateOf(record)
  const fields = Object.entries(type.fields).filter(([, field]) => field.kind === 'attachment')
  if (fields.length === 0) return undefined
  const sealed = fields.flatMap(([name, field]) => {
    if (field.kind !== 'attachment' || field.disposedIn?.includes(state)) return []
    const settled = record.fields.get(name)
    return [
      ...(settled
        ? [settled.inForce.sealed, ...settled.contenders.map((word) => word.sealed)]
        : [record.base.sealed?.[name]]),
      ...record.revisions.map((revision) => revision.sealed?.[name]),
    ].flatMap((text) => (text === undefined ? [] : [[name, text] as const]))
  })
  const opened = await vault.open(record.id, sealed)
  const held = new Set<string>()
  for (const value of opened.values()) {
    const attached = parse(attachmentShape, value)
    if (attached.ok) attached.value.chunks.forEach((digest) => held.add(digest))
  }
  return [...held]
}
