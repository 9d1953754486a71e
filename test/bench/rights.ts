import { isDeepStrictEqual } from 'node:util'
import { readSavedPage } from '../../core/rights/saved-page.ts'
import { openLivePage } from '../support/live-page.ts'
import { longArticle } from '../support/long-article.ts'
import { blog } from '../support/saved-page.ts'
import { row, type Row } from './row.ts'

/** What the popup or a download asks of a page the person is reading: it must not be felt. */
export async function rows(): Promise<readonly Row[]> {
  const html = longArticle()
  const page = await openLivePage()
  try {
    await page.show(blog, html)
    const signals = await page.signals()
    if (!isDeepStrictEqual(signals, readSavedPage(html, blog)))
      throw new Error('the live page and the saved page do not say the same')
    const times = await page.millis(41)
    const middle = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
    const kilobytes = Math.round(Buffer.byteLength(html) / 1000)
    return [
      row(
        'rights/page-signals-ms',
        middle,
        'ms',
        '≤ 5',
        `${kilobytes} kB, ${signals.signals.length} signals, in Chromium; the first reading took ${times[0]?.toFixed(1)} ms`,
      ),
    ]
  } finally {
    await page.close()
  }
}
