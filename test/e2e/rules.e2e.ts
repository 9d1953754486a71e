import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, choose, click, fill, see, shows, until } from '../support/actions.ts'
import type { Tab } from '../support/browser.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { chineseLeft } from '../support/language.ts'
import { findLeaks } from '../support/leak.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createWorkspace } from '../support/workspace.ts'

const appearances = [
  ['zh-TW', 'light'],
  ['en', 'light'],
  ['zh-TW', 'dark'],
] as const
const tabs = ['rules', 'try/PD-01', 'sites', 'exceptions']
const people = inventPeople(12)
const hostile = [
  'films.example.com',
  '<img src=x onerror=alert(1)>.example.com',
  'https://films.example.net/one/page',
  'com.tw',
  '*.books.example.org',
  'films\u202e.example.com',
].join('\n')

describe.each(browserNames)('the rules of the guard in %s', (name) => {
  const files = temporaryFolder('rules')
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    writeFileSync(join(files.path, 'films.txt'), hostile)
    writeFileSync(join(files.path, 'twelve.xlsx'), await workbookOf(people))
    stage = await setStage(name, { extension: false })
    app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
  })
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  test('are listed with default, law and condition, and a draft changes nothing yet', async () => {
    await open(app, 'rules')
    for (const words of ['PD-01', 'AI-01', 'IP-04', 'CI-01']) await see(app, words, 'main')
    await click(app, { role: 'button', name: 'PD-06', part: true, within: 'main' })
    await see(app, '資料在中國大陸或香港或澳門', 'main')
    await see(app, '個資法第 21 條', 'main')
    await click(app, { ...button('調整'), within: 'main li:has(summary)', part: true })
    await see(app, '偵測規則調整', 'main')
    await open(app, 'rules')
    await see(app, '有草稿，還沒生效', 'main')
    await see(app, '同預設', 'main')
  })

  test('can be tried on a text: what would fire, with masked samples, and nothing is kept', async () => {
    await open(app, 'try/PD-01')
    const [first] = people
    if (!first) throw new Error('nobody was invented')
    await fill(app, '文字', `${first.name}先生，身分證字號 ${first.nationalId}，請寄回。`)
    await see(app, '會觸發', 'main [role=status]')
    await see(app, '國民身分證統一編號上傳至未核准網站', 'main [role=status]')
    expect(await shows(app, first.nationalId, 'main [role=status]')).toBe(false)
    await see(app, '****', 'main [role=status]')
    await choose(app, '當作', '生成式 AI')
    await see(app, 'AI-01', 'main [role=status]')
    await choose(app, '動作', '下載')
    await see(app, '沒有規則會觸發', 'main [role=status]')
    expect(await findLeaks(app, [first.nationalId, first.name])).toEqual([])
  })

  test('can be tried on a file, and the escalation to blocking is seen', async () => {
    await open(app, 'try')
    await choose(app, '動作', '上傳')
    await choose(app, '當作', '依網站判斷')
    // What was tried before is tried again once the file is taken away.
    await fill(app, '文字', ' ')
    await app.chooseFiles(() => document.querySelector<HTMLInputElement>('main input[type=file]')!, [
      join(files.path, 'twelve.xlsx'),
    ])
    await see(app, '動作是「阻擋」', 'main [role=status]')
    await see(app, 'PD-01', 'main [role=status]')
    expect(await findLeaks(app, people.map(({ nationalId }) => nationalId))).toEqual([])
  }) // prettier-ignore

  test('can be tried on a PDF, whose reader comes with the first one and stays without a network', async () => {
    // Nobody loads the reader of PDFs who tries none; whoever did has it without a network.
    expect(await app.evaluate(keptReader, null)).toEqual([])
    const tryPdf = async () => {
      await click(app, { ...button('移除檔案'), within: 'main' })
      await until(app, () => !document.querySelector('main [role=status]')!.textContent.includes('人') || undefined, null, 'the empty trial') // prettier-ignore
      await app.chooseFiles(
        () => document.querySelector<HTMLInputElement>('main input[type=file]')!,
        [join(import.meta.dirname, '../fixtures/files/list-12.pdf')],
      )
      await see(app, '12 人', 'main [role=status]')
    }
    await tryPdf()
    expect(await app.evaluate(keptReader, null)).toEqual(
      expect.arrayContaining(['pdf.min.mjs', 'pdf.worker.min.mjs']),
    )
    await app.setOffline(true)
    await tryPdf()
    await app.setOffline(false)
  })

  test('take a list of sites from a file: what is refused is said with its line, and the rest waits as a draft', async () => {
    await open(app, 'sites')
    await see(app, '待查證', 'main')
    await click(app, { ...button('匯入… 侵權影音與書籍'), within: 'main' })
    await app.chooseFiles(() => document.querySelector<HTMLInputElement>('[role=dialog] input[type=file]')!, [
      join(files.path, 'films.txt'),
    ])
    await see(app, '收下 2 個網域', '[role=dialog]')
    for (const words of ['4 行不收', '第 2 行', '有路徑', '公用字尾', '含看不見的字元'])
      await see(app, words, '[role=dialog]')
    await fill(app, '來源', '法務彙整 115/11/10')
    expect(await accessibilityProblems(app)).toEqual([])
    await click(app, button('存成草稿（2 個網域）'))
    await until(app, () => document.querySelector('[role=dialog]') === null || undefined, null, 'the end of the dialog') // prettier-ignore
    await see(app, '草稿，未套用', 'main')

    await open(app, 'try/IP-01')
    await choose(app, '動作', '瀏覽')
    await fill(app, '網站', 'www.films.example.com')
    await see(app, '不會觸發', 'main [role=status]')
    await click(app, { role: 'choice', name: '把草稿也算進去' })
    await see(app, '組織列為侵權的影音或書籍網站', 'main [role=status] ul')
    expect(app.problems()).toEqual([])
  }) // prettier-ignore

  test('let a starter list be adopted as a draft nobody has verified', async () => {
    await open(app, 'sites')
    await click(app, { ...button('採用起始清單… 生成式 AI'), within: 'main' })
    await see(app, '生成式 AI（起始清單', 'main')
    await see(app, '待查證', 'main')
    await open(app, 'sites')
    await see(app, '草稿，未套用', 'main')
  })

  test.each(appearances)('are shown without an axe finding in %s, %s', async (language, theme) => {
    await app.evaluate(
      (chosen) => localStorage.setItem('countersign.preferences', JSON.stringify({ ...chosen, density: 'comfortable' })),
      { locale: language, theme },
    )
    await app.reload()
    const problems: string[] = []
    const left: string[] = []
    for (const tab of tabs) {
      await open(app, tab)
      await app.evaluate(() => document.querySelectorAll('main details').forEach((one) => ((one as HTMLDetailsElement).open = true)), null)
      problems.push(...(await accessibilityProblems(app)).map((problem) => `${tab} ${problem}`))
      if (language === 'en') left.push(...(await chineseLeft(app, data)).map((words) => `${tab} ${words}`))
    }
    expect(problems).toEqual([])
    expect(left).toEqual([])
  }) // prettier-ignore
})

/** Names of the reader's files that the service worker keeps. */
async function keptReader(): Promise<readonly (string | undefined)[]> {
  const names = await caches.keys()
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  return all.flat().flatMap(({ url }) => (url.includes('/pdf-') ? url.split('/').at(-1) : []))
}

/** Written by the person of the first screen. */
const data = [
  '嵐山精密股份有限公司',
  '歐陽嵐山',
  '資訊室',
  '生成式 AI（起始清單 2026-11-01）',
  '繁體中文',
  'films',
  '簽',
]

async function open(tab: Tab, place: string): Promise<void> {
  await tab.evaluate((next) => {
    location.hash = `#/rules/${next}`
  }, place)
  await until(
    tab,
    (next) => (location.hash === `#/rules/${next}` && document.querySelector('main h1') && !document.querySelector('main .sk') && document.querySelector('main [role=tabpanel] :is(ul, .rf, .empty)') !== null) || undefined, // prettier-ignore
    place,
    `the tab ${place}`,
  )
}
