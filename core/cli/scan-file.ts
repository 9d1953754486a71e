import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { detect } from '../detection/detect.ts'
import type { Match } from '../detection/types.ts'
import { extract, refusedBySize, type Extraction } from '../extraction/extract.ts'
import { taipeiDate } from '../model/roc-date.ts'
import type { CannotInspectReason, ReadableText } from '../model/readable.ts'
import { inspected, notInspected } from '../policy/inspection.ts'
import { judge } from '../policy/judge.ts'
import { loadPdf } from './node-pdf.ts'
import type { EntityType, Observation, PolicySettings, RuleHit } from '../policy/verdict.ts'

export interface ScannedFile {
  readonly file: string
  readonly status: 'scanned' | 'cannot-inspect'
  readonly reason?: CannotInspectReason
  readonly format: string | null
  readonly people: number
  readonly matches: readonly ShownMatch[]
  readonly verdicts: readonly RuleHit[]
}

/** `value` only where it was asked for. */
export type ShownMatch = Match & { readonly value?: string }

export interface ScanOptions {
  readonly entity: EntityType
  readonly host: string
  readonly show: boolean
}

/** Reads, detects and judges one file as an upload to a host. Throws what the file system throws. */
export async function scanFile(file: string, options: ScanOptions): Promise<ScannedFile> {
  const read = await readFileText(file)
  const { readable, format = null } = read
  // Of a file that could not be read whole, what could be still counts.
  const findings = readable ? detect(readable) : { matches: [], people: 0 }
  const observed = [
    ...(readable ? [inspected(findings)] : []),
    ...(read.status === 'cannotInspect' ? [notInspected(read.reason)] : []),
  ]
  return {
    file,
    status: read.status === 'cannotInspect' ? 'cannot-inspect' : 'scanned',
    ...(read.status === 'cannotInspect' ? { reason: read.reason } : {}),
    format,
    people: findings.people,
    matches: readable ? showMatches(readable.text, findings.matches, options.show) : [],
    verdicts: observed.flatMap((inspection) => verdictsOf(inspection, options)),
  }
}

/** What extraction makes of a file; a file too large by its size alone is never read. */
export async function readFileText(file: string): Promise<Extraction & { readonly readable?: ReadableText }> {
  const { size } = await stat(file)
  const refused = refusedBySize(size)
  if (refused) return { status: 'cannotInspect', reason: refused }
  return extract(await readFile(file), { extension: extname(file), loadPdf })
}

export const showMatches = (text: string, matches: readonly Match[], show: boolean): readonly ShownMatch[] =>
  show ? matches.map((match) => ({ ...match, value: text.slice(match.start, match.end) })) : matches

function verdictsOf(
  inspection: Observation['inspection'],
  { entity, host }: ScanOptions,
): readonly RuleHit[] {
  const settings: PolicySettings = {
    entityType: entity,
    ownDomains: [],
    rules: [],
    sites: [],
    exceptions: [],
  }
  return judge({ direction: 'upload', host, secure: true, inspection }, settings, taipeiDate(Date.now())).hits
}
