import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startServer, type FileServer } from '../../pwa/serve/server.ts'
import { launchBrowser, type BrowserName, type TestBrowser } from './browser.ts'
import { startFixtureServer, type FixtureServer } from './fixture-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const browserNames = ['chromium', 'firefox'] as const satisfies readonly BrowserName[]
export const root = resolve(import.meta.dirname, '../..')

/** The served PWA, a foreign site and one browser, on a profile that lives as long as the stage. */
export interface Stage {
  readonly app: FileServer
  readonly site: FixtureServer
  readonly browser: TestBrowser
  /** Starts the browser again on the same profile, after `browser.kill()` or `browser.close()`. */
  readonly restart: () => Promise<TestBrowser>
  readonly strike: () => Promise<void>
}

export async function setStage(
  name: BrowserName,
  options: {
    readonly extension: boolean
    readonly profile?: string
    /** Serves the application in place of a server of the stage's own. */
    readonly app?: FileServer
  },
): Promise<Stage> {
  const folder = options.profile === undefined ? temporaryFolder(name) : undefined
  const profile = options.profile ?? folder?.path ?? ''
  const launch = () =>
    launchBrowser(name, { profile, ...(options.extension ? { extension: extensionBuild(name) } : {}) })
  const [app, site] = await Promise.all([
    options.app ?? startServer(built('pwa/dist'), 0),
    startFixtureServer(),
  ])
  let browser = await launch()
  return {
    app,
    site,
    get browser() {
      return browser
    },
    async restart() {
      browser = await launch()
      return browser
    },
    async strike() {
      await browser.close().catch(() => browser.kill())
      await Promise.all([app.close(), site.close()])
      folder?.remove()
    },
  }
}

export const extensionBuild = (name: BrowserName): string =>
  built(name === 'chromium' ? '.output/chrome-mv3' : '.output/firefox-mv3')

/** From the copy the run made, so that a build by someone else does not change what is being tested. */
function built(path: string): string {
  const folder = join(process.env['TEST_BUILDS'] ?? root, path)
  if (!existsSync(folder)) throw new Error(`${path} is not built`)
  return folder
}
