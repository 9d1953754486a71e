import { m } from '../../../core/i18n/index.ts'
import type { RecordId } from '../../../core/model/ids.ts'
import type { RecordType, Values } from '../../../core/model/record-type.ts'
import { addMonths, taipeiDate } from '../../../core/model/roc-date.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { recordType } from '../../../core/records/index.ts'
import type { Command } from '../../../core/store/commands.ts'
import type { NewId } from '../../live/new-id.ts'
import { mayWrite } from '../permissions.ts'
import { recordLabel } from '../record-label.ts'
import { nowInTaiwan } from '../typed-values.ts'

/**
 * Whether a file dropped on such a record may become evidence of it. Evidence is read by all who keep the management
 * system: what belongs to fewer people is not carried there by a drop.
 */
export function mayHaveEvidence(type: RecordType, roles: readonly string[]): boolean {
  const evidence = recordType('evidence')
  const shared = type.compartment === 'isms' || type.compartment === 'common' || type.compartment === 'policy'
  return shared && type.key !== 'approval' && evidence !== undefined && mayWrite(evidence, roles)
}

/**
 * A file as a new piece of evidence that names the record, in one command. Its title is the record's, not the file's:
 * a title cannot be erased. Whether it holds personal data is for the person to say.
 */
export function evidenceFor(
  row: RecordRow,
  file: File,
  by: {
    readonly newId: NewId
    readonly personId: RecordId | undefined
    readonly organization: Values | undefined
  },
): Extract<Command, { type: 'attach' }> {
  const id = by.newId('EVD')
  const years = Number(by.organization?.['retentionDefaultYears'] ?? 5)
  const values = {
    title: m['attach.evidenceOf']({ record: recordLabel(row) }),
    kind: file.type.startsWith('image/') ? 'screenshot' : 'file',
    collectedAt: nowInTaiwan(),
    ...(by.personId === undefined ? {} : { collectedBy: by.personId }),
    linkedTo: [row.id],
    retentionUntil: addMonths(taipeiDate(Date.now()), years * 12),
  }
  return {
    type: 'attach',
    id,
    field: 'file',
    file,
    changes: [{ type: 'create', id, recordType: 'evidence', values }],
  }
}
