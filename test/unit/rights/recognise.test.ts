import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { licenceOfText } from '../../../core/rights/licence-text.ts'
import { familyOf } from '../../../core/rights/family.ts'
import { recognise } from '../../../core/rights/recognise.ts'
import { expressionOf, parseExpression } from '../../../core/rights/spdx-expression.ts'
import { isSpdxId, spdxAddress } from '../../../core/rights/spdx-list.ts'
import { blog } from '../../support/saved-page.ts'

const named = (text: string, page = blog) => {
  const terms = recognise(text, page)
  return terms && expressionOf(terms)
}

describe('a licence is recognised', () => {
  test.each([
    ['https://creativecommons.org/licenses/by-sa/4.0/', 'CC-BY-SA-4.0'],
    ['http://creativecommons.org/licenses/by-nc-nd/2.5/tw/deed.zh_TW', 'LicenseRef-CC-BY-NC-ND-2.5-TW'],
    ['https://creativecommons.org/licenses/by/3.0/tw/legalcode', 'LicenseRef-CC-BY-3.0-TW'],
    ['https://creativecommons.org/licenses/by/3.0/de/', 'CC-BY-3.0-DE'],
    ['https://creativecommons.org/licenses/by/4.0/deed.zh-hant?ref=chooser-v1', 'CC-BY-4.0'],
    ['https://creativecommons.org/licenses/nd-nc/1.0/', 'LicenseRef-CC-NC-ND-1.0'],
    ['https://i.creativecommons.org/l/by-nc/4.0/88x31.png', 'CC-BY-NC-4.0'],
    ['https://licensebuttons.net/p/zero/1.0/88x31.png', 'CC0-1.0'],
    ['https://data.gov.tw/license', 'OGDL-Taiwan-1.0'],
    ['https://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['https://opensource.org/licenses/mit-license.php', 'MIT'],
    ['https://www.gnu.org/licenses/gpl-3.0.html', 'GPL-3.0-only'],
    ['https://spdx.org/licenses/BSD-3-Clause.html', 'BSD-3-Clause'],
    ['https://scripts.sil.org/OFL', 'OFL-1.1'],
    ['MIT', 'MIT'],
    ['apache-2.0', 'Apache-2.0'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['(MIT OR Apache-2.0) AND BSD-3-Clause', '(MIT OR Apache-2.0) AND BSD-3-Clause'],
    ['The MIT License (MIT)', 'MIT'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['GPLv3', 'GPL-3.0-only'],
    ['GNU General Public License v3.0 or later', 'GPL-3.0-or-later'],
    ['BSD 3-Clause', 'BSD-3-Clause'],
    ['SIL Open Font License 1.1', 'OFL-1.1'],
    ['CC BY-NC 4.0', 'CC-BY-NC-4.0'],
    ['Creative Commons Attribution-ShareAlike 4.0 International', 'CC-BY-SA-4.0'],
    ['創用 CC 姓名標示-非商業性-禁止改作 3.0 台灣', 'LicenseRef-CC-BY-NC-ND-3.0-TW'],
    ['CC0', 'CC0-1.0'],
    ['政府資料開放授權條款－第1版', 'OGDL-Taiwan-1.0'],
    ['https://stock.example/eula', 'LicenseRef-unrecognised'],
  ])('%s is %s', (text, expression) => expect(named(text)).toBe(expression))

  test.each([
    'javascript:alert(1)', 'data:text/html,free', '© 2026 山友', 'free', 'Free to use!', '', 'see below',
    'MIT-ish', 'MIT OR', '(MIT', 'GPL-9.0-only WITH nothing',
  ])('%s is no licence', (text) => expect(named(text)).toBeUndefined()) // prettier-ignore

  test('terms of a site for its own works are those only there', () => {
    expect(named('https://unsplash.com/license', 'https://unsplash.com/photos/x')).toBe('LicenseRef-Unsplash')
    expect(named('https://unsplash.com/license')).toBe('LicenseRef-unrecognised')
  })

  test('CC of a version or element that does not exist is none', () => {
    for (const path of ['by/9.0', 'by-xx/4.0', 'free/4.0'])
      expect(named(`https://creativecommons.org/licenses/${path}/`)).toBe('LicenseRef-unrecognised')
  })

  test('an exception that covers linking makes copyleft weaker, any other does not', () => {
    expect(parseExpression('GPL-2.0-only WITH Classpath-exception-2.0')).toMatchObject({
      family: 'weakCopyleft',
    })
    expect(parseExpression('GPL-2.0-only WITH Font-exception-2.0')).toMatchObject({ family: 'copyleft' })
  })
})

describe('a licence text', () => {
  const full = createRequire(import.meta.url)('spdx-license-list/full') as Record<
    string,
    { licenseText: string }
  >
  const common = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause', 'Apache-2.0', 'GPL-2.0-only', 'GPL-3.0-only', 'LGPL-2.1-only', 'LGPL-3.0-only', 'AGPL-3.0-only', 'MPL-2.0', 'EPL-2.0', 'Unlicense', 'Zlib', 'BSL-1.0', 'OFL-1.1', 'WTFPL', 'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-NC-ND-4.0', 'CC-BY-3.0', 'CC-BY-SA-3.0', 'OGDL-Taiwan-1.0', 'ODbL-1.0', 'BUSL-1.1'] // prettier-ignore
  const of = (text: string) => {
    const terms = licenceOfText(text)
    return terms?.type === 'licence' ? terms.id : undefined
  }

  test.each(common)('of %s is known by its own words', (id) => expect(of(full[id]!.licenseText)).toBe(id))

  test('of any other listed licence is never taken for a freer one', () => {
    const freedom = ['publicDomain', 'permissive', 'attribution', 'openData']
    const mistaken = Object.entries(full)
      .map(([id, { licenseText }]) => ({ id, found: of(licenseText) }))
      .filter(({ id, found }) => found !== undefined && found !== id)
      .filter(
        ({ id, found }) =>
          freedom.includes(familyOf(found!)) &&
          !freedom.includes(familyOf(id)) &&
          familyOf(found!) !== familyOf(id),
      )
      .map(({ id, found }) => `${id} as ${found}`)
    expect(mistaken).toEqual([])
  })

  test('that only speaks of licences is none', () => {
    expect(
      of('This project is great. See the MIT page of the manual, which is long enough to be prose.'),
    ).toBeUndefined()
    expect(of('All rights reserved.')).toBeUndefined()
  })
})

test('every id a link leads to is listed, and its own address leads back to its family', () => {
  for (const id of [
    'MIT',
    'Apache-2.0',
    'GPL-3.0-only',
    'OGDL-Taiwan-1.0',
    'MPL-2.0',
    'CC-BY-4.0',
    'OFL-1.1',
  ]) {
    expect(isSpdxId(id)).toBe(true)
    const address = spdxAddress(id)
    if (address !== undefined && !address.includes('?'))
      expect(familyOf(named(address) ?? '')).toBe(familyOf(id))
  }
})
