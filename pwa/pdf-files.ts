import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'

const published = join(import.meta.dirname, '../node_modules/pdfjs-dist')
const { version } = JSON.parse(readFileSync(join(published, 'package.json'), 'utf8')) as { version: string }

/** Named by the version: its files never change under their address. */
export const pdfFolder = `pdf-${version}`

/**
 * PDF.js as it is published, beside the application and outside of what is loaded or cached at first: only who tries
 * a rule on a PDF fetches it, and the service worker keeps it then.
 */
export function pdfFiles(): Plugin {
  return {
    name: 'pdf-files',
    apply: 'build',
    generateBundle() {
      for (const [from, to] of [
        ['LICENSE', ''],
        ['legacy/build/pdf{,.worker}.min.mjs', ''],
        ['cmaps/*', 'cmaps/'],
        ['standard_fonts/*', 'standard_fonts/'],
      ] as const)
        for (const file of globSync(join(published, from)))
          this.emitFile({
            type: 'asset',
            fileName: `${pdfFolder}/${to}${basename(file)}`,
            source: readFileSync(file),
          })
    },
  }
}
