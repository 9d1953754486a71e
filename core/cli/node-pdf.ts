import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PdfEngine } from '../extraction/pdf-engine.ts'

const folders = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' } as const

/** PDF.js from the installed package; the build for older engines, which needs nothing of a browser. */
export async function loadPdf(): Promise<PdfEngine> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    getDocument,
    readData: async (kind, name) => new Uint8Array(await readFile(join(root, folders[kind], name))),
  }
}
