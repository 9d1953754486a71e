import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../pwa/serve/find-browser.ts'

export interface ContextPages {
  readonly pages: readonly Page[]
  readonly close: () => Promise<void>
}

/** One Chromium, several people: each page in a context of its own, with its own storage. */
export async function chromiumContexts(url: string, count: number): Promise<ContextPages> {
  const browser = await chromium.launch({
    ...(findChromium() === undefined ? {} : { executablePath: findChromium()! }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      // Pages in the background are what two colleagues' browsers mostly are; a test has no time to wait for them.
      '--disable-renderer-backgrounding',
    ],
  })
  const pages = await Promise.all(
    Array.from({ length: count }, async () => {
      const context = await browser.newContext({
        locale: 'zh-TW',
        timezoneId: 'Asia/Taipei',
        viewport: { width: 1280, height: 900 },
      })
      const page = await context.newPage()
      await page.goto(url)
      return page
    }),
  )
  return { pages, close: () => browser.close() }
}
