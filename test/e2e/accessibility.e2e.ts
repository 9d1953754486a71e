import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, field, fill, until } from '../support/actions.ts'
import { exactlyEvents, eventsListed } from '../support/inbox.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { inventedWorkbook } from '../support/invented-workbook.ts'
import { languages } from '../support/language.ts'
import { noNotice, noticeProblems, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { pairExtension, speak } from '../support/pairing.ts'
import { openOrganization } from '../support/records.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, pageGot } from '../support/upload-page.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

const appearances = [
  ['zh-TW', 'light'],
  ['en', 'light'],
  ['zh-TW', 'dark'],
] as const

/** What the guard's dialog says: the file that makes it, and words it has in each language. */
const dialogs = [
  ['asks for a reason', 'nine.xlsx', { 'zh-TW': '填寫理由', en: 'Give a reason' }],
  ['blocks', 'twelve.xlsx', { 'zh-TW': '阻擋', en: 'Block' }],
  ['cannot inspect', 'empty.csv', { 'zh-TW': '無法檢查', en: 'Cannot inspect' }],
] as const

/** Together they take seconds to read, on any machine: each as large as the check still reads well within its time. */
const large = Array.from({ length: 6 }, (_, at) => `large-${at}.xlsx`)
const cancel = { 'zh-TW': '取消上傳', en: 'Cancel upload' }

/** Every screen; `record` and `event` are addresses of what is there after the first tests. */
const screens = (record: string, event: string) => [
  '#/today', '#/overview', '#/guard/pending', event, '#/guard/exceptions', '#/guard/report', '#/rules', '#/rules/try', '#/rules/sites', '#/registers', '#/devices', '#/members', '#/invite', '#/join', '#/storage', '#/settings', '#/more',
  '#/r/organization', '#/r/person', '#/r/siteRegister', '#/r/siteRegister/new', '#/r/correctiveAction/new', '#/output/O1.1.1', record, '#/nowhere',
] // prettier-ignore

describe.each(browserNames)('in %s, axe finds nothing', (name) => {
  const files = temporaryFolder('accessibility')
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    writeFileSync(join(files.path, 'nine.xlsx'), await workbookOf(inventPeople(9)))
    writeFileSync(join(files.path, 'twelve.xlsx'), await workbookOf(inventPeople(12)))
    writeFileSync(join(files.path, 'empty.csv'), '')
    const [first = '', ...more] = large.map((file) => join(files.path, file))
    writeFileSync(first, inventedWorkbook(10_000_000))
    for (const path of more) cpSync(first, path)
    stage = await setStage(name, { extension: true })
    app = await stage.browser.open(stage.app.url)
  })
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  test('on the first screen', async () => {
    await until(app, () => document.querySelector('main h1')?.textContent, null, 'the first screen')
    expect(await accessibilityProblems(app)).toEqual([])
    await go(app, '#/join')
    expect(await accessibilityProblems(app)).toEqual([])
    await go(app, '#/today')
    await createWorkspace(app)
    await pairExtension(stage, app)
  })

  test.each(languages)('in a dialog of the guard in %s, light or dark', async (language) => {
    const options = await stage.browser.open(stage.browser.extensionUrl('options.html'))
    await speak(options, language)
    await options.close()
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    const problems: string[] = []
    for (const [what, file, says] of dialogs) {
      await chooseIn(page, 'light', [join(files.path, file)])
      await seeNotice(page, says[language])
      for (const scheme of ['light', 'dark'] as const)
        problems.push(...(await noticeProblems(page, scheme)).map((one) => `${what}, ${scheme}: ${one}`))
      await page.press('Escape')
      await noNotice(page)
    }
    // A check that lasts: how much of it is read, and a way to stop it.
    await chooseIn(page, 'light', large.map((file) => join(files.path, file))) // prettier-ignore
    await seeNotice(page, '%')
    for (const scheme of ['light', 'dark'] as const)
      problems.push(...(await noticeProblems(page, scheme)).map((one) => `progress, ${scheme}: ${one}`))
    await pressInNotice(page, cancel[language])
    await noNotice(page)
    expect(await pageGot(page)).not.toContain('chose')
    await page.close()
    expect(problems).toEqual([])
  })

  test('except a fault planted in the dialog, which is found there', async () => {
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(page, 'light', [join(files.path, 'empty.csv')])
    await seeNotice(page, 'CI-01')
    await page.inClosedRoot(
      '[data-countersign-notice]',
      (root) => {
        root.querySelector('dialog .in')?.append(document.createElement('textarea'))
      },
      null,
    )
    expect(await noticeProblems(page, 'light')).toEqual([expect.stringMatching(/^label:/)])
    await page.press('Escape')
    await noNotice(page)
    await page.close()
  })

  test('makes an event and a history for the screens to show', async () => {
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(page, 'light', [join(files.path, 'nine.xlsx')])
    await seeNotice(page, '9')
    // The guard was left speaking English.
    await writeInNotice(page, 'Why it must be sent', '配合年度稽核送交抽查名冊')
    await pressInNotice(page, 'Upload with this reason')
    await noNotice(page)
    await page.close()
    // Those cancelled in each language, the one with the fault, and this one.
    await exactlyEvents(app, dialogs.length * languages.length + 2)
    await openOrganization(app)
    await fill(app, '組織名稱（英）', 'Lanshan Precision')
    await click(app, { ...button('儲存'), part: true, within: 'main' })
    await until(app, () => document.querySelector('main .line.clean') !== null || undefined, null, 'the save')
  })

  test.each(appearances)('on any screen of the application in %s, %s', async (language, theme) => {
    await app.evaluate(choosePreference, { language, theme })
    await app.reload()
    await until(app, () => document.querySelector('main h1')?.textContent, null, 'a screen')
    expect(
      await app.evaluate(() => [document.documentElement.lang.slice(0, 2), document.documentElement.dataset['theme']], null), // prettier-ignore
    ).toEqual([language.slice(0, 2), theme])
    await go(app, '#/guard/all')
    await until(
      app,
      () => document.querySelector('main nav [data-event] a') !== null || undefined,
      null,
      'an event',
    )
    const [event] = await eventsListed(app)
    await go(app, '#/r/organization')
    const record = await until(app, firstRecord, null, 'a record in the register')
    const problems: string[] = []
    const check = async (where: string) =>
      problems.push(...(await accessibilityProblems(app)).map((problem) => `${where} ${problem}`))
    for (const hash of screens(record, event ?? '')) {
      await go(app, hash)
      await check(hash)
    }
    await go(app, '#/members')
    await click(app, { ...button(language === 'en' ? 'Change roles…' : '變更角色…'), within: 'main' })
    await until(
      app,
      () => document.querySelector('[role=dialog] [role=group]') !== null || undefined,
      null,
      'the roles',
    )
    await check('#/members roles')
    await app.press('Escape')
    await go(app, record)
    for (const tab of language === 'en' ? ['Relations', 'History', 'Approvals'] : ['關聯', '歷程', '簽核']) {
      await click(app, { ...button(tab), part: true, within: 'main' })
      await check(`${record} ${tab}`)
    }
    expect(problems).toEqual([])
    expect(app.problems()).toEqual([])
  })

  test('in an open list of records', async () => {
    await go(app, '#/r/correctiveAction/new')
    await click(app, field('責任單位'))
    await app.type('資')
    await until(
      app,
      () => document.querySelector('main [role=listbox] [role=option]') !== null || undefined,
      null,
      'the list',
    )
    expect(await accessibilityProblems(app)).toEqual([])
  })

  test.each(languages)('on any page of the extension in %s', async (language) => {
    const { browser } = stage
    const options = await browser.open(browser.extensionUrl('options.html'))
    await speak(options, language)
    const problems: string[] = []
    for (const path of ['options.html', 'onboarding.html', 'popup.html']) {
      await options.goto(browser.extensionUrl(path))
      await until(options, () => document.querySelector('h1')?.textContent.trim(), null, path)
      problems.push(...(await accessibilityProblems(options)).map((problem) => `${path} ${problem}`))
    }
    await options.close()
    expect(problems).toEqual([])
  })
})

async function go(tab: Tab, hash: string): Promise<void> {
  // A page behind another one is not drawn, and its transitions never end.
  await tab.front()
  await tab.evaluate((next) => {
    location.hash = next
  }, hash)
  await until(tab, screenIsCalm, hash, `screen ${hash}`)
}

/** The heading is there and nothing moves any more. */
function screenIsCalm(hash: string): true | undefined {
  const moving = document.getAnimations().some((animation) => animation.playState === 'running')
  const loading = document.querySelector('main .sk, main [aria-busy=true]')
  return (location.hash === hash && document.querySelector('main h1') && !moving && !loading) || undefined
    ? true
    : undefined
}

function firstRecord(): string | undefined {
  return (
    document.querySelector('main a[href^="#/r/organization/"]:not([href$="/new"])')?.getAttribute('href') ??
    undefined
  )
}

function choosePreference({ language, theme }: { readonly language: string; readonly theme: string }): void {
  const key =
    Object.keys(localStorage).find((name) => localStorage.getItem(name)?.includes('density')) ??
    'countersign.preferences'
  localStorage.setItem(key, JSON.stringify({ locale: language, theme, density: 'comfortable' }))
}
