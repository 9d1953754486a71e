import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, link, see, until } from '../support/actions.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { findLeaks } from '../support/leak.ts'
import { noNotice, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { pairExtension } from '../support/pairing.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { worksOffline } from '../support/offline.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, waitUntilPageGot } from '../support/upload-page.ts'
import { createWorkspace, privateCompany } from '../support/workspace.ts'

const people = inventPeople(9)
const reason = '配合年度稽核送交抽查名冊'
/** Whatever the guard may see and nobody may keep: contents, names, file name, path and full address. */
const secrets = [
  ...people.flatMap(({ name, nationalId, mobile, email }) => [name, nationalId, mobile, email]),
  '客戶名單（霧溪）',
  'upload.html',
  'drive.example.com/',
]

let stage: Stage
const files = temporaryFolder('journey')
afterEach(() => stage.strike())

describe.each(browserNames)('from a risky upload to a corrective action, in %s', (name) => {
  test('with every server of the application gone before the workspace is made, and without keeping what was in the file', async () => {
    const bytes = await workbookOf(people)
    const path = join(files.path, '客戶名單（霧溪）.xlsx')
    writeFileSync(path, bytes)
    stage = await setStage(name, { extension: true })
    const { browser, site } = stage
    const app = await browser.open(stage.app.url)
    await worksOffline(app)
    // From here on nothing serves the application: workspace, pairing and all that follows.
    await stage.app.close()
    await createWorkspace(app)
    await pairExtension(stage, app)
    const page = await browser.open(site.url('drive.example.com', 'upload.html'))

    await app.front()
    await click(app, { ...link('瀏覽偵測'), part: true })
    await see(app, '目前沒有待覆核的事件')

    await page.front()
    await chooseIn(page, 'light', [path])
    await seeNotice(page, '9 人')
    await writeInNotice(page, '理由', reason)
    await pressInNotice(page, '以理由上傳')
    await waitUntilPageGot(page, createHash('sha256').update(bytes).digest('hex'))
    await noNotice(page)

    await app.front()
    await click(app, { role: 'link', name: 'example.com', part: true, within: 'main' })
    await see(app, reason, 'article')
    await see(app, 'PD-01', 'article')
    await click(app, { role: 'choice', name: '違規', part: true, within: 'fieldset' })
    await fill(app, '說明', '沒有核准就把名冊傳到外部網站')
    await click(app, { ...button('送出覆核'), part: true })
    await see(app, '覆核與矯正措施單已存')

    await click(app, { role: 'link', name: '（PD-01）', part: true, within: 'article' })
    await until(
      app,
      () => location.hash.includes('correctiveAction') || undefined,
      null,
      'the corrective action',
    )
    await see(app, 'PD-01')
    await see(app, privateCompany.person)
    expect(app.problems()).toEqual([])

    const own = await browser.open(browser.extensionUrl('options.html#own'))
    await see(own, 'PD-01')
    expect(await findLeaks(own, secrets)).toEqual([])
    expect(await findLeaks(app, secrets)).toEqual([])
    // The search does see this store: the organisation's own name is in it.
    expect(await findLeaks(app, [privateCompany.organization])).not.toEqual([])
  })
})
