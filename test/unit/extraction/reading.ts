import { readFileSync } from 'node:fs'
import { loadPdf } from '../../../core/cli/node-pdf.ts'
import { extract, type Extraction, type ExtractOptions } from '../../../core/extraction/extract.ts'
import type { Bytes } from '../../../core/model/bytes.ts'
import type { ReadableText } from '../../../core/model/readable.ts'

/** A committed file of `test/fixtures/files`. */
export const fixture = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/files/${name}`, import.meta.url)))

/** As the guard and the command line read: with PDF.js at hand. */
export const read = (bytes: Bytes, extension = '', options: ExtractOptions = {}): Promise<Extraction> =>
  extract(bytes, { extension, loadPdf, ...options })

export async function readable(bytes: Bytes, extension = ''): Promise<ReadableText> {
  const extraction = await read(bytes, extension)
  if (extraction.status !== 'readable') throw new Error(extraction.reason)
  return extraction.readable
}

/** Cells of each table as texts. */
export const cellsOf = ({ text, tables }: ReadableText): readonly string[][][] =>
  tables.map(({ rows }) => rows.map((row) => row.map(({ start, end }) => text.slice(start, end))))
