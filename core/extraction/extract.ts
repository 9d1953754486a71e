import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import { chooseFormat } from './choose-format.ts'
import {
  CannotInspect,
  createBudget,
  defaultLimits,
  endsReading,
  type Budget,
  type Extraction,
  type Limits,
  type Reading,
} from './extraction.ts'
import type { LoadPdf } from './pdf-engine.ts'
import { isSystemNote } from './sniff.ts'
import { createTextBuilder } from './text-builder.ts'

export type { Extraction, Limits } from './extraction.ts'
export type { LoadPdf } from './pdf-engine.ts'
export { defaultLimits } from './extraction.ts'

export interface ExtractOptions {
  /** Without the dot, any case. A hint only. */
  readonly extension?: string
  /** Milliseconds since 1970 after which reading stops with `timedOut`. */
  readonly deadline?: number
  readonly limits?: Partial<Limits>
  /** Without it a PDF cannot be inspected. */
  readonly loadPdf?: LoadPdf
  /** Told the share read, 0…1, never falling, at most a hundred times. */
  readonly told?: (share: number) => void
}

/**
 * Reads a file's text and tables, within limits. Never throws on any bytes: what cannot be read is "cannot inspect"
 * with a reason, and a file of which only a part could be read is "cannot inspect" too, with that part beside it. Pure,
 * without DOM; made to run in a worker.
 */
export async function extract(bytes: Bytes, options: ExtractOptions = {}): Promise<Extraction> {
  const limits = { ...defaultLimits, ...options.limits }
  const refused = refusedBySize(bytes.length, limits)
  if (refused) return { status: 'cannotInspect', reason: refused }
  const budget = createBudget(limits, options.deadline ?? Date.now() + limits.millis, options.told)

  const out = createTextBuilder()
  const passedOver: CannotInspectReason[] = []
  let format: string | undefined
  try {
    const extension = (options.extension ?? '').replace(/^\./, '').toLowerCase()
    const chosen = chooseFormat(bytes, extension, budget)
    format = chosen.id
    if (chosen.format instanceof CannotInspect) throw chosen.format
    await chosen.format.read(bytes, createReading(extension, budget))
  } catch (error) {
    if (!(error instanceof CannotInspect)) throw error
    return { status: 'cannotInspect', ...(format === undefined ? {} : { format }), reason: error.reason }
  }
  const readable = { text: out.text(), tables: out.tables() }
  const [reason] = passedOver
  if (reason === undefined) return { status: 'readable', format, readable }
  return { status: 'cannotInspect', format, reason, readable }

  function createReading(extension: string, within: Budget): Reading {
    return {
      budget: within,
      out,
      extension,
      loadPdf: options.loadPdf,
      passOver: (reason) => passedOver.push(reason),
      readInner: (name, inner) => readInner(name, inner, within),
    }
  }

  async function readInner(name: string, inner: Bytes, within: Budget): Promise<void> {
    out.line(name)
    // Nothing can hide in nothing, and what systems leave beside files is nobody's.
    if (inner.length === 0 || isSystemNote(inner)) return
    within.checkTime()
    try {
      const extension = /\.([a-z0-9]{1,8})$/.exec(name.toLowerCase())?.[1] ?? ''
      const chosen = chooseFormat(inner, extension, within)
      if (chosen.format instanceof CannotInspect) throw chosen.format
      await chosen.format.read(
        inner,
        createReading(extension, isContainer.has(chosen.id) ? within.deeper() : within),
      )
    } catch (error) {
      if (!(error instanceof CannotInspect) || endsReading(error)) throw error
      passedOver.push(error.reason)
    }
    out.add('\n')
  }
}

/** What can hold other files: each is one step deeper. */
const isContainer = new Set(['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'pdf', 'eml'])

/** What a file's size alone decides, so that 300 MB need not be read to be refused. */
export function refusedBySize(size: number, limits: Limits = defaultLimits): CannotInspectReason | undefined {
  if (size === 0) return 'empty'
  return size > limits.fileBytes ? 'tooLarge' : undefined
}
