import type { Bytes } from '../model/bytes.ts'
import type { CannotInspectReason, ReadableText } from '../model/readable.ts'
import type { LoadPdf } from './pdf-engine.ts'
import type { TextBuilder } from './text-builder.ts'

export type Extraction =
  | { readonly status: 'readable'; readonly format: string; readonly readable: ReadableText }
  | {
      readonly status: 'cannotInspect'
      readonly format?: string
      readonly reason: CannotInspectReason
      /** What could be read all the same: the other members of an archive, a letter beside its locked attachment. */
      readonly readable?: ReadableText
    }

/** One file format: writes what bytes already known to be of it say, or throws `CannotInspect`. */
export interface Format {
  readonly id: string
  readonly extensions: readonly string[]
  readonly read: (bytes: Bytes, reading: Reading) => void | Promise<void>
}

/** One file being read: where its text goes, and what it may ask for. */
export interface Reading {
  readonly budget: Budget
  readonly out: TextBuilder
  /** Lower-case, without the dot. A hint only. */
  readonly extension: string
  /** Reads a file inside this one (an archive's member, an attachment, an embedded workbook). Names are text, too. */
  readonly readInner: (name: string, bytes: Bytes) => Promise<void>
  /** Notes that a part could not be read, and goes on: what is beside it still counts. */
  readonly passOver: (reason: CannotInspectReason) => void
  readonly loadPdf: LoadPdf | undefined
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
  /** Files inside files: archives, letters, documents that hold others. */
  readonly depth: number
  /** Elements inside elements, values inside values. Real documents stay below 100. */
  readonly nesting: number
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
  nesting: 1_000,
  cells: 5_000_000,
  millis: 20_000,
}

/** Limits and what is left of them, handed down through everything one extraction reads. */
export interface Budget {
  readonly limits: Limits
  /** Throws `CannotInspect('timedOut')` once the deadline has passed. Call it every few thousand steps. */
  readonly checkTime: () => void
  /** Milliseconds until the deadline; never negative. */
  readonly millisLeft: () => number
  /** Throws `CannotInspect('bomb')` when the sum of unpacked bytes passes its limit. */
  readonly spendBytes: (count: number) => void
  /** Throws `CannotInspect('tooLarge')` when the sum of cells passes its limit. */
  readonly spendCells: (count: number) => void
  /** Work found (bytes to unpack, characters to read) and done, in the same rough unit: what progress is told from. */
  readonly expect: (work: number) => void
  readonly done: (work: number) => void
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

/** A limit of the whole, not of one part: nothing beside it may be read on. */
const endsAll: ReadonlySet<CannotInspectReason> = new Set(['bomb', 'tooLarge', 'timedOut'])
export const endsReading = ({ reason }: CannotInspect): boolean => endsAll.has(reason)

/** `deadline`: milliseconds since 1970. `told`: the share done, 0…1, never falling. */
export function createBudget(limits: Limits, deadline: number, told?: (share: number) => void): Budget {
  let bytes = 0
  let cells = 0
  let expected = 0
  let finished = 0
  let share = 0
  const at = (depth: number): Budget => ({
    limits,
    depth,
    checkTime: () => {
      if (Date.now() > deadline) throw new CannotInspect('timedOut')
    },
    millisLeft: () => Math.max(0, deadline - Date.now()),
    spendBytes: (count) => {
      if ((bytes += count) > limits.unpackedBytes) throw new CannotInspect('bomb')
    },
    spendCells: (count) => {
      if ((cells += count) > limits.cells) throw new CannotInspect('tooLarge')
    },
    expect: (work) => {
      expected += work
    },
    done: (work) => {
      finished += work
      const next = Math.min(1, finished / expected)
      if (next <= share + leastStep) return
      share = next
      told?.(share)
    },
    deeper: () => {
      if (depth + 1 > limits.depth) throw new CannotInspect('bomb')
      return at(depth + 1)
    },
  })
  return at(0)
}

/** A hundred messages for a file are enough. */
const leastStep = 0.01
