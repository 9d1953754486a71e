import { describe, expect, test } from 'vitest'
import type { RecordType, Values } from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { validate } from '../../../core/model/validate.ts'
import { ipCheck } from '../../../core/records/rights/ip-check.ts'
import { licenseItem } from '../../../core/records/rights/license-item.ts'
import { creditLine } from '../../../core/rights/credit-line.ts'
import {
  licenceBases,
  recordsOfDownload,
  type DownloadAnswers,
} from '../../../core/rights/download-answers.ts'
import { statementOfFiles } from '../../../core/rights/statement-of-files.ts'
import { summariseRights } from '../../../core/rights/summarise-rights.ts'
import { anId } from '../../support/ids.ts'
import { deed, figure, jsonLd, picture, rightsIn } from '../../support/saved-page.ts'

const today = '2026-11-23' as IsoDate
const by = rightsIn(jsonLd({ '@type': 'ImageObject', contentUrl: picture, license: deed('by'), name: '玉山主峰', creator: { name: '林小山' }, copyrightYear: '2025' })) // prettier-ignore
const answers = (more: Partial<DownloadAnswers> = {}): DownloadAnswers => ({
  kind: 'image', name: '玉山主峰照片', host: 'blog.example', use: 'publish', basis: 'creativeCommons', statement: by, on: today, ...more,
}) // prettier-ignore
const fits = (type: RecordType, values: Values, state: string) =>
  validate(
    type,
    values,
    { today, state, createdAt: today, id: anId(type.prefix), related: () => undefined },
    'transition',
  )

describe('the credit line', () => {
  test('names title, author, year, licence with its deed, and source, in both languages', () => {
    expect(creditLine(by, 'zh-TW')).toBe(
      '「玉山主峰」，作者 林小山（2025），採用 創用 CC 姓名標示 4.0 國際（https://creativecommons.org/licenses/by/4.0/），來源 https://blog.example/articles/mountain',
    )
    expect(creditLine(by, 'en')).toBe(
      '"玉山主峰", by 林小山 (2025), licensed under CC BY 4.0 International (https://creativecommons.org/licenses/by/4.0/), from https://blog.example/articles/mountain',
    )
  })
  test('of the port of Taiwan says so and leads to its deed', () => {
    const tw = rightsIn(figure(`<a rel="license" href="${deed('by-nc-sa', '3.0', 'tw/deed.zh_TW')}">CC</a>`))
    expect(creditLine(tw, 'zh-TW')).toContain(
      '創用 CC 姓名標示-非商業性-相同方式分享 3.0 台灣（https://creativecommons.org/licenses/by-nc-sa/3.0/tw/）',
    )
  })
  test('takes nothing over from behind the question mark of the page', () => {
    const page = rightsIn(figure(`<a rel="license" href="${deed('by')}">CC</a>`))
    expect(
      creditLine({ ...page, credit: { source: 'https://blog.example/a?session=s3cret' } }, 'en'),
    ).not.toContain('s3cret')
  })
  test('does not exist where no licence is in force: it would look like one', () => {
    expect(creditLine(rightsIn('<p>x</p>'), 'en')).toBeUndefined()
    expect(creditLine(rightsIn(figure('© 林小山 版權所有')), 'en')).toBeUndefined()
  })
  test('of fair use names the source and no licence (著作權法 Art. 64)', () => {
    expect(creditLine(rightsIn('<p>x</p>'), 'zh-TW', 'fairUse')).toBe(
      '來源 https://blog.example/articles/mountain',
    )
  })
})

describe('the records of a download', () => {
  test.each(licenceBases)(
    'on the ground of %s fit their types, but for what a person has to prove',
    (basis) => {
      const more = { purchased: { licenceRef: '採購單 115-0342', seats: 3 }, creativeCommons: {}, officialLicence: { licenceRef: '授權書 115-7', vendor: '山友社' }, ownWork: {}, fairUse: { fairUse: { purpose: '教學', nature: '攝影', amount: '一張', effect: '無' } } }[basis] // prettier-ignore
      const {
        licenseItem: item,
        ipCheckItem,
        ipCheck: check,
      } = recordsOfDownload(answers({ basis, ...more }), 'zh-TW')
      expect(item === undefined).toBe(basis === 'ownWork')
      if (item) {
        expect(fits(licenseItem, item, 'active')).toEqual([])
        expect(licenseItem.computed?.['conforms']?.(item, { today, state: 'active', createdAt: today, id: anId('LIC'), related: () => undefined })).toBe(true) // prettier-ignore
      }
      const row = { rowId: 'r', ...ipCheckItem }
      expect(fits(ipCheck, { ...check, unitId: anId('UNIT'), items: [row] }, 'planned').filter(({ column }) => column !== 'result' && column !== undefined)).toEqual([]) // prettier-ignore
      expect(check['period']).toBe('115')
    },
  )

  test('under a licence that allows the use conform, with the line to print', () => {
    const { licenseItem: item, ipCheckItem } = recordsOfDownload(answers(), 'zh-TW')
    expect(item).toMatchObject({
      licenceType: 'cc',
      vendor: '林小山',
      quantity: 0,
      source: 'blog.example',
      startAt: today,
    })
    expect(ipCheckItem).toMatchObject({
      category: 'image',
      source: 'blog.example',
      licence: '創用 CC 姓名標示 4.0 國際',
      result: 'conform',
      creditLine: creditLine(by, 'zh-TW'),
    })
    expect(item?.['scopeText']).toContain('對外發布')
  })

  test('under one that forbids the use do not, and where it has to be asked nobody decides for the person', () => {
    const nc = rightsIn(figure(`<a rel="license" href="${deed('by-nc')}">CC</a>`))
    const resultOf = (more: Partial<DownloadAnswers>) =>
      recordsOfDownload(answers(more), 'en').ipCheckItem['result']
    expect(resultOf({ statement: nc, use: 'marketing' })).toBe('nonConform')
    expect(resultOf({ statement: nc, use: 'publish' })).toBeUndefined()
    expect(resultOf({ statement: rightsIn('<p>x</p>'), use: 'publish' })).toBe('nonConform')
    expect(resultOf({ basis: 'purchased' })).toBeUndefined()
  })

  test('say subscription where there is an end, open source for software, public domain where it is', () => {
    const typeOf = (more: Partial<DownloadAnswers>) =>
      recordsOfDownload(answers(more), 'en').licenseItem?.['licenceType']
    expect(typeOf({ basis: 'purchased', until: '2027-11-22' as IsoDate })).toBe('subscription')
    expect(typeOf({ basis: 'purchased' })).toBe('perpetual')
    const mit = statementOfFiles('a.zip', [{ name: 'package.json', text: '{"license":"MIT"}' }])
    expect(typeOf({ kind: 'software', statement: mit })).toBe('openSource')
    const cc0 = rightsIn(
      figure('<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">0</a>'),
    )
    expect(typeOf({ statement: cc0 })).toBe('publicDomain')
  })

  test('of fair use keep the four answers of Art. 65', () => {
    const fairUse = { purpose: '院內教學', nature: '攝影著作', amount: '十張之一', effect: '不影響販售' }
    const { ipCheckItem } = recordsOfDownload(answers({ basis: 'fairUse', fairUse }), 'zh-TW')
    for (const answer of Object.values(fairUse)) expect(ipCheckItem['scope']).toContain(answer)
  })
})

test('what rules are told holds neither address nor author nor title', () => {
  expect(summariseRights(by)).toEqual({ decision: 'attribute', duties: ['attribution', 'stateChanges'] })
  expect(summariseRights(by, 'internalCopy')).toEqual({ decision: 'allow', duties: [] })
  expect(summariseRights(rightsIn('<p>x</p>'))).toEqual({ decision: 'unknown', duties: [] })
  expect(summariseRights(rightsIn(figure('© 林小山 版權所有')))).toEqual({ decision: 'forbid', duties: [] })
})
