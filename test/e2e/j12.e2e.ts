import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, link, see, until } from '../support/actions.ts'
import { countClicks } from '../support/clicks.ts'
import { guardedStage } from '../support/guarded-stage.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { findLeaks } from '../support/leak.ts'
import { noNotice, noticeText, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn } from '../support/upload-page.ts'

/** Journey J12 of the specification: 瀏覽器延伸偵測與覆核. */
const mostClicks = 14
const mostMinutes = 5

const people = inventPeople(9)
const name = people[0]!.name
const secrets = [
  ...people.flatMap((one) => [one.name, one.nationalId, one.mobile, one.email]),
  '客戶名單（霧溪）',
  'upload.html',
  'drive.example.com/',
]

let stage: Stage
const files = temporaryFolder('j12')
afterEach(() => stage.strike())

describe.each(browserNames)('J12 in %s', (browserName) => {
  test(`from the upload to the month's violation rate in ${mostClicks} clicks`, async () => {
    const path = join(files.path, '客戶名單（霧溪）.xlsx')
    writeFileSync(path, await workbookOf(people))
    // The record is made with the workspace open nowhere, and waits on the device.
    stage = await guardedStage(browserName)
    const { browser, site } = stage
    const page = await browser.open(site.url('drive.example.com', 'upload.html'))

    const clicks = countClicks()
    const began = Date.now()
    const staff = clicks.counted(page)
    await chooseIn(staff, 'light', [path])
    await seeNotice(staff, '9 人')
    await writeInNotice(staff, '理由', `${name}先生要求今天就送出名冊`)
    // A reason with a name is not taken, and the dialog says why before anything is pressed.
    await seeNotice(staff, '請改寫')
    await pressInNotice(staff, '取消')
    await noNotice(staff)
    expect(site.received()).toEqual([])
    expect(await noticeText(page)).toBeUndefined()

    // The next day the manager opens the workspace; the event arrives by itself.
    const manager = clicks.counted(await browser.open(stage.app.url))
    await see(manager, 'PD-01', 'main')
    await click(manager, { ...link('覆核'), within: 'main .ev' })
    await see(manager, 'example.com', 'article')
    await click(manager, { role: 'choice', name: '違規', part: true, within: 'fieldset' })
    await fill(manager, '說明', '沒有核准就要把名冊傳到外部網站')
    await click(manager, { ...button('送出覆核'), part: true })
    await see(manager, '覆核與矯正措施單已存')
    await click(manager, link('月報'))
    await see(manager, '瀏覽偵測月報')
    await until(manager, violationRate, '100%', "the month's violation rate")
    expect(clicks.count()).toBeLessThanOrEqual(mostClicks)
    expect(Date.now() - began).toBeLessThan(mostMinutes * 60_000)

    expect(await findLeaks(manager, secrets)).toEqual([])
    const own = await browser.open(browser.extensionUrl('options.html#own'))
    await see(own, 'PD-01')
    expect(await findLeaks(own, secrets)).toEqual([])
    expect(manager.problems()).toEqual([])
  })
})

function violationRate(wanted: string): true | undefined {
  const figures = [...document.querySelectorAll<HTMLElement>('main ul a')]
  return (
    figures.some((one) => one.innerText.includes('違規率') && one.innerText.includes(wanted)) || undefined
  )
}
