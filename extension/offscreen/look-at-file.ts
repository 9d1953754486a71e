import { lookAt } from '../../core/extraction/look.ts'
import { fileSignsOf } from '../../core/policy/file-signs.ts'
import { maySpeakOfRights } from '../../core/rights/licence-file-name.ts'
import type { Looked } from '../inspection.ts'

/** Licence files of an archive's first levels; a bundle of hundreds of packages has no one licence anyway. */
const mostLicences = 20
const patience = 4000

/** Looks at one download and forgets it. The names of an archive's members stay here, but for its licence files. */
export async function lookAtFile(file: Blob, fileExtension: string, before: number): Promise<Looked> {
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { status: 'cannotInspect', reason: 'corrupt' }
  }
  const look = lookAt(bytes, {
    extension: fileExtension,
    before,
    wanted: maySpeakOfRights,
    deadline: Date.now() + patience,
  })
  const inside = fileSignsOf('.zip', '', look.members)
  return {
    status: 'looked',
    executable: look.program || inside.kind === 'executable',
    cracked: inside.cracked,
    lies: look.lies,
    licences: look.licences.slice(0, mostLicences),
    ...(look.unread === undefined ? {} : { unread: look.unread }),
  }
}
