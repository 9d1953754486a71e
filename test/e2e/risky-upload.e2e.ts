import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guardedStage } from '../support/guarded-stage.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { noNotice, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, pageGot, places, waitUntilPageGot } from '../support/upload-page.ts'
import type { Tab } from '../support/browser.ts'

describe.each(browserNames)('a risky upload in %s', (name) => {
  const files = temporaryFolder('files')
  const nine = join(files.path, '客戶名單.xlsx')
  const twelve = join(files.path, '會員名冊.xlsx')
  let digestOfNine: string
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    const bytes = await workbookOf(inventPeople(9))
    digestOfNine = createHash('sha256').update(bytes).digest('hex')
    writeFileSync(nine, bytes)
    writeFileSync(twelve, await workbookOf(inventPeople(12)))
    stage = await guardedStage(name)
  }, 120_000)
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })
  beforeEach(async () => {
    stage.site.forget()
    page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
  })
  afterEach(() => page.close())

  test.each(places)(
    'is held in a %s input, said in words and counts, and released byte for byte after a reason',
    async (place) => {
      await chooseIn(page, place, [nine])
      const notice = await seeNotice(page, '9 人')
      expect(notice).toContain('身分證字號')
      expect(notice).toContain(place === 'foreign' ? 'example.net' : 'example.com')
      expect(notice).toContain('PD-01')
      expect(await pageGot(page)).not.toContain('chose')
      expect(stage.site.received()).toEqual([])
      await writeInNotice(page, '理由', '配合年度稽核送交抽查名冊')
      await pressInNotice(page, '以理由上傳')
      await waitUntilPageGot(page, digestOfNine)
      await noNotice(page)
    },
  )

  // Headless Firefox shows no notifications.
  if (name === 'chromium') {
    test('that nobody reviewed for a day is reminded of by a notification', async () => {
      const own = await stage.browser.open(stage.browser.extensionUrl('options.html'))
      await own.evaluate(letADayPass, null)
      await expect
        .poll(() => own.evaluate(() => chrome.notifications.getAll(), null), { timeout: 15_000 })
        .toHaveProperty('countersign-reviews')
      await own.close()
    })
  }

  test('that is cancelled gives the page nothing', async () => {
    await chooseIn(page, 'light', [nine])
    await seeNotice(page, '9 人')
    await pressInNotice(page, '取消上傳')
    await noNotice(page)
    expect(stage.site.received()).toEqual([])
    expect(await pageGot(page)).not.toContain('chose')
  })

  test('cannot be released with a reason that is short or itself holds an ID', async () => {
    await chooseIn(page, 'light', [nine])
    await seeNotice(page, '9 人')
    await writeInNotice(page, '理由', '太短了')
    await seeNotice(page, '已寫 3 字')
    await writeInNotice(page, '理由', `，要給${inventPeople(1)[0]?.nationalId}這位客戶看的`)
    await seeNotice(page, '身分證字號，請改寫')
    await page.press('Escape')
    await noNotice(page)
    expect(stage.site.received()).toEqual([])
  })

  test('of twelve people is blocked, with a way to ask for an exception', async () => {
    await chooseIn(page, 'light', [twelve])
    const notice = await seeNotice(page, '12 人')
    expect(notice).toContain('送出例外申請')
    expect(notice).not.toContain('以理由上傳')
    await page.press('Escape')
    await noNotice(page)
    expect(stage.site.received()).toEqual([])
  })
})

/** The workspace said a day ago that an event waits, and the hourly look is due now. */
async function letADayPass(): Promise<void> {
  const hour = 3_600_000
  await chrome.storage.local.set({ reviewsWaiting: { at: [Date.now() - 25 * hour], heardAt: Date.now() } })
  await chrome.alarms.create('remind', { when: Date.now(), periodInMinutes: 60 })
}
