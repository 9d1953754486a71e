import type { getDocument } from 'pdfjs-dist'

/**
 * PDF.js as this room needs it. It is half a megabyte and lives in other places in an extension, in Node and in a page,
 * so whoever extracts brings it, and it is loaded with the first PDF only.
 */
export interface PdfEngine {
  readonly getDocument: typeof getDocument
  /** Gives PDF.js a worker for the next document and resolves with what ends it; without it PDF.js finds its own. */
  readonly startWorker?: () => Promise<() => void>
  /** A character map or a standard font that PDF.js asks for by its file name, from files of our own. */
  readonly readData: (kind: 'cMapUrl' | 'standardFontDataUrl', name: string) => Promise<Uint8Array>
}

export type LoadPdf = () => Promise<PdfEngine>
