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
      // Given, not left to PDF.js: it looks for `window`, finds none here, and would run in this worker under its name.
      async startWorker() {
        const worker = await listeningWorker(at('pdf.worker.min.mjs'))
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

/**
 * A worker that said its first word. Firefox now and then hands a module worker its messages before the module has run,
 * and they are lost: about one PDF in a hundred would never be answered. One that stays silent is given up for another.
 */
async function listeningWorker(address: string): Promise<Worker> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const worker = new Worker(address, { type: 'module' })
    if (await firstWord(worker)) return worker
    worker.terminate()
  }
  throw new Error('the reader of PDFs does not start')
}

const mostAttempts = 3
/** Milliseconds; three times that is less than any caller's deadline. */
const patience = 3000

function firstWord(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience)
    const settle = (spoke: boolean) => () => {
      clearTimeout(timer)
      resolve(spoke)
    }
    worker.addEventListener('message', settle(true), { once: true })
    worker.addEventListener('error', settle(false), { once: true })
  })
}
