declare const __PDF_FOLDER__: string

/** Where the build puts PDF.js, below the application (`vite.config.ts`). */
export const pdfFolder: string = __PDF_FOLDER__
