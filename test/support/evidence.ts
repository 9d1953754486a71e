import type { RecordId } from '../../core/model/ids.ts'
import { unwrap } from '../../core/model/result.ts'
import { ownId, type TestStore } from './store.ts'

/** A piece of evidence with a file of so many bytes, none of which repeats nearby. */
export async function attachEvidence(
  opened: TestStore & { readonly personId: string },
  size: number,
): Promise<RecordId> {
  const id = ownId(opened, 'EVD')
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 2654435761 + (at >>> 13)) >>> 11)
  const values = {
    title: '還原測試紀錄',
    kind: 'file',
    collectedAt: '2026-11-22T09:00:00+08:00',
    collectedBy: opened.personId,
    linkedTo: [opened.personId],
    containsPersonalData: false,
    retentionUntil: '2031-11-22',
  }
  unwrap(
    await opened.store.execute({
      type: 'attach',
      id,
      field: 'file',
      file: new File([bytes], '還原測試紀錄.pdf', { type: 'application/pdf' }),
      changes: [{ type: 'create', id, recordType: 'evidence', values }],
    }),
  )
  return id
}
