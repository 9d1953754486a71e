import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { agreesWithType, fileSignsOf } from '../../../core/policy/file-signs.ts'
import { insideMatters } from '../../../core/policy/inside-matters.ts'
import type { Observation, PolicySettings } from '../../../core/policy/verdict.ts'

const today = '2026-11-22' as IsoDate
const settings = (changes: Partial<PolicySettings> = {}): PolicySettings => ({
  entityType: 'private',
  ownDomains: ['erp.example.org'],
  rules: [],
  sites: [],
  exceptions: [],
  ...changes,
})
const download = (name: string, host: string, changes: Partial<Observation> = {}): Observation => ({
  direction: 'download',
  host,
  secure: true,
  file: fileSignsOf(name),
  inspection: { status: 'inspected', people: 0, counts: {} },
  ...changes,
})
const registered = {
  host: 'files.example',
  category: 'cloud',
  dataLocation: 'tw',
  allowedDataClasses: ['public'],
  validUntil: '2027-01-01',
}

describe('what is inside a download', () => {
  test('matters where nobody registered the site: it may hold a program (IP-03)', () => {
    expect(insideMatters(download('papers.zip', 'files.example'), settings(), today)).toBe(true)
    expect(insideMatters(download('report.pdf', 'files.example'), settings(), today)).toBe(true)
  })
  test('does not matter on a registered site, on the own domains, or where the rule is off', () => {
    const zip = download('papers.zip', 'files.example')
    expect(insideMatters(zip, settings({ sites: [registered] }), today)).toBe(false)
    expect(insideMatters(download('a.zip', 'erp.example.org'), settings(), today)).toBe(false)
    const off = [{ ruleId: 'IP-03', version: 1, enabled: false }]
    expect(insideMatters(zip, settings({ rules: off }), today)).toBe(false)
  })
  test('does not matter where it is a program by its name, or blocked anyway', () => {
    expect(insideMatters(download('setup.exe', 'files.example'), settings(), today)).toBe(false)
    expect(insideMatters(download('film.torrent', 'files.example'), settings(), today)).toBe(false)
    const lists = [{ category: 'piracy', hosts: ['films.example'] }]
    expect(insideMatters(download('film.zip', 'films.example'), settings({ lists }), today)).toBe(false)
  })
  test('matters of an archive from a stock site, whose own licence may allow it (IP-04)', () => {
    const lists = [{ category: 'media', hosts: ['files.example'] }]
    const stock = settings({ lists, sites: [{ ...registered, category: 'media' }] })
    expect(insideMatters(download('icons.zip', 'files.example'), stock, today)).toBe(true)
    const free = download('icons.zip', 'files.example', { rights: { decision: 'allow', duties: [] } })
    expect(insideMatters(free, stock, today)).toBe(false)
  })
})

test.each([
  ['report.pdf', 'application/pdf', true], ['poster.jpg', 'image/jpeg', true], ['名冊.csv', 'text/csv; charset=utf-8', true],
  ['report.pdf', 'application/octet-stream', false], ['report.pdf', '', false], ['report.pdf', 'application/x-msdownload', false],
  ['poster.jpg', 'text/html', false], ['name without an end', 'application/pdf', false],
])('%s declared as %j agrees with its type: %s', (name, type, agrees) => {
  expect(agreesWithType(name, type)).toBe(agrees)
}) // prettier-ignore
