import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason, ReadableText } from '../model/readable.ts'

export type Extraction =
  | { readonly status: 'readable'; readonly format: string; readonly readable: ReadableText }
  | { readonly status: 'cannotInspect'; readonly format?: string; readonly reason: CannotInspectReason }

/** One file format: reads bytes already known to be of it, or says why it cannot. */
export interface Format {
  readonly id: string
  readonly extensions: readonly string[]
  readonly read: (bytes: Bytes, budget: Budget) => ReadableText
}

/** What one extraction may spend. Every limit is "cannot inspect: reason", never a crash and never "clean". */
export interface Limits {
  /** Bytes of one file. A larger one is refused by its size alone, before it is read. */
  readonly fileBytes: number
  /** Bytes all parts of an archive may unpack to. */
  readonly unpackedBytes: number
  /** Unpacked : packed, asked only above `ratioFromBytes`; deflate reaches 1032 : 1, real sheets stay below 100 : 1. */
  readonly ratio: number
  readonly ratioFromBytes: number
  readonly entries: number
  /** Archives inside archives. */
  readonly depth: number
  /** Cells of all tables, empty ones between others included. */
  readonly cells: number
  /** Milliseconds, where the caller sets no deadline. */
  readonly millis: number
}

const mebibyte = 1024 * 1024
export const defaultLimits: Limits = {
  fileBytes: 100 * mebibyte,
  unpackedBytes: 200 * mebibyte,
  ratio: 250,
  ratioFromBytes: 10 * mebibyte,
  entries: 10_000,
  depth: 3,
  cells: 5_000_000,
  millis: 20_000,
}

/** Limits and what is left of them, handed down through everything one extraction reads. */
export interface Budget {
  readonly limits: Limits
  /** Throws `CannotInspect('timedOut')` once the deadline has passed. Call it every few thousand steps. */
  readonly checkTime: () => void
  /** Throws `CannotInspect('bomb')` when the sum of unpacked bytes passes its limit. */
  readonly spendBytes: (count: number) => void
  /** Throws `CannotInspect('tooLarge')` when the sum of cells passes its limit. */
  readonly spendCells: (count: number) => void
  readonly depth: number
  readonly deeper: () => Budget
}

/** Thrown inside this room only, to leave a reader from any depth; `extract` turns it into a value. */
export class CannotInspect extends Error {
  readonly reason: CannotInspectReason
  constructor(reason: CannotInspectReason) {
    super(reason)
    this.reason = reason
  }
}

/** `deadline`: milliseconds since 1970. */
export function createBudget(limits: Limits, deadline: number): Budget {
  let bytes = 0
  let cells = 0
  const at = (depth: number): Budget => ({
    limits,
    depth,
    checkTime: () => {
      if (Date.now() > deadline) throw new CannotInspect('timedOut')
    },
    spendBytes: (count) => {
      if ((bytes += count) > limits.unpackedBytes) throw new CannotInspect('bomb')
    },
    spendCells: (count) => {
      if ((cells += count) > limits.cells) throw new CannotInspect('tooLarge')
    },
    deeper: () => {
      if (depth + 1 > limits.depth) throw new CannotInspect('bomb')
      return at(depth + 1)
    },
  })
  return at(0)
}
