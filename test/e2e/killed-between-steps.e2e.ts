import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { button, click, fill, see, until } from '../support/actions.ts'
import { guardedStage } from '../support/guarded-stage.ts'
import { eventsListed, exactlyEvents, openInbox } from '../support/inbox.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { noNotice, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { fieldValue, openOrganization } from '../support/records.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, waitUntilPageGot } from '../support/upload-page.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

const note = '沒有核准就把名冊傳到外部網站'

describe.each(browserNames)('an upload cut off between two steps, in %s', (name) => {
  const files = temporaryFolder('killed')
  const path = join(files.path, '客戶名單.xlsx')
  let stage: Stage
  let app: Tab
  let before: number

  beforeAll(async () => {
    writeFileSync(path, await workbookOf(inventPeople(9)))
    stage = await guardedStage(name)
    app = await stage.browser.open(stage.app.url)
  }, 120_000)
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  const count = async (): Promise<number> => {
    if (!(await stage.browser.tabs()).includes(app)) app = await stage.browser.open(stage.app.url)
    await openInbox(app)
    await wait(500)
    return (await eventsListed(app)).length
  }
  const chooseRisky = async (): Promise<Tab> => {
    stage.site.forget()
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(page, 'light', [path])
    await seeNotice(page, '9 人')
    return page
  }
  const justify = async (page: Tab): Promise<void> => {
    await writeInNotice(page, '理由', '配合年度稽核送交抽查名冊')
    await pressInNotice(page, '以理由上傳')
  }

  test('the background stops while the question is open: one answer is one event, and the page gets its file', async () => {
    before = await count()
    const page = await chooseRisky()
    await stage.browser.stopBackground()
    await justify(page)
    await waitUntilPageGot(page, 'sent light')
    await noNotice(page)
    await page.close()
    await exactlyEvents(app, before + 1)
    expect(stage.site.received()).toHaveLength(1)
  })

  test('the background stops after the answer, with no workspace open: the event comes once, later', async () => {
    before = await count()
    await app.close()
    const page = await chooseRisky()
    await justify(page)
    await waitUntilPageGot(page, 'sent light')
    await stage.browser.stopBackground()
    const own = await stage.browser.open(stage.browser.extensionUrl('options.html#own'))
    await see(own, '存於本機')
    await own.close()

    app = await stage.browser.open(stage.app.url)
    await exactlyEvents(app, before + 1)
    await app.reload()
    await exactlyEvents(app, before + 1)
    await page.close()
  })

  test('the browser is killed as soon as the page has its file: the event comes when both are open again', async () => {
    before = await count()
    await app.close()
    const page = await chooseRisky()
    await justify(page)
    await waitUntilPageGot(page, 'chose light')
    await stage.browser.kill()

    await stage.restart()
    app = await stage.browser.open(stage.app.url)
    await exactlyEvents(app, before + 1)
  })

  test.each([0, 40, 120])(
    'the browser is killed %i ms after the answer: no file went without its event in the outbox',
    async (delay) => {
      before = await count()
      await app.close()
      const recordedBefore = await recordedHere(stage)
      await justify(await chooseRisky())
      await wait(delay)
      await stage.browser.kill()
      // What the page had sent before it died arrives here no later than this.
      await wait(300)
      const sent = stage.site.received().length

      await stage.restart()
      const recorded = (await recordedHere(stage)) - recordedBefore
      expect(recorded).toBeLessThanOrEqual(1)
      expect(sent).toBeLessThanOrEqual(recorded)
      app = await stage.browser.open(stage.app.url)
      await exactlyEvents(app, before + recorded)
    },
  )

  test('the browser is killed while the question is open: nothing was sent', async () => {
    await app.close()
    await chooseRisky()
    await stage.browser.kill()
    await wait(300)
    expect(stage.site.received()).toEqual([])
    await stage.restart()
    app = await stage.browser.open(stage.app.url)
    await see(app, '瀏覽偵測')
  })

  test('the browser is killed as soon as a review is said to be saved: the review is there', async () => {
    await openInbox(app)
    const [address] = await until(
      app,
      () => {
        const link = document.querySelector('main nav [data-event] a[href^="#/guard/"]')
        return link ? [link.getAttribute('href') ?? ''] : undefined
      },
      null,
      'an event',
    )
    const open = (tab: Tab) =>
      tab.evaluate((hash) => {
        location.hash = hash ?? ''
      }, address)
    await open(app)
    await click(app, { role: 'choice', name: '正當', part: true, within: 'fieldset' })
    await fill(app, '說明', note)
    await click(app, { ...button('送出覆核'), part: true })
    await see(app, '覆核已存')
    await stage.browser.kill()

    await stage.restart()
    app = await stage.browser.open(stage.app.url)
    await see(app, '瀏覽偵測')
    await open(app)
    await see(app, note, 'article')
    await see(app, '看覆核紀錄', 'article')
    expect(app.problems()).toEqual([])
  })
})

describe.each(browserNames)('the tab that holds the store is closed, in %s', (name) => {
  let stage: Stage
  afterEach(() => stage.strike())

  test('while another tab saves: no change that was said to be saved is lost', async () => {
    stage = await setStage(name, { extension: false })
    let holder = await stage.browser.open(stage.app.url)
    await createWorkspace(holder)
    let editor = await stage.browser.open(stage.app.url)
    const saved: string[] = []
    for (let round = 1; round <= 3; round++) {
      await openOrganization(editor)
      for (let edit = 1; edit <= 3; edit++) {
        const text = `Lanshan ${round}-${edit}`
        await fill(editor, '組織名稱（英）', text)
        const saving = click(editor, { ...button('儲存'), part: true, within: 'main' })
        // The second of three, so that a save precedes the loss and one follows it.
        if (edit === 2) await Promise.all([saving, holder.close()])
        await saving
        await until(editor, isSaved, null, `「${text}」 to be saved`, 20_000)
        saved.push(text)
      }
      holder = editor
      editor = await stage.browser.open(stage.app.url)
    }

    await openOrganization(editor)
    expect(await fieldValue(editor, 'nameEn')).toBe(saved.at(-1))
    await click(editor, { role: 'button', name: '歷程', part: true, within: 'main' })
    for (const text of saved) await see(editor, text, 'main .hist')
    expect(editor.problems()).toEqual([])
  })
})

/** How many events the extension keeps for the person, sent or not. */
async function recordedHere({ browser }: Stage): Promise<number> {
  const own = await browser.open(browser.extensionUrl('options.html#own'))
  await see(own, '我的紀錄')
  const count = await own.evaluate(() => document.querySelectorAll('#own tbody tr').length, null)
  await own.close()
  return count
}

/** Said, not guessed; a save that met the change of tabs may ask to be pressed again. */
function isSaved(): true | undefined {
  const line = document.querySelector<HTMLElement>('main .line')
  if (line?.matches('.failed')) {
    const save = [...document.querySelectorAll<HTMLButtonElement>('main button')].find((one) =>
      one.innerText.startsWith('儲存'),
    )
    save?.click()
  }
  return (line?.matches('.clean') && line.innerText.includes('已存')) || undefined
}
