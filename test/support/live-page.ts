import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from '../../pwa/serve/find-browser.ts'
import type { PageSignals } from '../../core/rights/signal.ts'

export interface LivePage {
  /** Opens a page as if a server had sent it. */
  readonly show: (url: string, html: string) => Promise<void>
  readonly signals: () => Promise<PageSignals>
  /** Milliseconds of one reading after another, on the same document. */
  readonly millis: (runs: number) => Promise<readonly number[]>
  /** The document as markup, and how many requests it has made. */
  readonly state: () => Promise<{ readonly html: string; readonly requests: number }>
  readonly close: () => Promise<void>
}

/** The content script's reader of page signals, in a real browser that reaches no network. */
export async function openLivePage(): Promise<LivePage> {
  const code = await readerCode()
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('no Chromium on this machine')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage()
  let requests = 0
  page.on('request', () => requests++)
  return {
    async show(url, html) {
      await page.unrouteAll()
      await page.route('**/*', (route) =>
        route.request().url() === url
          ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
          : route.abort(),
      )
      await page.goto(url)
      await page.evaluate(code)
    },
    signals: () => page.evaluate(() => reader().readPageSignals(document)),
    millis: (runs) => timed(page, runs),
    state: async () => ({ html: await page.content(), requests }),
    close: () => browser.close(),
  }
}

interface Reader {
  readonly readPageSignals: (document: Document) => PageSignals
}
declare const reader: () => Reader

const timed = (page: Page, runs: number): Promise<readonly number[]> =>
  page.evaluate((times) => {
    return Array.from({ length: times }, () => {
      const began = performance.now()
      reader().readPageSignals(document)
      return performance.now() - began
    })
  }, runs)

/** The reader as a script; it leaves itself behind as `reader()`. */
export async function readerCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, '../../extension/page/page-signals.ts'),
        formats: ['iife'],
        name: 'pageSignals',
      },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('the reader was not built')
  return `${output.output[0].code};globalThis.reader = () => pageSignals`
}
