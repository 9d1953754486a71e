import { describe, expect, test } from 'vitest'
import { readTracked, trackedFiles } from '../support/tracked-files.ts'

const folder = 'core/i18n/messages'
const areasOf = (locale: string) =>
  trackedFiles
    .filter((path) => path.startsWith(`${folder}/${locale}/`))
    .map((path) => path.slice(`${folder}/${locale}/`.length, -'.json'.length))
const areas = areasOf('zh-TW')

type Catalogue = ReadonlyMap<string, string>

describe('the messages', () => {
  test('have the same areas in both languages, all of them compiled', () => {
    expect(areasOf('en')).toEqual(areas)
    const { 'plugin.inlang.messageFormat': settings } = JSON.parse(
      readTracked('core/i18n/project.inlang/settings.json'),
    )
    expect([...settings.pathPattern].sort()).toEqual(
      areas.map((area) => `./messages/{locale}/${area}.json`).sort(),
    )
  })

  test.each(areas)('of %s say the same things with the same parameters in both languages', (area) => {
    const chinese = read('zh-TW', area)
    const english = read('en', area)
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    const different = [...chinese].filter(
      ([key, text]) => parametersOf(text) !== parametersOf(english.get(key) ?? ''),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('are never empty', () => {
    const empty = everywhere().filter(({ text }) => text.trim() === '')
    expect(empty.map(({ key }) => key)).toEqual([])
  })

  test('have one place each: no key in two areas, and no key that is also the branch of another', () => {
    const keys = areas.flatMap((area) => [...read('zh-TW', area).keys()])
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    const all = new Set(keys)
    const branches = keys.flatMap((key) =>
      key.split('.').map((_, depth, parts) => parts.slice(0, depth).join('.')),
    )
    expect(branches.filter((branch) => all.has(branch))).toEqual([])
  })

  test('in Chinese do not shout, and use the punctuation of Chinese', () => {
    const loud = everywhere().filter(
      ({ locale, text }) => locale === 'zh-TW' && /！|請注意|成功！|已成功|\p{Script=Han}[,;:?]/u.test(text),
    )
    expect(loud.map(({ key, text }) => `${key}: ${text}`)).toEqual([])
  })

  test('in English are English', () => {
    const chinese = everywhere().filter(
      ({ locale, text }) => locale === 'en' && /[，。；：？「」]/.test(text),
    )
    expect(chinese.map(({ key, text }) => `${key}: ${text}`)).toEqual([])
  })
})

function read(locale: string, area: string): Catalogue {
  return new Map(flatten('', JSON.parse(readTracked(`${folder}/${locale}/${area}.json`))))
}

function flatten(path: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither a text nor a branch`)
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$schema' ? [] : flatten(path === '' ? key : `${path}.${key}`, part),
  )
}

const parametersOf = (text: string): string =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join()

const everywhere = () =>
  ['zh-TW', 'en'].flatMap((locale) =>
    areas.flatMap((area) =>
      [...read(locale, area)].map(([key, text]) => ({ locale, key: `${area}: ${key}`, text })),
    ),
  )
