import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, link, see, until } from '../support/actions.ts'
import { openInbox } from '../support/inbox.ts'
import { findLeaks } from '../support/leak.ts'
import { listedForms } from '../support/listed-forms.ts'
import { nextDay } from '../support/next-day.ts'
import {
  noNotice,
  noticeProblems,
  noticeText,
  pressInNotice,
  seeNotice,
  writeInNotice,
} from '../support/notice.ts'
import { ownEvents } from '../support/own-events.ts'
import { pairExtension } from '../support/pairing.ts'
import { seedSites } from '../support/seeded-sites.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { chooseIn } from '../support/upload-page.ts'
import { agency, createWorkspace, privateCompany } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'
import type { TestSite } from '../support/test-sites.ts'

describe.each(browserNames)('a visited page in %s', (name) => {
  let stage: Stage
  let app: Tab
  let page: Tab

  const start = async (workspace: typeof agency) => {
    stage = await setStage(name, { extension: true })
    app = await stage.browser.open(stage.app.url)
    await createWorkspace(app, workspace)
    await seedSites(app, [
      { host: 'erp.example.org', as: 'own' },
      { host: 'films.example', as: 'piracy' },
      { host: 'keys.example', as: 'crack' },
      { host: 'bait.example', as: 'phishing' },
      { host: 'devices.example', as: 'dangerousProduct' },
      { host: 'erase-marks.example', as: 'watermark' },
    ])
    await pairExtension(stage, app)
  }
  const open = async () => {
    page = await stage.browser.open(stage.site.url('drive.example.com', 'visited.html'))
  }
  const visit = (site: TestSite, file = 'visited.html') => page.goto(stage.site.url(site, file))
  const heard = () => page.evaluate(() => document.querySelector('#got')?.textContent ?? '', null)
  const address = () => page.evaluate(() => location.hostname, null)
  const latest = async () => (await ownEvents(stage.browser)).at(-1)

  describe('of a company', () => {
    beforeAll(() => start(privateCompany), 120_000)
    afterAll(() => stage.strike())
    beforeEach(open)
    afterEach(() => page.close())

    test('that no rule speaks of is left alone', async () => {
      const before = (await ownEvents(stage.browser)).length
      await visit('other.example.net')
      await page.evaluate(() => document.querySelector<HTMLInputElement>('#line')?.focus(), null)
      await page.type('abc')
      expect(await heard()).toContain('typed')
      expect(await ownEvents(stage.browser)).toHaveLength(before)
    })

    test('that a rule blocks is covered: neither keys nor clicks reach it, and leaving goes back', async () => {
      await visit('keys.example')
      const notice = await seeNotice(page, 'IP-02')
      expect(notice).toContain('送出例外申請')
      expect([...(await noticeProblems(page, 'light')), ...(await noticeProblems(page, 'dark'))]).toEqual([])
      await page.evaluate(() => document.querySelector<HTMLInputElement>('#line')?.focus(), null)
      const button = await page.evaluate(() => {
        const { x, y } = document.querySelector('#press')!.getBoundingClientRect()
        return { x: x + 4, y: y + 4 }
      }, null)
      await page.type('abc')
      await page.clickAt(button)
      expect(await heard()).toBe('')
      await pressInNotice(page, '離開這一頁')
      await expect.poll(address, { timeout: 10_000 }).toBe('drive.example.com')
      expect(await latest()).toMatchObject({
        ruleId: 'IP-02',
        action: 'block',
        direction: 'navigate',
        host: 'keys.example',
      })
    })

    test('that a rule warns of goes on once a person says so, and asks no more that day', async () => {
      await visit('films.example')
      await seeNotice(page, 'IP-01')
      await pressInNotice(page, '仍要繼續')
      await noNotice(page)
      expect(await latest()).toMatchObject({ ruleId: 'IP-01', action: 'warn', userDecision: 'proceed' })
      const count = (await ownEvents(stage.browser)).length
      await visit('films.example', 'licensed.html')
      await until(page, () => document.querySelector('main') !== null || undefined, null, 'the page')
      expect(await noticeText(page)).toBeUndefined()
      expect(await ownEvents(stage.browser)).toHaveLength(count)
    })

    test('of a phishing site or of a listed product is warned of, and so is an upload where rights marks are erased', async () => {
      for (const [site, rule] of [['bait.example', 'SE-01'], ['devices.example', 'PR-01']] as const) {
        await visit(site)
        await seeNotice(page, rule)
        await pressInNotice(page, '仍要繼續')
        await noNotice(page)
        expect(await latest()).toMatchObject({ ruleId: rule, action: 'warn', userDecision: 'proceed' })
      }
      await visit('erase-marks.example', 'upload.html')
      await chooseIn(page, 'light', [join(import.meta.dirname, '../fixtures/pages/visited.js')])
      await seeNotice(page, 'IP-05')
      await pressInNotice(page, '取消上傳')
      await noNotice(page)
      expect(await latest()).toMatchObject({ ruleId: 'IP-05', direction: 'upload', userDecision: 'cancel' })
    }) // prettier-ignore

    test('of an AI service is recorded once a day, with a word in passing', async () => {
      await visit('monica.im')
      await seeNotice(page, 'AI')
      expect(await latest()).toMatchObject({ ruleId: 'AI-04', action: 'log', host: 'monica.im' })
      await page.evaluate(() => document.querySelector<HTMLInputElement>('#line')?.focus(), null)
      await page.type('abc')
      expect(await heard()).toContain('typed')
      const count = (await ownEvents(stage.browser)).length
      await visit('monica.im', 'licensed.html')
      await until(page, () => document.querySelector('main') !== null || undefined, null, 'the page')
      expect(await ownEvents(stage.browser)).toHaveLength(count)
    })

    test('of the own domain is recorded once a day for each form without its notice or in no inventory', async () => {
      const before = (await ownEvents(stage.browser)).length
      await visit('erp.example.org', 'own-form-notice.html')
      await expect
        .poll(async () => (await ownEvents(stage.browser)).length, { timeout: 10_000 })
        .toBe(before + 2)
      await visit('erp.example.org', 'own-form.html')
      await expect
        .poll(latest, { timeout: 10_000 })
        .toMatchObject({ ruleId: 'PD-08', action: 'log', furtherRules: [{ ruleId: 'PD-12' }] })
      await visit('erp.example.org', 'own-form.html')
      await visit('erp.example.org', 'visited.html')
      await visit('erp.example.org', 'own-form.html')
      const events = (await ownEvents(stage.browser)).slice(before)
      expect(events.map(({ ruleId }) => ruleId)).toEqual(['PD-12', 'PD-12', 'PD-08'])
      for (const digest of ['contentDigest', 'formDigest'])
        expect(events.map((event) => event[digest])).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{12}$/))) // prettier-ignore
    })

    test('whose form has no notice is offered a compliance check at its event, and one press begins it', async () => {
      const event = (await ownEvents(stage.browser)).findLast(({ ruleId }) => ruleId === 'PD-08')
      await openInbox(app)
      await click(app, { ...link('PD-08'), part: true, within: `main nav [data-event="WEB-${String(event?.['eventId'])}"]` })
      await click(app, { ...button('開遵循檢查'), within: 'article' })
      await see(app, '自有表單的告知事項：', 'main h1')
    }) // prettier-ignore

    test('whose form one press in the inbox lists in a personal-data file raises nothing after it', async () => {
      const [first, second] = (await ownEvents(stage.browser)).slice(-3)
      await openInbox(app)
      await click(app, {
        ...link('PD-12'),
        part: true,
        within: `main nav [data-event="WEB-${String(first?.['eventId'])}"]`,
      })
      await see(app, '沒有列在任何個資檔案裡', 'article')
      expect(await accessibilityProblems(app, 'article')).toEqual([])
      expect(await listedForms(stage.browser)).toEqual([])
      await app.front()
      await click(app, button('登錄為新的個資檔案'))
      await see(app, 'example.org 的線上表單', 'article')
      await expect
        .poll(() => listedForms(stage.browser), { timeout: 10_000 })
        .toEqual([first?.['formDigest']])

      // The next day it is known. The second form of its page, looked at after it, is in no file still.
      await nextDay(stage.browser)
      const before = (await ownEvents(stage.browser)).length
      await visit('erp.example.org', 'own-form-notice.html')
      await expect.poll(latest, { timeout: 10_000 }).toMatchObject({ formDigest: second?.['formDigest'] })
      expect((await ownEvents(stage.browser)).slice(before)).toMatchObject([{ ruleId: 'PD-12' }])
      expect(app.problems()).toEqual([])
    })

    test('leaves no address, path or title', async () => {
      const own = await stage.browser.open(stage.browser.extensionUrl('options.html#own'))
      expect(await findLeaks(own, ['visited.html', 'own-form', '/apply', '一般網頁', '報名'])).toEqual([])
      expect(await findLeaks(own, ['PD-08'])).not.toEqual([])
      await own.close()
    })
  })

  describe('of an agency', () => {
    beforeAll(() => start(agency), 120_000)
    afterAll(() => stage.strike())
    beforeEach(open)

    test('of a restricted AI service is blocked, and a request for an exception leaves it', async () => {
      await visit('www.kimi.com')
      await seeNotice(page, 'AI-03')
      await writeInNotice(page, '為什麼需要例外', '上級機關限期三日內以該服務比對輸出結果，沒有其他辦法')
      await writeInNotice(page, '補償措施', '只用公開資料，用畢登出')
      await pressInNotice(page, '送出例外申請')
      await expect.poll(address, { timeout: 10_000 }).toBe('drive.example.com')
      expect(await latest()).toMatchObject({ ruleId: 'AI-03', userDecision: 'exceptionRequest' })
    })
  })
})
