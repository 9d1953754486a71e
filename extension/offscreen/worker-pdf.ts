import { pdfFromFiles } from '../../core/extraction/pdf-from-files.ts'

/** PDF.js where the build puts it, as files of the extension (wxt.config.ts). */
export const loadPdf = pdfFromFiles((name) => new URL(`/pdf/${name}`, globalThis.location.origin).href)
