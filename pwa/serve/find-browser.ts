import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Chromium only: Google's and Microsoft's builds no longer load an unpacked extension from the command line. */
export const findChromium = (): string | undefined =>
  process.env['CHROMIUM'] ?? found('chromium', 'chromium-browser')

export const findFirefox = (): string | undefined => process.env['FIREFOX'] ?? found('firefox-esr', 'firefox')

function found(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
