import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from '../../pwa/serve/find-browser.ts'
import { startServer } from '../../pwa/serve/server.ts'
import { builds, runBuild } from '../../pwa/serve/builds.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { row, type Row } from './row.ts'
import { fillRegister, firstListMillis } from './register-in-browser.ts'

const root = join(import.meta.dirname, '../..')

interface Pair {
  readonly product: number
  readonly raw: number
}
interface Bench {
  readonly durableEdit: (edits: number) => Promise<Pair>
  readonly loadShard: (count: number) => Pair
}

/** The store in a real browser on a real disk, beside the raw platform doing the same. */
export async function rows(): Promise<readonly Row[]> {
  const built = temporaryFolder('bench-page')
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'warn',
    build: { outDir: built.path, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 5000 },
  })
  const server = await startServer(built.path, 0)
  try {
    const { edit, load } = await inChromium(async (page) => {
      await page.goto(server.url)
      await page.waitForFunction(() => 'bench' in globalThis)
      // Long enough for the engine to have compiled both sides.
      await page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.durableEdit(30))
      const edit = await page.evaluate(() =>
        (globalThis as unknown as { bench: Bench }).bench.durableEdit(200),
      )
      const load = await page.evaluate(() =>
        (globalThis as unknown as { bench: Bench }).bench.loadShard(100_000),
      )
      return { edit, load }
    })
    const list = await firstList()
    return [
      row(
        'store/durable-edit-ratio',
        edit.product / edit.raw,
        '×',
        '≤ 3',
        `${edit.product.toFixed(2)} ms, a raw strict transaction of the same rows ${edit.raw.toFixed(2)} ms`,
      ),
      row(
        'store/load-100k-ratio',
        load.product / load.raw,
        '×',
        '≤ 4',
        `${load.product.toFixed(0)} ms, JSON.parse of the same records ${load.raw.toFixed(0)} ms`,
      ),
      row(
        'store/first-list-100k-over-1k',
        list.many / list.few,
        '×',
        '≤ 1.3',
        `${list.many.toFixed(0)} ms with 100 000 rows, ${list.few.toFixed(0)} ms with 1 000`,
      ),
    ]
  } finally {
    await server.close()
    built.remove()
  }
}

/** From the click on a register to its first row, in the built application. */
async function firstList(): Promise<{ readonly few: number; readonly many: number }> {
  await runBuild(root, builds.pwa)
  const server = await startServer(join(root, 'pwa/dist'), 0)
  try {
    return await inChromium(async (page) => {
      await fillRegister(page, server.url, 1_000)
      const few = await firstListMillis(page, server.url)
      await fillRegister(page, server.url, 100_000)
      const many = await firstListMillis(page, server.url)
      return { few, many }
    })
  } finally {
    await server.close()
  }
}

async function inChromium<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const profile = temporaryFolder('bench-profile')
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium on this machine')
  const context = await chromium.launchPersistentContext(profile.path, {
    executablePath,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    locale: 'zh-TW',
  })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(60_000)
    return await work(page)
  } finally {
    await context.close()
    profile.remove()
  }
}
