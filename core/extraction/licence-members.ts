import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import { decodeText } from './decode.ts'
import { CannotInspect, createBudget, defaultLimits, type Budget } from './extraction.ts'
import { inspectZip, unpack, type ZipEntry } from './zip.ts'

/** Licence texts and manifests are small; a larger member of that name is something else. */
const largest = 300_000
const most = 200

export type LicenceMembers =
  | { readonly status: 'read'; readonly files: readonly { readonly name: string; readonly text: string }[] }
  | { readonly status: 'cannotInspect'; readonly reason: CannotInspectReason }

/**
 * Unpacks the members of a zip archive that may speak of its rights, chosen by name from the central directory; the
 * archive itself is not unpacked. A member that cannot be read is left out: silence is never a licence.
 */
export function licenceMembers(
  bytes: Bytes,
  wanted: (name: string) => boolean,
  deadline: number,
): LicenceMembers {
  const budget = createBudget(defaultLimits, deadline)
  try {
    const files: { readonly name: string; readonly text: string }[] = []
    for (const entry of inspectZip(bytes, budget).values()) {
      if (files.length >= most) break
      if (entry.unpackedBytes > largest || !wanted(entry.name)) continue
      const text = textOf(bytes, entry, budget)
      if (text !== undefined) files.push({ name: entry.name, text })
    }
    return { status: 'read', files }
  } catch (error) {
    if (error instanceof CannotInspect) return { status: 'cannotInspect', reason: error.reason }
    throw error
  }
}

/** The text of a licence, manifest or source file by itself, as it was written; nothing where it is no text. */
export function licenceFileText(bytes: Bytes, deadline: number): string | undefined {
  const budget = createBudget(defaultLimits, deadline)
  try {
    return decodeText(bytes, budget)
  } catch (error) {
    if (error instanceof CannotInspect) return undefined
    throw error
  }
}

function textOf(bytes: Bytes, entry: ZipEntry, budget: Budget): string | undefined {
  try {
    return decodeText(unpack(bytes, entry, budget), budget)
  } catch (error) {
    if (error instanceof CannotInspect && (error.reason === 'encrypted' || error.reason === 'unknownFormat'))
      return undefined
    throw error
  }
}
