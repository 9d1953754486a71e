import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSavedPage } from '../../core/rights/saved-page.ts'
import { openLivePage, type LivePage } from '../support/live-page.ts'
import { longArticle } from '../support/long-article.ts'
import { blog, deed, figure, jsonLd, picture } from '../support/saved-page.ts'

const badge = `<a rel="license" href="${deed('by-nc', '3.0', 'tw/')}"><img src="https://licensebuttons.net/l/by-nc/3.0/tw/88x31.png"></a>`
const pages = {
  'a blog with a badge in its footer': `<main>${figure('© 山友社 版權所有')}</main><footer>${badge} © 2026</footer>`,
  'a photo page with structured data': `${jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: deed('by'), acquireLicensePage: '/buy' })}<div itemscope itemtype="https://schema.org/ImageObject"><img src="/img/jade-mountain.jpg"><a itemprop="license" href="/terms">條款</a></div>`,
  'a page with RDFa and a script for a licence': `<div about="/img/a.png"><span property="dct:title">A</span> <span property="cc:attributionName">林小山</span> <a rel="license" href="${deed('by')}">CC</a></div><a rel="license" href="javascript:1">free</a>`,
  'a page of 10 000 licence links': Array.from({ length: 10_000 }, (_, at) => `<a rel="license" href="${deed('by')}?${at}">CC</a>`).join(''),
  'a page nested 400 deep': `${'<div class="a">'.repeat(400)}<a rel="license" href="${deed('by')}">CC</a>`,
} // prettier-ignore

describe('the rights signals of a live page', () => {
  let page: LivePage
  beforeAll(async () => {
    page = await openLivePage()
  })
  afterAll(() => page.close())

  test.each(Object.entries(pages))('%s says alive what it says when saved', async (_, body) => {
    const html = `<!doctype html><html><head><title>玉山</title><base href="https://blog.example/"></head><body>${body}</body></html>`
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
