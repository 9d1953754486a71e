import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './find-browser.ts'

export type Opened = 'opened' | 'noDisplay' | 'noChromium'

/**
 * Opens the page in a Chromium that has the extension loaded, in a profile of its own outside the repository,
 * so that a person's workspace outlives every clone and their everyday profile stays untouched.
 */
export function openBrowser(url: string, extension: string): Opened {
  if (!hasDisplay()) return 'noDisplay'
  const chromium = findChromium()
  if (chromium === undefined) return 'noChromium'
  const browser = spawn(
    chromium,
    [
      `--user-data-dir=${join(dataFolder(), 'countersign', 'chromium')}`,
      `--load-extension=${extension}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
      '--no-first-run',
      '--no-default-browser-check',
      // Chromium will not start for the administrator of a container in any other way.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      url,
    ],
    { detached: true, stdio: 'ignore' },
  )
  browser.on('error', (problem) => console.error(`Chromium: ${problem.message}`))
  browser.unref()
  return 'opened'
}

function hasDisplay(): boolean {
  if (process.env['OPEN'] === '0') return false
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

const dataFolder = (): string => process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
