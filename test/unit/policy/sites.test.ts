import { describe, expect, test } from 'vitest'
import {
  accusingCategories,
  siteCategories,
  siteStarters,
  starterHosts,
  starterStatus,
} from '../../../core/libraries/site-starters.ts'
import { hasMessage } from '../../../core/i18n/index.ts'
import { readHostList } from '../../../core/policy/read-host-list.ts'
import { regionOfDomain } from '../../../core/policy/region-of-domain.ts'
import { describeSite } from '../../../core/policy/site.ts'
import { eventContentShape } from '../../../core/events/event-content.ts'
import { listed, settings, site, today } from './cases.ts'

const seen = (host: string, by = {}) => describeSite(host, settings(by), today)

describe('the starters', () => {
  test.each(['genai', 'mail', 'messenger', 'transfer', 'cloud', 'media', 'publisher'] as const)(
    'of %s are hosts, each in one category only',
    (category) => {
      const hosts = starterHosts(category).map(({ host }) => host)
      expect(hosts.length).toBeGreaterThan(5)
      expect(readHostList(hosts.join('\n'))).toEqual({ hosts, repeated: 0, refused: [], refusedCount: 0 })
    },
  )
  test('name no host twice', () => {
    const all = siteCategories.flatMap((category) => starterHosts(category))
    expect(all.length).toBe(siteStarters.size)
  })
  test.each(accusingCategories)('of %s are empty: an accusation is the organisation’s own', (category) => {
    expect(starterHosts(category)).toEqual([])
  })
  test('say that nobody verified them', () => {
    expect(starterStatus.status).toBe('unverified')
  })
  test.each(siteCategories)('%s has a name, and an event can say what it is', (category) => {
    expect(hasMessage(`records.siteList.fields.category.options.${category}`)).toBe(true)
    const coarse = seen('a.example', { lists: [listed(category, 'a.example')] }).category
    expect(eventContentShape.shape.category.safeParse(coarse).success).toBe(true)
  })
})

describe('a site', () => {
  test('is known by the nearest name: mail and drive of one company are different things', () => {
    expect(seen('mail.google.com').categories).toEqual(['mail'])
    expect(seen('drive.google.com').categories).toEqual(['cloud'])
    expect(seen('www.google.com').categories).toEqual([])
    expect(seen('chat.deepseek.com')).toMatchObject({ categories: ['genai'], region: 'cn' })
    expect(seen('notdeepseek.com').categories).toEqual([])
  })
  test('may be several things at once', () => {
    const lists = [listed('dangerousProduct', 'deepseek.com')]
    expect(seen('deepseek.com', { lists }).categories).toEqual(['dangerousProduct', 'genai'])
  })
  test('is what the register says before what a starter says, and lists add to it', () => {
    const sites = [site({ host: 'claude.ai', category: 'other' })]
    expect(seen('claude.ai', { sites }).categories).toEqual(['other'])
    expect(seen('claude.ai', { sites, lists: [listed('piracy', 'claude.ai')] }).categories).toEqual(['other', 'piracy']) // prettier-ignore
  })
  test('loses its starter once the organisation adopted the category without it', () => {
    const lists = [{ ...listed('genai', 'chatgpt.com'), replacesStarter: true }]
    expect(seen('chatgpt.com', { lists }).categories).toEqual(['genai'])
    expect(seen('claude.ai', { lists }).categories).toEqual([])
    expect(seen('dropbox.com', { lists }).categories).toEqual(['cloud'])
  })
  test('whose adopted list says no place keeps the place of its starter', () => {
    const lists = [{ ...listed('genai', 'deepseek.com'), replacesStarter: true }]
    expect(seen('deepseek.com', { lists })).toMatchObject({ categories: ['genai'], region: 'cn' })
  })
  test('under a listed host is listed, beside it is not', () => {
    const lists = [listed('piracy', 'films.example', 'one.host.example')]
    expect(seen('www.films.example', { lists }).categories).toEqual(['piracy'])
    expect(seen('host.example', { lists }).categories).toEqual([])
  })
  test('of the organisation itself counts as registered and approved, under it too', () => {
    expect(seen('hr.our.example.org')).toMatchObject({ own: true, registered: true, approved: true })
    expect(seen('notour.example.org')).toMatchObject({ own: false, registered: false })
  })
  test('whose approval is over is not registered and says no place', () => {
    const sites = [site({ validUntil: '2026-11-21', dataLocation: 'tw' })]
    expect(seen('files.example', { sites })).toMatchObject({ registered: false, approved: false, region: 'unknown' }) // prettier-ignore
  })
})

test.each([
  ['portal.gov.tw', 'tw'], ['例子.xn--kpry57d', 'tw'], ['a.cn', 'cn'], ['a.com.hk', 'hk'], ['a.mo', 'mo'], ['a.jp', 'jp'],
  ['a.com', 'unknown'], ['a.io', 'unknown'], ['constructor', 'local'], ['a.constructor', 'unknown'],
  ['localhost', 'local'], ['intranet', 'local'], ['127.0.0.1', 'local'], ['10.1.2.3', 'local'], ['192.168.0.9', 'local'],
  ['172.16.0.1', 'local'], ['172.32.0.1', 'unknown'], ['192.0.2.7', 'unknown'], ['nas.local', 'local'],
])('%s by its name alone: %s', (host, region) => {
  expect(regionOfDomain(host)).toBe(region)
}) // prettier-ignore
