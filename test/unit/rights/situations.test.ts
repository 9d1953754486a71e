import { describe, expect, test } from 'vitest'
import { decideUse } from '../../../core/rights/decide-use.ts'
import type { LicenceFile } from '../../../core/rights/statement-of-files.ts'
import { statementOfFiles } from '../../../core/rights/statement-of-files.ts'
import { statementOf } from '../../../core/rights/statement-of.ts'
import type { Statement } from '../../../core/rights/statement.ts'
import type { Outcome, Use } from '../../../core/rights/use.ts'
import { blog, deed, figure, jsonLd, pageOf, picture, rightsIn } from '../../support/saved-page.ts'

interface Situation {
  readonly name: string
  readonly statement: Statement
  readonly status: Statement['status']
  readonly expression?: string
  readonly confidence?: Statement['confidence']
  readonly may: Readonly<Partial<Record<Use, Outcome>>>
}

const caption = (code: string, version?: string, rest?: string) => figure(`<a rel="license" href="${deed(code, version, rest)}">CC</a>`) // prettier-ignore
const footer = (inside: string) => `<footer>${inside}</footer>`
const badge = `<a rel="license" href="${deed('by')}"><img src="https://licensebuttons.net/l/by/4.0/88x31.png"></a>`
const rights = (content: string) => `<meta name="dcterms.license" content="${content}">`
const archive = (...files: LicenceFile[]) => statementOfFiles('pack.zip', files)
const mit = 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software… The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS"' // prettier-ignore

const situations: readonly Situation[] = [
  { name: 'nothing is said: protected, not free', statement: rightsIn('<p>玉山三日行程</p><img src="/img/jade-mountain.jpg">'), status: 'noLicenceFound', confidence: 'low', may: { view: 'allow', internalCopy: 'ask', publish: 'forbid', aiTraining: 'forbid' } },
  { name: 'a picture under CC BY in its caption', statement: rightsIn(caption('by')), status: 'licensed', expression: 'CC-BY-4.0', confidence: 'medium', may: { publish: 'attribute', product: 'attribute', aiTraining: 'ask' } },
  { name: 'a picture under CC BY-NC 3.0 Taiwan', statement: rightsIn(caption('by-nc', '3.0', 'tw/')), status: 'licensed', expression: 'LicenseRef-CC-BY-NC-3.0-TW', may: { internalCopy: 'allow', publish: 'ask', marketing: 'forbid', client: 'forbid' } },
  { name: 'a picture under CC BY-ND', statement: rightsIn(caption('by-nd')), status: 'licensed', expression: 'CC-BY-ND-4.0', may: { internalChange: 'forbid', publish: 'attribute' } },
  { name: 'a picture under CC BY-NC-ND', statement: rightsIn(caption('by-nc-nd')), status: 'licensed', expression: 'CC-BY-NC-ND-4.0', may: { internalChange: 'forbid', product: 'forbid' } },
  { name: 'a picture under CC BY-SA, linked in Chinese', statement: rightsIn(caption('by-sa', '4.0', 'deed.zh-hant')), status: 'licensed', expression: 'CC-BY-SA-4.0', may: { internalChange: 'allow', publish: 'ask' } },
  { name: 'a picture in the public domain (CC0)', statement: rightsIn(figure('<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>')), status: 'publicDomain', expression: 'CC0-1.0', may: { product: 'allow', aiTraining: 'allow' } },
  { name: 'an old picture under the Public Domain Mark', statement: rightsIn(figure('<a rel="license" href="https://creativecommons.org/publicdomain/mark/1.0/deed.zh_TW">PDM</a>')), status: 'publicDomain', expression: 'CC-PDM-1.0', may: { marketing: 'allow' } },
  { name: 'a page under CC BY: its own pictures with less certainty', statement: rightsIn(`<article><p><a rel="license" href="${deed('by')}">CC</a></p></article>`), status: 'licensed', confidence: 'medium', may: { publish: 'attribute' } },
  { name: 'a page under CC BY: a picture of another host is somebody else’s', statement: rightsIn(`<article><a rel="license" href="${deed('by')}">CC</a></article>`, 'https://photos.example/a.jpg'), status: 'noLicenceFound', may: { publish: 'forbid' } },
  { name: 'a CC badge in the footer licenses no picture by itself', statement: rightsIn(footer(badge)), status: 'licensed', confidence: 'low', may: { view: 'allow', internalCopy: 'ask', publish: 'ask' } },
  { name: 'a CC badge in the footer says nothing of third-party pictures', statement: rightsIn(footer(badge), 'https://photos.example/a.jpg'), status: 'noLicenceFound', may: { publish: 'forbid' } },
  { name: 'a © in the footer does not override the picture’s CC licence', statement: rightsIn(`${caption('by')}${footer('© 2026 山友 All rights reserved 版權所有')}`), status: 'licensed', expression: 'CC-BY-4.0', confidence: 'medium', may: { publish: 'attribute' } },
  { name: 'a reserved caption overrides the page’s CC licence', statement: rightsIn(`<a rel="license" href="${deed('by')}">CC</a>${figure('© 山岳通訊社，版權所有，請勿轉載')}`), status: 'allRightsReserved', may: { publish: 'forbid', internalCopy: 'ask' } },
  { name: 'another holder named in the caption puts the page’s licence in doubt', statement: rightsIn(`<a rel="license" href="${deed('by')}">CC</a>${figure('© 林小山')}`), status: 'licensed', confidence: 'low', may: { publish: 'ask' } },
  { name: 'the footer alone reserves everything', statement: rightsIn(footer('版權所有，未經同意不得轉載')), status: 'allRightsReserved', may: { publish: 'forbid', view: 'allow' } },
  { name: 'two licences in one caption: the stricter counts', statement: rightsIn(figure(`<a rel="license" href="${deed('by')}">1</a><a rel="license" href="${deed('by-nc')}">2</a>`)), status: 'licensed', expression: 'CC-BY-4.0 AND CC-BY-NC-4.0', confidence: 'low', may: { marketing: 'forbid', publish: 'ask' } },
  { name: 'structured data of the picture is stronger than its caption', statement: rightsIn(`${jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: deed('by-nc') })}${caption('by')}`), status: 'licensed', expression: 'CC-BY-NC-4.0', confidence: 'high', may: { marketing: 'forbid' } },
  { name: 'a stock picture with a place to buy', statement: rightsIn(jsonLd({ '@type': 'ImageObject', contentUrl: picture, copyrightNotice: '© Stock', acquireLicensePage: 'https://stock.example/buy' })), status: 'contractRequired', may: { publish: 'ask', aiTraining: 'forbid' } },
  { name: 'a stock picture with terms of its own', statement: rightsIn(jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: 'https://stock.example/eula', acquireLicensePage: 'https://stock.example/buy' })), status: 'contractRequired', may: { internalCopy: 'ask', marketing: 'ask' } },
  { name: 'terms nobody recognises', statement: rightsIn(figure('<a rel="license" href="/terms">使用條款</a>')), status: 'termsNotRecognised', may: { internalCopy: 'ask', publish: 'ask' } },
  { name: 'open government data', statement: rightsIn(jsonLd({ '@type': 'Dataset', license: 'https://data.gov.tw/license', distribution: { contentUrl: 'https://blog.example/data.csv' } }), 'https://blog.example/data.csv'), status: 'licensed', expression: 'OGDL-Taiwan-1.0', confidence: 'high', may: { publish: 'attribute', aiTraining: 'attribute' } },
  { name: 'editorial use only, said in the caption of a licensed picture', statement: rightsIn(caption('by').replace('CC</a>', 'CC</a> Editorial use only')), status: 'licensed', may: { marketing: 'forbid', publish: 'ask' } },
  { name: 'free for personal use only', statement: rightsIn(figure('免費下載，僅供個人使用')), status: 'noLicenceFound', may: { publish: 'forbid', install: 'forbid' } },
  { name: 'words for a licence without a link never grant', statement: rightsIn(figure('本圖採創用 CC 姓名標示 4.0 國際授權')), status: 'noLicenceFound', may: { publish: 'forbid' } },
  { name: 'somebody else’s “free” terms are only believed on their own site', statement: rightsIn(figure('<a rel="license" href="https://unsplash.com/license">Unsplash</a>')), status: 'termsNotRecognised', may: { publish: 'ask' } },
  { name: 'a page under CC BY that reserves AI use', statement: rightsIn('', blog, `<link rel="license" href="${deed('by')}"><meta name="robots" content="noai">`), status: 'licensed', may: { publish: 'attribute', aiInput: 'ask', aiTraining: 'forbid' } },
  { name: 'a page whose text is reserved against mining leaves its picture alone', statement: rightsIn(caption('by'), picture, '<meta name="tdm-reservation" content="1">'), status: 'licensed', may: { aiTraining: 'ask', publish: 'attribute' } },
  { name: 'a page with its licence as a name in Dublin Core', statement: rightsIn('', blog, rights('CC BY-SA 4.0')), status: 'licensed', expression: 'CC-BY-SA-4.0', may: { publish: 'ask' } },
  { name: 'a page with its licence in Chinese words in a field for licences', statement: rightsIn('', blog, rights('創用 CC 姓名標示-非商業性-相同方式分享 3.0 台灣')), status: 'licensed', expression: 'LicenseRef-CC-BY-NC-SA-3.0-TW', may: { marketing: 'forbid' } },
  { name: 'a page that says as its rights only whose it is', statement: rightsIn('', blog, '<meta name="dc.rights" content="Copyright 2026 山友社">'), status: 'allRightsReserved', may: { publish: 'forbid' } },
  { name: 'a package under MIT', statement: archive({ name: 'pack/LICENSE', text: mit }, { name: 'pack/package.json', text: '{"name":"pack","license":"MIT"}' }), status: 'licensed', expression: 'MIT', confidence: 'high', may: { product: 'attribute', install: 'allow' } },
  { name: 'a package under a choice, with one text of each', statement: archive({ name: 'Cargo.toml', text: 'license = "MIT OR Apache-2.0"' }, { name: 'LICENSE-MIT', text: mit }), status: 'licensed', expression: 'MIT OR Apache-2.0', confidence: 'high', may: { redistribute: 'attribute' } },
  { name: 'a package whose manifest and text disagree', statement: archive({ name: 'package.json', text: '{"license":"GPL-3.0-or-later"}' }, { name: 'LICENSE', text: mit }), status: 'licensed', expression: 'MIT AND GPL-3.0-or-later', confidence: 'low', may: { product: 'ask' } },
  { name: 'a package with a part under another licence', statement: archive({ name: 'a/LICENSE', text: mit }, { name: 'a/vendor/x/package.json', text: '{"license":"AGPL-3.0-only"}' }), status: 'licensed', expression: 'MIT AND AGPL-3.0-only', confidence: 'high', may: { product: 'forbid', install: 'allow' } },
  { name: 'a part’s licence does not license the whole', statement: archive({ name: 'src/readme.txt', text: 'x' }, { name: 'vendor/LICENSE', text: mit }), status: 'noLicenceFound', may: { publish: 'forbid' } },
  { name: 'a package nobody may use', statement: archive({ name: 'package.json', text: '{"license":"UNLICENSED"}' }), status: 'allRightsReserved', may: { product: 'forbid', install: 'ask' } },
  { name: 'a licence file of somebody’s own', statement: archive({ name: '授權條款.txt', text: '本軟體限個人使用，商用需另購授權。' }), status: 'termsNotRecognised', may: { product: 'forbid', install: 'forbid' } },
  { name: 'an archive without any licence', statement: archive(), status: 'noLicenceFound', may: { install: 'ask', view: 'allow' } },
  { name: 'a source file with an SPDX tag', statement: statementOfFiles('a.ts', [{ name: 'a.ts', text: '// SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0\n' }]), status: 'licensed', expression: 'GPL-2.0-only WITH Classpath-exception-2.0', may: { install: 'allow', product: 'ask' } },
] // prettier-ignore

describe('what is known of a work, and what it may be used for', () => {
  test.each(situations)('$name', ({ statement, status, expression, confidence, may }) => {
    expect(statement.status).toBe(status)
    if (expression !== undefined) expect(statement.expression).toBe(expression)
    if (confidence !== undefined) expect(statement.confidence).toBe(confidence)
    const decided = Object.keys(may).map((use) => [use, decideUse(statement, use as Use).outcome])
    expect(Object.fromEntries(decided)).toEqual(may)
  })

  test('the same picture in another size is the same picture, another file is not', () => {
    const page = pageOf(caption('by'))
    expect(statementOf(page, `${picture}?width=640`).status).toBe('licensed')
    expect(statementOf(page, 'https://blog.example/img/other.jpg').status).toBe('noLicenceFound')
  })

  test('a conflict names both and what was kept', () => {
    const { conflicts } = rightsIn(`${caption('by-nc')}<a rel="license" href="${deed('by')}">CC</a>`)
    expect(conflicts).toEqual([{ between: ['CC-BY-NC-4.0', 'CC-BY-4.0'], kept: 'narrower' }])
  })

  test('says which reading it stands on', () => {
    expect(rightsIn(caption('by')).readings).toContainEqual({
      from: 'rel-license', scope: 'figure', authority: 'D', distance: 1, says: 'CC-BY-4.0',
    }) // prettier-ignore
  })
})
