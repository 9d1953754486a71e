import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FileServer } from '../../pwa/serve/server.ts'
import type { BrowserName } from './browser.ts'
import { pairExtension } from './pairing.ts'
import { setStage } from './stage.ts'
import { createWorkspace } from './workspace.ts'

/**
 * A profile with the workspace of a private company and the guard paired with it, copied into `folder` for one stage.
 * Whichever file of the run asks first makes the original. A copy is a clone of one device: the copies stand for the
 * same device at the same hour, never meet, and end with their stage.
 */
export async function copyPairedProfile(name: BrowserName, folder: string): Promise<void> {
  const original = join(sharedFolder(), `paired-${name}`)
  if (isFirst(original)) writeFileSync(`${original}.made`, await problemOf(makeOriginal(name, original)))
  const problem = await madeBySomeone(`${original}.made`)
  if (problem !== '') throw new Error(`no paired profile for ${name}: ${problem}`)
  cpSync(original, folder, { recursive: true, filter: (path) => !caches.test(path) })
  if (name === 'chromium') preferDownloadsOf(folder)
}

/** The application of the whole run: what a profile keeps belongs to one address, so its copies need the same. */
export function sharedApp(): FileServer {
  const url = process.env['TEST_APP']
  if (url === undefined) throw new Error('the run serves no application')
  const notOurs = () => {
    throw new Error('other stages use this server')
  }
  return { url, port: Number(new URL(url).port), serveFrom: notOurs, close: async () => undefined }
}

async function makeOriginal(name: BrowserName, profile: string): Promise<void> {
  const stage = await setStage(name, { extension: true, profile, app: sharedApp() })
  try {
    const app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
    await pairExtension(stage, app)
  } finally {
    await stage.strike()
  }
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EEXIST') return false
    throw problem
  }
}

const problemOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => '',
    (problem: unknown) => (problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)),
  )

async function madeBySomeone(mark: string): Promise<string> {
  const deadline = Date.now() + 60_000
  while (!existsSync(mark)) {
    if (Date.now() > deadline) throw new Error(`${mark} did not come`)
    await wait(50)
  }
  return readFileSync(mark, 'utf8')
}

/** The original's own folder for downloads is written in its preferences. */
function preferDownloadsOf(profile: string): void {
  const file = join(profile, 'Default/Preferences')
  const preferences = JSON.parse(readFileSync(file, 'utf8')) as { download: { default_directory: string } }
  preferences.download.default_directory = join(profile, 'downloads')
  writeFileSync(file, JSON.stringify(preferences))
}

function sharedFolder(): string {
  const folder = process.env['TEST_BUILDS']
  if (folder === undefined) throw new Error('no run')
  return folder
}

/** What a browser fetches or makes again by itself. */
const caches =
  /\/(Cache|Code Cache|GPUCache|DawnGraphiteCache|DawnWebGPUCache|ShaderCache|GrShaderCache|cache2|Crashpad)$/
