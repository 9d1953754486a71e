import { join } from 'node:path'
import { build } from 'vite'
import { temporaryFolder } from './temporary-folder.ts'

/** A page of `test/fixtures` with its scripts and workers, built as the product is, in a folder of its own. */
export async function bundlePage(fixture: string): Promise<ReturnType<typeof temporaryFolder>> {
  const folder = temporaryFolder(fixture)
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, '../fixtures', fixture),
    base: './',
    worker: { format: 'es' },
    build: { outDir: folder.path, emptyOutDir: true, target: 'es2023' },
  })
  return folder
}
