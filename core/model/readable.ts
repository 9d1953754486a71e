/** What extraction reads from a file and detection looks through: its text, and where in that text tables stand. */
export interface ReadableText {
  readonly text: string
  readonly tables: readonly Table[]
}

/** Rows in the order of the text; a header row, where there is one, is among the first rows. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[]
}

/** UTF-16 offsets into the text, end exclusive. An empty cell has `start === end`. */
export interface Cell {
  readonly start: number
  readonly end: number
}

/** Why a file could not be read. Never "clean". */
export const cannotInspectReasons = [
  'encrypted', 'corrupt', 'unknownFormat', 'wrongType', 'empty', 'tooLarge', 'bomb', 'timedOut', 'unreachable',
] as const // prettier-ignore
export type CannotInspectReason = (typeof cannotInspectReasons)[number]
