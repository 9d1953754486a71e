import { detect } from '../../core/detection/detect.ts'
import { maskedSamples } from '../../core/detection/mask.ts'
import type { DetectedType } from '../../core/detection/types.ts'
import { extract, refusedBySize, type LoadPdf } from '../../core/extraction/extract.ts'
import { sha256, toHex, type Bytes } from '../../core/model/bytes.ts'
import type { ReadableText } from '../../core/model/readable.ts'
import { inspectionDeadline, type FileInspection } from '../inspection.ts'

export interface InspectFileOptions {
  readonly loadPdf?: LoadPdf
  /** Told the share done, 0…1. */
  readonly told?: (share: number) => void
}

/** Reads one file and forgets it. What comes back holds kinds, counts and at most two masked samples of each. */
export async function inspectFile(
  file: Blob,
  fileExtension: string,
  { loadPdf, told }: InspectFileOptions = {},
): Promise<FileInspection> {
  const deadline = Date.now() + inspectionDeadline
  // By size alone, before a byte is read: 300 MB must not fill the memory to be refused.
  const refused = refusedBySize(file.size)
  if (refused) return { status: 'cannotInspect', reason: refused }
  const bytes = await read(file)
  if (!bytes) return { status: 'cannotInspect', reason: 'corrupt' }

  const digest = toHex(await sha256(bytes))
  const extracted = await extract(bytes, {
    extension: fileExtension,
    deadline,
    ...(loadPdf ? { loadPdf } : {}),
    ...(told ? { told: (share) => told(share * readingShare) } : {}),
  })
  if (extracted.status === 'readable')
    return { status: 'inspected', ...findIn(extracted.readable), sha256: digest }
  const { reason, readable } = extracted
  return {
    status: 'cannotInspect',
    reason,
    ...(readable ? { found: findIn(readable) } : {}),
    sha256: digest,
  }
}

/** Finding comes after reading and takes about a third of the time. */
const readingShare = 0.7

function findIn(readable: ReadableText) {
  const findings = detect(readable)
  const counts: Partial<Record<DetectedType, number>> = {}
  // What is only possible is no finding to put before a person.
  for (const { type, severity } of findings.matches)
    if (severity !== 'possible') counts[type] = (counts[type] ?? 0) + 1
  const sure = { ...findings, matches: findings.matches.filter(({ severity }) => severity !== 'possible') }
  const samples = Object.entries(maskedSamples(readable.text, sure, 2))
  return {
    people: findings.people,
    counts,
    samples: Object.fromEntries(samples.map(([type, shown]) => [type, [...shown]])),
  }
}

async function read(file: Blob): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    // Changed or removed on the disk since it was chosen.
    return undefined
  }
}
