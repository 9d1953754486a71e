import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { builds, runBuild } from '../../pwa/serve/builds.ts'
import { row, type Row } from './row.ts'

const root = join(import.meta.dirname, '../..')

/** What every page a person opens has to load, from fresh builds of both extensions. */
export async function rows(): Promise<readonly Row[]> {
  await runBuild(root, builds.chromium)
  await runBuild(root, builds.firefox)
  const scripts = ['chrome-mv3', 'firefox-mv3'].flatMap((build) => {
    const folder = join(root, '.output', build)
    return readdirSync(folder)
      .filter((name) => name.endsWith('-content.js'))
      .map((name) => ({
        name: `${build}/${name}`,
        kilobytes: gzipSync(readFileSync(join(folder, name))).length / 1000,
      }))
  })
  const largest = scripts.reduce((most, script) => (script.kilobytes > most.kilobytes ? script : most))
  return [
    row(
      'guard/content-script-kb-gz',
      largest.kilobytes,
      'kB gzip',
      '≤ 15',
      `the largest of ${scripts.length} content scripts, ${largest.name}`,
    ),
  ]
}
