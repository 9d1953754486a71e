import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import { CannotInspect, createBudget, defaultLimits } from './extraction.ts'
import { beginsAsProgram } from './first-bytes.ts'
import { licenceMembers } from './licence-members.ts'
import { promisedBy, sniff } from './sniff.ts'
import { inspectZip } from './zip.ts'

/** What a file is by its bytes, without reading its text. */
export interface Look {
  readonly program: boolean
  /** The bytes are not what the extension promises. */
  readonly lies: boolean
  /** Names with folders of what an archive holds; they tell what it is, and are not kept. */
  readonly members: readonly string[]
  /** What in an archive may speak of its rights. */
  readonly licences: readonly { readonly name: string; readonly text: string }[]
  /** Why an archive could not be looked into. */
  readonly unread?: CannotInspectReason
}

export interface LookOptions {
  /** Lower-case, without the dot. */
  readonly extension: string
  /** Bytes of the file before those given: of a large archive only the end is read, where its directory stands. */
  readonly before: number
  /** Which members may speak of rights, by name. */
  readonly wanted: (name: string) => boolean
  /** Milliseconds since 1970. */
  readonly deadline: number
}

/** Looks at the beginning of a file, or into an archive by its directory. Never throws on any bytes. */
export function lookAt(bytes: Bytes, { extension, before, wanted, deadline }: LookOptions): Look {
  const isArchive = extension === 'zip'
  const found = before > 0 ? 'zip' : sniff(bytes).id
  const program = before === 0 && beginsAsProgram(bytes)
  const promised = promisedBy(extension)
  const lies = program || (promised !== undefined && promised !== found)
  const nothing = { program, lies, members: [], licences: [] }
  if (!isArchive || lies) return nothing
  try {
    const members = inspectZip(bytes, createBudget(namesOnly, deadline), before).map(({ name }) => name)
    // Beyond its limits an archive is not unpacked, and its licence files are not read: silence is never a licence.
    const read = before === 0 ? licenceMembers(bytes, wanted, deadline) : undefined
    return { ...nothing, members, licences: read?.status === 'read' ? read.files : [] }
  } catch (error) {
    if (error instanceof CannotInspect) return { ...nothing, unread: error.reason }
    throw error
  }
}

/** Nothing is unpacked to read a directory, so what it claims cannot hurt. */
const namesOnly = { ...defaultLimits, unpackedBytes: Infinity, ratioFromBytes: Infinity }
