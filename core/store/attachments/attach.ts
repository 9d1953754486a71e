import { mayWrite } from '../../members/access.ts'
import { rolesOf } from '../../members/membership.ts'
import { largestAttachment } from '../../model/attachment.ts'
import { prefixOf, type RecordId } from '../../model/ids.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import type { Change, CommandFailure } from '../commands.ts'
import type { Replica } from '../replica.ts'
import { sealFile, type GivenFile, type SealedFile } from './seal-file.ts'

export interface AttachTo {
  readonly id: RecordId
  readonly field: string
  readonly file: GivenFile
  /** What is written with it; the record may be among it. */
  readonly changes?: readonly Change[]
}

/** Room left untouched beside the file, in bytes: the record itself must still fit, and the next one. */
const reserve = 8 * 1024 * 1024

/**
 * Everything about attaching that may take long, before the store's turn comes: whether it may be, whether it fits,
 * and the sealed chunks. `room`: bytes left for this origin, where the browser says.
 */
export async function prepareAttachment(
  replica: Replica,
  { id, field, file, changes = [] }: AttachTo,
  room: () => Promise<number | undefined>,
): Promise<Result<SealedFile, CommandFailure>> {
  const type = replica.types.byPrefix(prefixOf(id))
  if (type?.fields[field]?.kind !== 'attachment')
    return { ok: false, error: { type: 'Invalid', id, issues: [{ field, code: 'unknownField' }] } }
  const membership = replica.log.now()
  if (!mayWrite(membership ? rolesOf(membership, replica.device.id, replica.now()) : [], type))
    return problem('NotAllowed', { why: 'writer', type: type.key })
  const begins = changes.some((change) => change.type === 'create' && change.id === id)
  if (!begins && !(await replica.rows.get(id))) return problem('NoSuchRecord')
  if (file.size > largestAttachment)
    return problem('FileTooLarge', { size: file.size, max: largestAttachment })
  const free = await room()
  const needed = file.size + reserve
  if (free !== undefined && free < needed) return problem('NoRoom', { needed, free })
  const sealed = await sealFile(file)
  return sealed.ok ? ok(sealed.value) : problem('FileUnreadable')
}
