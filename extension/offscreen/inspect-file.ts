import { detect } from '../../core/detection/detect.ts'
import { maskedSamples } from '../../core/detection/mask.ts'
import type { DetectedType } from '../../core/detection/types.ts'
import { extract } from '../../core/extraction/extract.ts'
import { sha256, toHex } from '../../core/model/bytes.ts'
import type { FileInspection } from '../inspection.ts'

/** Larger files are refused by their size, before a byte is read. */
const maxBytes = 200 * 1024 * 1024

/** Reads one file and forgets it. What comes back holds kinds, counts and at most two masked samples of each. */
export async function inspectFile(file: Blob, fileExtension: string): Promise<FileInspection> {
  if (file.size > maxBytes) return { status: 'cannotInspect', reason: 'tooLarge' }
  if (file.size === 0) return { status: 'cannotInspect', reason: 'empty' }
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    // Changed or removed on the disk since it was chosen.
    return { status: 'cannotInspect', reason: 'corrupt' }
  }
  const digest = toHex(await sha256(bytes))
  const readable = await extract(bytes, { extension: fileExtension })
  if (!readable.ok) return { status: 'cannotInspect', reason: readable.error.type, sha256: digest }
  const findings = detect(readable.value)
  const counts: Partial<Record<DetectedType, number>> = {}
  for (const { type, severity } of findings.matches) {
    if (severity !== 'possible') counts[type] = (counts[type] ?? 0) + 1
  }
  const samples = maskedSamples(readable.value.text, findings, 2)
  const shown = Object.entries(samples).filter(([type]) => counts[type as DetectedType] !== undefined)
  return {
    status: 'inspected',
    people: findings.people,
    counts,
    samples: Object.fromEntries(shown.map(([type, values]) => [type, [...values]])),
    sha256: digest,
  }
}
