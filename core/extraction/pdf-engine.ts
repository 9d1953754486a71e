import type { getDocument } from 'pdfjs-dist'

/**
 * PDF.js as this room needs it. It is half a megabyte and lives in other places in an extension, in Node and in a page,
 * so whoever extracts brings it, and it is loaded with the first PDF only.
 */
export interface PdfEngine {
  readonly getDocument: typeof getDocument
  /** A character map or a standard font that PDF.js asks for by its file name, from files of our own. */
  readonly readData: (kind: 'cMapUrl' | 'standardFontDataUrl', name: string) => Promise<Uint8Array>
}

export type LoadPdf = () => Promise<PdfEngine>
