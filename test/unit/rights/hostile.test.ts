import { zipSync, strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { licenceMembers } from '../../../core/extraction/licence-members.ts'
import { parsePageSignals } from '../../../core/rights/page-signals-shape.ts'
import { parseExpression } from '../../../core/rights/spdx-expression.ts'
import { statementOf } from '../../../core/rights/statement-of.ts'
import { maySpeakOfRights, statementOfFiles } from '../../../core/rights/statement-of-files.ts'
import { blog, deed, figure, jsonLd, pageOf, picture } from '../../support/saved-page.ts'

/** Far above what any of these takes, far below what a quadratic reader would. */
const patience = 3000

function within<T>(task: () => T): T {
  const began = performance.now()
  const result = task()
  expect(performance.now() - began).toBeLessThan(patience)
  return result
}

const nested = (depth: number): unknown => {
  let node: unknown = { license: deed('by') }
  for (let level = 0; level < depth; level++) node = { hasPart: [node] }
  return node
}
const unread = (body: string) => within(() => pageOf(body))

describe('a hostile page', () => {
  test.each([
    ['megabytes of JSON-LD', jsonLd({ license: deed('by'), junk: 'x'.repeat(5_000_000) })],
    ['JSON-LD nested a thousand deep', jsonLd(nested(1000))],
    [
      'JSON-LD of brackets only',
      `<script type="application/ld+json">{"license":${'['.repeat(90_000)}</script>`,
    ],
    ['JSON-LD of 50 000 nodes', jsonLd(Array.from({ length: 3000 }, () => ({ license: 'x', a: {} })))],
    ['elements nested 20 000 deep', `${'<div>'.repeat(20_000)}<a rel="license" href="${deed('by')}">x</a>`],
    ['one unclosed tag', `<a rel="license" href="${'x'.repeat(1_000_000)}`],
    [
      'a figure of 20 000 pictures',
      figure(Array.from({ length: 20_000 }, (_, at) => `<img src="/${at}.jpg">`).join('')),
    ],
    ['notices of a megabyte', `<footer>${'版權所有 © 未經'.repeat(60_000)}</footer>`],
  ])('of %s is read in bounded time, into bounded signals', (_, body) => {
    const signals = unread(body)
    expect(JSON.stringify(signals).length).toBeLessThan(600_000)
    within(() => statementOf(signals, picture))
  })

  test('of 10 000 licence links says that it was not read whole, and is believed less', () => {
    const links = Array.from(
      { length: 10_000 },
      (_, at) => `<a rel="license" href="${deed('by')}?${at}">CC</a>`,
    )
    const signals = unread(links.join(''))
    expect(signals.truncated).toBe(true)
    expect(within(() => statementOf(signals, picture)).confidence).toBe('low')
  })

  test('cannot name a licence by a script, a data address or an address it made up', () => {
    const tricks = [
      'javascript:free()',
      'data:text/plain,MIT',
      'JaVaScRiPt:1',
      '//[::bad',
      'http://',
      'about:blank',
      'file:///MIT',
    ]
    for (const href of tricks) {
      const body = `${figure(`<a rel="license" href="${href}">x</a>`)}${jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: href })}`
      expect(['noLicenceFound', 'termsNotRecognised']).toContain(statementOf(pageOf(body), picture).status)
    }
  })

  test('cannot pass for itself what is not JSON-shaped when it reaches the background', () => {
    const signals = pageOf(figure(`<a rel="license" href="${deed('by')}">x</a>`))
    expect(parsePageSignals(JSON.parse(JSON.stringify(signals)))).toEqual({ ok: true, value: signals })
    for (const wrong of [
      null,
      {},
      { ...signals, url: 1 },
      { ...signals, extra: true },
      { ...signals, signals: [{ signal: 'free' }] },
    ])
      expect(parsePageSignals(wrong).ok).toBe(false)
  })

  test('is fooled by no prototype', () => {
    const body = `<script type="application/ld+json">{"__proto__":{"license":"${deed('by')}"},"constructor":{"license":"MIT"}}</script>`
    expect(() => pageOf(body)).not.toThrow()
    expect(
      statementOfFiles('x', [{ name: 'package.json', text: '{"__proto__":{"license":"MIT"}}' }]).status,
    ).toBe('noLicenceFound')
  })
})

describe('a hostile archive or text', () => {
  const bytes = (files: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))) // prettier-ignore
  const members = (files: Record<string, string>) =>
    licenceMembers(bytes(files), maySpeakOfRights, Date.now() + 10_000)

  test('is read only where its names promise something', () => {
    const read = members({
      'a/LICENSE': 'x',
      'a/授權條款.txt': 'y',
      'a/package.json': '{}',
      'a/index.js': 'MIT',
      'a/b/c/d/e/f/LICENSE': 'deep',
    })
    expect(read.status === 'read' && read.files.map(({ name }) => name)).toEqual([
      'a/LICENSE',
      'a/授權條款.txt',
      'a/package.json',
    ])
  })

  test('with a licence of a megabyte, or too many, leaves them out', () => {
    expect(members({ LICENSE: 'x'.repeat(1_000_000) })).toEqual({ status: 'read', files: [] })
    const many = within(() =>
      members(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`p${at}/LICENSE`, 'MIT License']))),
    )
    expect(many.status === 'read' && many.files.length).toBe(200)
  })

  test('that is cut off says that it cannot be inspected', () => {
    const whole = bytes({ LICENSE: 'MIT License' })
    expect(licenceMembers(whole.slice(0, 40), maySpeakOfRights, Date.now() + 1000)).toEqual({
      status: 'cannotInspect',
      reason: 'corrupt',
    })
  })

  test('of brackets, of a manifest nested without end, of a text without end', () => {
    expect(within(() => parseExpression('('.repeat(1500)))).toBeUndefined()
    expect(within(() => parseExpression('MIT OR '.repeat(150)))).toBeUndefined()
    const manifest = `{"license":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(within(() => statementOfFiles('x', [{ name: 'package.json', text: manifest }])).status).toBe(
      'noLicenceFound',
    )
    expect(
      within(() => statementOfFiles('x', [{ name: 'LICENSE', text: 'a '.repeat(1_000_000) }])).status,
    ).toBe('termsNotRecognised')
  })
})

test('a page address with a fragment or a query is the page, whatever its works are called', () => {
  const page = pageOf(`<link rel="license" href="${deed('by')}">`, '', `${blog}#photos`)
  expect(statementOf(page).status).toBe('licensed')
  expect(statementOf(page, `${blog}#top`).confidence).toBe('medium')
})
