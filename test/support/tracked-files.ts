import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Paths of the files that belong to the repository, with new ones that are not ignored, from its root. */
export const trackedFiles: readonly string[] = listFiles().filter(
  (path) => path !== '' && existsSync(join(root, path)),
)

export function readTracked(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const zones = /^(core|extension|pwa|test)\//
export const sourceFiles = trackedFiles.filter((path) => zones.test(path) && /\.(ts|svelte)$/.test(path))
export const productFiles = sourceFiles.filter((path) => !path.startsWith('test/'))

function listFiles(): readonly string[] {
  // A downloaded archive has no history to ask.
  if (!existsSync(join(root, '.git'))) return filesOnDisk()
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
}

function filesOnDisk(): readonly string[] {
  const ignored = new Set(
    readTracked('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, '')),
  )
  return globSync(['**/*', '.*', '.*/**/*'], {
    cwd: root,
    exclude: (entry) => ignored.has(entry.name) || entry.name === 'generated',
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}
