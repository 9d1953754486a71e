import { spawn } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Build {
  readonly name: string
  /** The file the build writes last or always; its age is the build's. */
  readonly product: string
  readonly sources: readonly string[]
  /** Arguments for the project's own Node. */
  readonly command: readonly string[]
}

const shared = ['core', '.config/pdf-files.ts', 'package-lock.json', 'tsconfig.json']
const wxt = ['node_modules/wxt/bin/wxt.mjs', 'build', '-b']

export const builds = {
  pwa: {
    name: 'PWA',
    product: 'pwa/dist/index.html',
    sources: [...shared, 'pwa'],
    command: ['node_modules/vite/bin/vite.js', 'build', 'pwa'],
  },
  chromium: {
    name: 'Chromium',
    product: '.output/chrome-mv3/manifest.json',
    sources: [...shared, 'extension', 'wxt.config.ts'],
    command: [...wxt, 'chrome'],
  },
  firefox: {
    name: 'Firefox',
    product: '.output/firefox-mv3/manifest.json',
    sources: [...shared, 'extension', 'wxt.config.ts'],
    command: [...wxt, 'firefox'],
  },
} as const satisfies Record<string, Build>

/** Builds what is missing or older than its sources, one after another. Rejects with the tool's own output. */
export async function buildWhatIsStale(root: string, say: (name: string) => void): Promise<void> {
  for (const build of Object.values(builds)) {
    if (!(await isStale(root, build))) continue
    say(build.name)
    await runBuild(root, build)
  }
}

export function runBuild(
  root: string,
  build: Build,
  extra: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  return new Promise((done, failed) => {
    let output = ''
    const tool = spawn(process.execPath, [...build.command, ...extra], {
      cwd: root,
      env: { ...process.env, ...env },
    })
    tool.stdout.on('data', (text: Buffer) => (output += text.toString()))
    tool.stderr.on('data', (text: Buffer) => (output += text.toString()))
    tool.on('error', failed)
    tool.on('close', (code) =>
      code === 0 ? done() : failed(new Error(`${build.name} build failed\n${output}`)),
    )
  })
}

async function isStale(root: string, build: Build): Promise<boolean> {
  const made = await stat(join(root, build.product)).catch(() => undefined)
  if (!made) return true
  const newest = await Promise.all(build.sources.map((source) => newestChange(join(root, source))))
  return Math.max(...newest) > made.mtimeMs
}

const notSources = new Set(['dist', 'node_modules', 'generated', 'serve', 'project.inlang', 'tsconfig.json'])

async function newestChange(path: string): Promise<number> {
  const entry = await stat(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  const names = (await readdir(path)).filter((name) => !notSources.has(name) && !name.startsWith('.'))
  const changes = await Promise.all(names.map((name) => newestChange(join(path, name))))
  return Math.max(entry.mtimeMs, ...changes)
}
