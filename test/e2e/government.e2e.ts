import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { button, click, link, see } from '../support/actions.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { noNotice, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { pairExtension } from '../support/pairing.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn } from '../support/upload-page.ts'
import { agency, createWorkspace } from '../support/workspace.ts'

let stage: Stage
const files = temporaryFolder('agency')
afterEach(() => stage.strike())

describe.each(browserNames)('in a government agency, in %s', (name) => {
  test('nine people are enough to block, and the request for an exception reaches the inbox', async () => {
    const path = join(files.path, '客戶名單.xlsx')
    writeFileSync(path, await workbookOf(inventPeople(9)))
    stage = await setStage(name, { extension: true })
    const app = await stage.browser.open(stage.app.url)
    await createWorkspace(app, agency)
    await pairExtension(stage, app)
    await click(app, { ...link('瀏覽偵測'), part: true })
    const page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(page, 'light', [path])
    expect(await seeNotice(page, '9 人')).not.toContain('以理由上傳')
    await writeInNotice(page, '為什麼需要例外', '上級機關限期三日內以該平台彙整抽查名冊，沒有其他辦法')
    await writeInNotice(page, '補償措施', '改傳去識別化名冊，用畢刪除')
    await pressInNotice(page, '送出例外申請')
    await noNotice(page)
    expect(stage.site.received()).toEqual([])

    await app.front()
    await click(app, { role: 'link', name: 'example.com', part: true, within: 'main' })
    await see(app, '上級機關限期三日內', 'article')
    await click(app, button('建立例外申請單'))
    await see(app, '例外申請單已建立')
    expect(app.problems()).toEqual([])
  })
})
