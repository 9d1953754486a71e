import { detect } from '../../core/detection/detect.ts'
import { maskedSamples } from '../../core/detection/mask.ts'
import type { DetectedType } from '../../core/detection/types.ts'
import { extract, refusedBySize } from '../../core/extraction/extract.ts'
import { pdfFromFiles } from '../../core/extraction/pdf-from-files.ts'
import type { CannotInspectReason, ReadableText } from '../../core/model/readable.ts'
import { inspected } from '../../core/policy/inspection.ts'
import { pdfFolder } from './pdf-folder.ts'

/** What is looked at: a text as it was pasted, or a file. */
export type TrialInput =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'file'; readonly file: File }

/** Kinds, counts and masked samples. The text itself stays here and ends with the worker. */
export interface Trial {
  readonly people: number
  readonly counts: Readonly<Partial<Record<DetectedType, number>>>
  readonly samples: Readonly<Partial<Record<DetectedType, readonly string[]>>>
  /** Why the file, or a part of it, could not be read. */
  readonly cannotInspect?: CannotInspectReason
}

export type TrialMessage =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly trial: Trial }
  | { readonly type: 'failed' }

const deadline = 20_000
const mostSamples = 2

/** Beside the folder this script is built into. */
const loadPdf = pdfFromFiles((name) => new URL(`../${pdfFolder}/${name}`, self.location.href).href)

self.onmessage = ({ data }: MessageEvent<TrialInput>) => {
  const tell = (message: TrialMessage) => self.postMessage(message)
  read(data, (share) => tell({ type: 'progress', share })).then(
    (trial) => tell({ type: 'done', trial }),
    // A file removed from the disk meanwhile, or a bug: either way nothing was judged, and the screen says so.
    () => tell({ type: 'failed' }),
  )
}

async function read(input: TrialInput, told: (share: number) => void): Promise<Trial> {
  if (input.type === 'text') return look({ text: input.text, tables: [] })
  const refused = refusedBySize(input.file.size)
  if (refused) return { people: 0, counts: {}, samples: {}, cannotInspect: refused }
  const bytes = new Uint8Array(await input.file.arrayBuffer())
  const extension = /\.([a-z0-9]{1,8})$/i.exec(input.file.name)?.[1] ?? ''
  const extracted = await extract(bytes, { extension, deadline: Date.now() + deadline, loadPdf, told })
  const seen = extracted.readable ? look(extracted.readable) : { people: 0, counts: {}, samples: {} }
  return extracted.status === 'readable' ? seen : { ...seen, cannotInspect: extracted.reason }
}

function look(readable: ReadableText): Trial {
  const findings = detect(readable)
  const seen = inspected(findings)
  const sure = { ...findings, matches: findings.matches.filter(({ severity }) => severity !== 'possible') }
  return {
    people: findings.people,
    counts: seen.status === 'inspected' ? seen.counts : {},
    samples: maskedSamples(readable.text, sure, mostSamples),
  }
}
