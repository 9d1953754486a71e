import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import {
  CannotInspect,
  createBudget,
  defaultLimits,
  type Budget,
  type Extraction,
  type Limits,
} from './extraction.ts'
import { csv } from './formats/csv.ts'
import { formats } from './formats/index.ts'
import { txt } from './formats/txt.ts'
import { xlsx } from './formats/xlsx.ts'
import { promisedBy, sniff } from './sniff.ts'
import { isEncryptedOffice } from './ole.ts'
import { inspectZip } from './zip.ts'

export type { Extraction, Limits } from './extraction.ts'
export { defaultLimits } from './extraction.ts'

export interface ExtractOptions {
  /** Without the dot, any case. A hint only. */
  readonly extension?: string
  /** Milliseconds since 1970 after which reading stops with `timedOut`. */
  readonly deadline?: number
  readonly limits?: Partial<Limits>
}

/**
 * Reads a file's text and tables, within limits. Never throws on any bytes: what cannot be read is "cannot inspect"
 * with a reason. Pure, without DOM; made to run in a worker.
 */
export async function extract(bytes: Bytes, options: ExtractOptions = {}): Promise<Extraction> {
  const limits = { ...defaultLimits, ...options.limits }
  const refused = refusedBySize(bytes.length, limits)
  if (refused) return { status: 'cannotInspect', reason: refused }
  const budget = createBudget(limits, options.deadline ?? Date.now() + limits.millis)
  return read(bytes, (options.extension ?? '').replace(/^\./, '').toLowerCase(), budget)
}

/** What a file's size alone decides, so that 300 MB need not be read to be refused. */
export function refusedBySize(size: number, limits: Limits = defaultLimits): CannotInspectReason | undefined {
  if (size === 0) return 'empty'
  return size > limits.fileBytes ? 'tooLarge' : undefined
}

function read(bytes: Bytes, extension: string, budget: Budget): Extraction {
  const found = sniff(bytes)
  const promised = promisedBy(extension)
  let format = found.id
  try {
    if (promised !== undefined && promised !== found.id && !(promised === 'zip' && found.kind === 'ole')) {
      // Still say what is worse: a locked or damaged container is locked or damaged under any name.
      if (found.kind === 'ole' && isEncryptedOffice(bytes)) throw new CannotInspect('encrypted')
      throw new CannotInspect('wrongType')
    }
    if (found.kind === 'ole') {
      if (isEncryptedOffice(bytes)) throw new CannotInspect('encrypted')
      throw new CannotInspect(promised === 'zip' ? 'wrongType' : 'unknownFormat')
    }
    if (found.kind === 'binary') {
      throw new CannotInspect(
        promised === undefined && isTextExtension(extension) ? 'wrongType' : 'unknownFormat',
      )
    }
    if (found.kind === 'zip') {
      if (!inspectZip(bytes, budget).has('xl/workbook.xml'))
        throw new CannotInspect(extension === 'xlsx' ? 'wrongType' : 'unknownFormat')
      format = xlsx.id
      return { status: 'readable', format, readable: xlsx.read(bytes, budget) }
    }
    const reader = extension === 'csv' || extension === 'tsv' ? csv : txt
    format = extension === 'tsv' ? 'tsv' : reader.id
    return { status: 'readable', format, readable: reader.read(bytes, budget) }
  } catch (error) {
    if (error instanceof CannotInspect) return { status: 'cannotInspect', format, reason: error.reason }
    throw error
  }
}

const isTextExtension = (extension: string): boolean =>
  formats.some((format) => format !== xlsx && format.extensions.includes(extension))
