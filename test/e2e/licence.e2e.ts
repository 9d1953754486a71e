import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, link, see, until } from '../support/actions.ts'
import type { Tab } from '../support/browser.ts'
import { arrived, pressLink } from '../support/downloads.ts'
import { exactlyEvents } from '../support/inbox.ts'
import { noNotice, noticeProblems, pressInNotice, seeNotice } from '../support/notice.ts'
import { pairExtension } from '../support/pairing.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'

describe.each(browserNames)('the licence of a download, in %s,', (name) => {
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    stage = await setStage(name, { extension: true })
    app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
    await pairExtension(stage, app)
  }, 120_000)
  afterAll(() => stage.strike())

  test('is asked by a form without fault to axe, and reaches the inbox with its answers', async () => {
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'licensed.html'))
    await pressLink(page, stage.site.url('drive.example.com', 'get/hill.jpg?size=8000'))
    expect(await seeNotice(page, 'IP-04')).toContain('姓名標示')
    const problems: string[] = []
    for (const scheme of ['light', 'dark'] as const)
      problems.push(...(await noticeProblems(page, scheme)).map((one) => `${scheme}: ${one}`))
    expect(problems).toEqual([])
    await page.press('1')
    await pressInNotice(page, '記下授權並下載')
    await noNotice(page)
    await arrived(stage.browser, 'hill.jpg', 8000)
    await page.close()

    await exactlyEvents(app, 1)
    await click(app, { ...link('IP-04'), part: true, within: 'main nav [data-event]' })
    await see(app, '下載時填的授權', 'article')
    await see(app, 'CC-BY-4.0', 'article')
  })

  test('becomes a licence item and a row of the check with its credit line, in one press and once', async () => {
    const credit = await until(app, creditLine, null, 'the credit line in the inbox')
    expect(credit).toContain('example.com')
    expect(credit).toContain('姓名標示 4.0')
    await click(app, button('登錄授權並列入檢查'))
    await see(app, '已建立授權品項，並列入智慧財產檢查')
    expect(await accessibilityProblems(app, 'article')).toEqual([])

    // The button gave way to the check it made: a second press has nothing to press.
    await click(app, link('看智慧財產檢查'))
    await until(app, () => location.hash.startsWith('#/r/ipCheck/') || undefined, null, 'the check')
    await until(app, holdsText, credit, `the credit line 「${credit}」 in the check`)
    await until(app, holdsText, '圖片（example.com）', 'the work in the check')
    expect(await recordsIn(app, 'ipCheck')).toHaveLength(1)
    expect(await recordsIn(app, 'licenseItem')).toEqual([expect.stringContaining('圖片（example.com）')])
    expect(app.problems()).toEqual([])
  })
})

function creditLine(): string | undefined {
  const labels = [...document.querySelectorAll<HTMLElement>('article section .l')]
  const label = labels.find((one) => one.innerText.includes('標示文字'))
  return (label?.nextElementSibling as HTMLElement | null | undefined)?.innerText.trim()
}

/** Said on the screen, or held by a field of the open record. */
function holdsText(text: string): true | undefined {
  const fields = [
    ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main input, main textarea'),
  ]
  const said = document.querySelector('main')?.textContent ?? ''
  return fields.some(({ value }) => value.includes(text)) || said.includes(text) || undefined
}

/** The rows of a register, as text, once it has any. */
async function recordsIn(app: Tab, type: string): Promise<readonly string[]> {
  await app.evaluate((hash) => {
    location.hash = hash
  }, `#/r/${type}`)
  return await until(app, rowsOfRegister, `#/r/${type}/`, `a row of ${type}`)
}

function rowsOfRegister(address: string): readonly string[] | undefined {
  const links = [...document.querySelectorAll(`main a[href^="${address}"]:not([href$="/new"])`)]
  const rows = [...new Set(links.map((one) => one.closest('tr, li, [role=row]') ?? one))]
  return rows.length > 0 ? rows.map((row) => row.textContent ?? '') : undefined
}
