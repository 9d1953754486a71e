import type * as Pdfjs from 'pdfjs-dist'
import type { LoadPdf } from './pdf-engine.ts'

const folders = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' } as const

/**
 * PDF.js from files of our own origin, as it is published, loaded with the first PDF. Call it in a worker that whoever
 * started it ends when it is late: both halves of PDF.js run there. A worker of its own below that one would let a
 * busy file be cut short with what it said so far, but Firefox now and then never comes back from starting one (two or
 * three times in a hundred on a busy machine). `at` gives a file's full address.
 */
export function pdfFromFiles(at: (name: string) => string): LoadPdf {
  return async () => {
    await loadReader(at('pdf.worker.min.mjs'))
    const { getDocument } = (await import(/* @vite-ignore */ at('pdf.min.mjs'))) as typeof Pdfjs
    return {
      getDocument,
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
 * Loads the half that reads, which leaves itself where the other half looks before it would start a worker. Without a
 * `window` it would take this worker's messages for its own, so there is one while it loads.
 */
async function loadReader(address: string): Promise<void> {
  const here = globalThis as { window?: unknown }
  here.window = globalThis
  try {
    await import(/* @vite-ignore */ address)
  } finally {
    delete here.window
  }
}
