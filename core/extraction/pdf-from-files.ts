import type * as Pdfjs from 'pdfjs-dist'
import type { LoadPdf } from './pdf-engine.ts'

const folders = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' } as const

/**
 * PDF.js from files of our own origin, as it is published, for code that runs in a worker: loaded with the first PDF,
 * in a worker of its own below this one, so that a file that keeps it busy cannot keep this one from saying so. Both
 * end together. `at` gives a file's full address.
 */
export function pdfFromFiles(at: (name: string) => string): LoadPdf {
  return async () => {
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
}
