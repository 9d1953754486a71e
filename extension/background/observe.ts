import type { DetectedType } from '../../core/detection/types.ts'
import type { CannotInspectReason, Observation } from '../../core/policy/verdict.ts'
import type { FileInspection } from '../inspection.ts'

export interface Observed {
  readonly fileExtension: string | undefined
  readonly sizeBytes: number
  readonly people: number
  readonly counts: Readonly<Partial<Record<DetectedType, number>>>
  readonly samples: Readonly<Partial<Record<DetectedType, readonly string[]>>>
  readonly cannotInspect: CannotInspectReason | undefined
  readonly sha256s: readonly (string | undefined)[]
}

/** A text on its way counts as a file without a name. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
}

/**
 * Files chosen together count together: twelve people in three files are twelve people. One file that cannot be
 * read is not hidden by readable ones beside it, nor does one half read hide what its half holds.
 */
export function observeTogether(
  files: readonly ChosenFile[],
  inspections: readonly FileInspection[],
): Observed {
  const counts: Partial<Record<DetectedType, number>> = {}
  const samples: Partial<Record<DetectedType, readonly string[]>> = {}
  let people = 0
  for (const inspection of inspections) {
    const found = inspection.status === 'inspected' ? inspection : inspection.found
    if (!found) continue
    people += found.people
    for (const [type, count] of entries(found.counts)) counts[type] = (counts[type] ?? 0) + count
    for (const [type, shown] of entries(found.samples)) samples[type] ??= shown
  }
  const unread = inspections.findIndex(({ status }) => status === 'cannotInspect')
  const telling =
    unread >= 0
      ? unread
      : inspections.findIndex((one) => one.status === 'inspected' && entries(one.counts).length > 0)
  const refused = inspections[unread]
  return {
    fileExtension: extensionOf(files[Math.max(telling, 0)]?.name ?? ''),
    sizeBytes: files.reduce((sum, { size }) => sum + size, 0),
    people,
    counts,
    samples,
    cannotInspect: refused?.status === 'cannotInspect' ? refused.reason : undefined,
    sha256s: inspections.map(({ sha256 }) => sha256),
  }
}

/** One observation for what was read and one for what could not be; each meets its own rules. */
export function observationsOf(
  observed: Observed,
  seen: Omit<Observation, 'inspection' | 'fileExtension' | 'sizeBytes'>,
): Observation[] {
  const { fileExtension, sizeBytes, people, counts, cannotInspect } = observed
  const about = {
    ...seen,
    sizeBytes,
    ...(fileExtension === undefined ? {} : { fileExtension }),
  } as const
  const read: Observation = { ...about, inspection: { status: 'inspected', people, counts } }
  if (!cannotInspect) return [read]
  const unread: Observation = { ...about, inspection: { status: 'cannotInspect', reason: cannotInspect } }
  return entries(counts).length > 0 ? [read, unread] : [unread]
}

/** Lower-case, without the dot; undefined when there is none or it says nothing about a format. */
export function extensionOf(name: string): string | undefined {
  return /\.([a-z0-9]{1,8})$/.exec(name.toLowerCase())?.[1]
}

const entries = <Value>(record: Readonly<Partial<Record<DetectedType, Value>>>) =>
  Object.entries(record) as [DetectedType, Value][]
