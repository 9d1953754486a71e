import { describe, expect, test } from 'vitest'
import type { PageSignal } from '../../../core/rights/signal.ts'
import { blog, deed, figure, jsonLd, pageOf, picture } from '../../support/saved-page.ts'

interface Case {
  readonly name: string
  readonly body: string
  readonly head?: string
  /** Parts of the signals found, in order; empty: nothing is said. */
  readonly says: readonly Partial<PageSignal>[]
}

const by = deed('by')
const cases: readonly Case[] = [
  { name: 'rel=license beside other words of rel, in any case', body: `<p><a rel="LICENSE noopener" href="${by}">CC</a></p>`, says: [{ signal: 'rel-license', scope: 'page', authority: 'D', licence: by }] },
  { name: 'rel=license of the head', body: '', head: `<link rel="license" href="${by}">`, says: [{ signal: 'rel-license', scope: 'page', licence: by }] },
  { name: 'rel=license of a page of this site', body: '<a rel="license" href="/terms">條款</a>', says: [{ licence: 'https://blog.example/terms' }] },
  { name: 'rel=license in a figure speaks of its picture', body: figure(`<a rel="license" href="${by}">CC</a>`), says: [{ scope: 'figure', about: [picture], licence: by }] },
  { name: 'rel=license under RDFa about speaks of what is named', body: `<div about="/img/jade-mountain.jpg"><a rel="license" href="${by}">CC</a></div>`, says: [{ scope: 'asset', authority: 'C', about: [picture] }] },
  { name: 'rel=license in the footer is of the site', body: `<footer><a rel="license" href="${by}">CC</a></footer>`, says: [{ scope: 'site', licence: by }] },
  { name: 'rel=license in the footer of the article is of the page', body: `<article><footer><a rel="license" href="${by}">CC</a></footer></article>`, says: [{ scope: 'page', licence: by }] },
  { name: 'rel=license to a script is nothing', body: '<a rel="license" href="javascript:alert(1)">free</a>', says: [] },
  { name: 'a rel that only sounds like it is nothing', body: `<a rel="licensed-by" href="/x">x</a>`, says: [] },
  { name: 'a bare CC link in running text is only a mention', body: `<p>談談 <a href="${by}">CC</a>。</p>`, says: [{ signal: 'creative-commons-link', authority: 'F' }] },
  { name: 'a CC link beside its button is a declaration', body: `<div><a href="${by}"><img src="https://licensebuttons.net/l/by/4.0/88x31.png"></a></div>`, says: [{ authority: 'D', licence: by }, { licence: 'https://licensebuttons.net/l/by/4.0/88x31.png' }] },
  { name: 'a CC link of the newer chooser, with icons beside it', body: `<p>Work © 2026 by A is licensed under <a href="${by}">CC BY 4.0</a><img src="https://mirrors.creativecommons.org/presskit/icons/cc.svg"></p>`, says: [{ authority: 'D', licence: by }] },
  { name: 'a host that only contains the name is nothing', body: '<a href="https://creativecommons.org.evil.example/licenses/by/4.0/">CC</a>', says: [] },
  { name: 'who is to be named, as ccREL writes it', body: `<p><span property="dct:title">玉山</span> <a property="cc:attributionName" rel="cc:attributionURL" href="/me">林小山</a></p>`, says: [{ signal: 'cc-rel', title: '玉山' }, { signal: 'cc-rel', author: '林小山' }] },
  { name: 'JSON-LD of a picture speaks of that picture', body: jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: by, creator: { name: '林小山' }, copyrightYear: 2025 }), says: [{ signal: 'json-ld', scope: 'asset', authority: 'C', about: [picture], licence: by, author: '林小山', year: '2025' }] },
  { name: 'JSON-LD of an article speaks of the page, not its image', body: jsonLd({ '@type': 'Article', license: by, image: { '@type': 'ImageObject', contentUrl: picture } }), says: [{ scope: 'page', about: [] }] },
  { name: 'JSON-LD in @graph and arrays', body: jsonLd({ '@graph': [{ '@type': 'WebPage' }, [{ '@type': 'Photograph', url: picture, license: { '@id': by } }]] }), says: [{ about: [picture], licence: by }] },
  { name: 'JSON-LD of a dataset reaches its distributions', body: jsonLd({ '@type': 'Dataset', license: 'https://data.gov.tw/license', distribution: [{ '@type': 'DataDownload', contentUrl: 'https://blog.example/d.csv' }] }), says: [{ scope: 'page' }, { scope: 'asset', about: ['https://blog.example/d.csv'] }] },
  { name: 'JSON-LD with a place to buy', body: jsonLd({ '@type': 'ImageObject', contentUrl: picture, acquireLicensePage: 'https://stock.example/buy', copyrightNotice: '© Stock' }), says: [{ acquire: 'https://stock.example/buy', notice: '© Stock' }] },
  { name: 'the licence of the description alone is nothing', body: jsonLd({ '@type': 'ImageObject', contentUrl: picture, sdLicense: by }), says: [] },
  { name: 'a script that is no JSON is nothing', body: '<script type="application/ld+json">{"license": oops</script>', says: [] },
  { name: 'microdata of a picture', body: `<div itemscope itemtype="https://schema.org/ImageObject"><img itemprop="contentUrl" src="/img/jade-mountain.jpg"><a itemprop="license" href="${by}">CC</a></div>`, says: [{ signal: 'creative-commons-link', scope: 'figure', about: [picture] }, { signal: 'microdata', scope: 'asset', about: [picture], licence: by }] },
  { name: 'microdata of an article is of the page', body: `<div itemscope itemtype="https://schema.org/Article"><meta itemprop="copyrightNotice" content="© A"></div>`, says: [{ signal: 'microdata', scope: 'page', notice: '© A' }] },
  { name: 'Dublin Core rights', body: '', head: '<meta name="DC.Rights" content="CC BY-SA 4.0">', says: [{ signal: 'dublin-core', authority: 'D', licence: 'CC BY-SA 4.0' }] },
  { name: 'Dublin Core terms as a link', body: '', head: `<link rel="DCTERMS.license" href="${by}">`, says: [{ signal: 'dublin-core', licence: by }] },
  { name: 'an old rights meta is free text', body: '', head: '<meta name="rights" content="CC BY 4.0">', says: [{ authority: 'F' }] },
  { name: 'the licence of an article', body: '', head: `<meta name="citation_license" content="${by}">`, says: [{ authority: 'C', licence: by }] },
  { name: 'a notice of the footer is of the site', body: '<footer>版權所有 未經同意不得轉載</footer>', says: [{ signal: 'copyright-notice', scope: 'site', authority: 'F' }] },
  { name: 'a caption that names no rights is nothing', body: figure('玉山主峰的日出'), says: [] },
  { name: 'noai and noimageai', body: '', head: '<meta name="robots" content="noindex, noai, noimageai">', says: [{ reserves: 'ai' }, { reserves: 'imageAi' }] },
  { name: 'TDMRep in a meta', body: '', head: '<meta name="tdm-reservation" content="1">', says: [{ reserves: 'training' }] },
  { name: 'TDMRep that reserves nothing', body: '', head: '<meta name="tdm-reservation" content="0">', says: [] },
  { name: 'an RSL file is a reservation and no deed', body: '', head: '<link rel="license" type="application/rsl+xml" href="/rsl.xml">', says: [{ signal: 'ai-reservation', reserves: 'ai' }] },
] // prettier-ignore

describe('a page signal', () => {
  test.each(cases)('$name', ({ body, head = '', says }) => {
    const { signals } = pageOf(body, head)
    expect(signals).toHaveLength(says.length)
    signals.forEach((signal, at) => expect(signal).toMatchObject(says[at] ?? {}))
  })

  test('is told once, however often the page repeats it', () => {
    expect(
      pageOf(`<a rel="license" href="${by}">1</a><a rel="license" href="${by}">2</a>`).signals,
    ).toHaveLength(1)
  })

  test('is read from where the page was saved', () => {
    const { url } = pageOf(
      '',
      '<link rel="canonical" href="https://blog.example/canonical">',
      'file:///page.html',
    )
    expect(url).toBe('https://blog.example/canonical')
    expect(pageOf('', '', `${blog}#top`).url).toBe(blog)
  })
})
