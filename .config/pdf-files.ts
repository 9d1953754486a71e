import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const published = join(import.meta.dirname, '../node_modules/pdfjs-dist')
const manifest: unknown = JSON.parse(readFileSync(join(published, 'package.json'), 'utf8'))

export const pdfVersion =
  typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : ''

/**
 * PDF.js as it is published, the build for older engines: where each file lies, and its place in a folder of our own.
 * The extension and the application carry it beside their code and load it with the first PDF.
 */
export const pdfFiles = [
  { from: 'LICENSE', to: '' },
  { from: 'legacy/build/pdf{,.worker}.min.mjs', to: '' },
  { from: 'cmaps/*', to: 'cmaps/' },
  { from: 'standard_fonts/*', to: 'standard_fonts/' },
].flatMap(({ from, to }) =>
  globSync(join(published, from)).map((file) => ({ file, name: `${to}${basename(file)}` })),
)
