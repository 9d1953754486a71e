declare const __PDF_FOLDER__: string

/** Where the build puts PDF.js, below the application (`pdf-files.ts`). */
export const pdfFolder: string = __PDF_FOLDER__
