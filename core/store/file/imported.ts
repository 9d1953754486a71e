import type { FileHeader } from './blocks.ts'

/** What came of a file. Reading it again changes nothing and counts everything as known. */
export interface Imported {
  readonly header: FileHeader
  readonly admitted: number
  /** Here already. */
  readonly known: number
  /** Kept until what stands before them arrives. */
  readonly waiting: number
  /** By reason. */
  readonly refused: Readonly<Record<string, number>>
  /** Of compartments this device may not see; left unread. */
  readonly notForHere: number
  readonly chunks: number
  /** The end of the file was read; otherwise what came before the damage was still taken. */
  readonly whole: boolean
}

export type ImportFault = {
  readonly type: 'NoWorkspace' | 'NotAFile' | 'OtherVersion' | 'OtherWorkspace' | 'NotSaved'
  readonly detail?: Readonly<Record<string, string | number>>
}
