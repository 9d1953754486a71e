import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageSignals } from '../../core/rights/signal.ts'
import { readSavedPage } from '../../core/rights/saved-page.ts'
import { openLivePage, readerCode, type LivePage } from '../support/live-page.ts'
import { longArticle } from '../support/long-article.ts'
import { setStage, type Stage } from '../support/stage.ts'
import { blog, deed, figure, jsonLd, picture } from '../support/saved-page.ts'

const badge = `<a rel="license" href="${deed('by-nc', '3.0', 'tw/')}"><img src="https://licensebuttons.net/l/by-nc/3.0/tw/88x31.png"></a>`
const pages = {
  'a blog with a badge in its footer': `<main>${figure('© 山友社 版權所有')}</main><footer>${badge} © 2026</footer>`,
  'a photo page with structured data': `${jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: deed('by'), acquireLicensePage: '/buy' })}<div itemscope itemtype="https://schema.org/ImageObject"><img src="/img/jade-mountain.jpg"><a itemprop="license" href="/terms">條款</a></div>`,
  'a page with RDFa and a script for a licence': `<div about="/img/a.png"><span property="dct:title">A</span> <span property="cc:attributionName">林小山</span> <a rel="license" href="${deed('by')}">CC</a></div><a rel="license" href="javascript:1">free</a>`,
  'a page of 10 000 licence links': Array.from({ length: 10_000 }, (_, at) => `<a rel="license" href="${deed('by')}?${at}">CC</a>`).join(''),
  'a page nested 400 deep': `${'<div class="a">'.repeat(400)}<a rel="license" href="${deed('by')}">CC</a>`,
} // prettier-ignore

const pageOf = (body: string): string =>
  `<!doctype html><html><head><title>玉山</title><base href="https://blog.example/"></head><body>${body}</body></html>`

describe('the rights signals of a live page', () => {
  let page: LivePage
  beforeAll(async () => {
    page = await openLivePage()
  })
  afterAll(() => page.close())

  test.each(Object.entries(pages))('%s says alive what it says when saved', async (_, body) => {
    const html = pageOf(body)
    await page.show(blog, html)
    expect(await page.signals()).toEqual(readSavedPage(html, blog))
  })

  test('are read without changing the page or asking the network for anything', async () => {
    await page.show(blog, longArticle())
    const before = await page.state()
    const signals = await page.signals()
    expect(signals.signals.length).toBeGreaterThan(60)
    expect(await page.state()).toEqual(before)
  })
})

describe('the rights signals of a live page, in firefox,', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage('firefox', { extension: false })
  }, 60_000)
  afterAll(() => stage.strike())

  test('are what the page says when saved', async () => {
    const tab = await stage.browser.open(stage.site.url('other.example.net', 'visited.html'))
    const code = await readerCode()
    for (const [what, body] of Object.entries(pages)) {
      const html = pageOf(body)
      const signals = await tab.evaluate(readWritten, { code, html })
      expect(signals, what).toEqual(readSavedPage(html, tab.url()))
    }
  })
})

/** Writes the page anew under the address it has. */
function readWritten({ code, html }: { readonly code: string; readonly html: string }): PageSignals {
  const written = new DOMParser().parseFromString(html, 'text/html')
  document.replaceChild(document.adoptNode(written.documentElement), document.documentElement)
  ;(0, eval)(code)
  const { reader } = globalThis as unknown as {
    reader: () => { readPageSignals: (page: Document) => PageSignals }
  }
  return reader().readPageSignals(document)
}
