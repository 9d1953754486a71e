import type * as Pdfjs from 'pdfjs-dist'
import type { PdfEngine } from '../../core/extraction/extract.ts'

/** Where the build puts PDF.js and its data, as files of the extension (wxt.config.ts). */
const at = (name: string): string => new URL(`/pdf/${name}`, globalThis.location.origin).href
const folders = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' } as const

/**
 * PDF.js from the extension's own files, loaded with the first PDF: a worker of its own below this one, so that a file
 * that keeps it busy cannot keep this one from saying so. Both end together.
 */
export async function loadPdf(): Promise<PdfEngine> {
  const { getDocument, GlobalWorkerOptions } = (await import(
    /* @vite-ignore */ at('pdf.min.mjs')
  )) as typeof Pdfjs
  return {
    getDocument,
    startWorker: () => {
      // Given, not left to PDF.js: it looks for `window`, finds none here, and would run in this worker under its name.
      const worker = new Worker(at('pdf.worker.min.mjs'), { type: 'module' })
      GlobalWorkerOptions.workerPort = worker
      return () => worker.terminate()
    },
    readData: async (kind, name) => {
      // The name comes out of the file being read.
      if (!/^[\w-]+(?:\.\w+)?$/.test(name)) throw new Error('no such data')
      const answer = await fetch(at(`${folders[kind]}/${name}`))
      if (!answer.ok) throw new Error('no such data')
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}
