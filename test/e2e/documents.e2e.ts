import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tab } from '../support/browser.ts'
import { guardedStage } from '../support/guarded-stage.ts'
import { noNotice, pressInNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { chooseIn, pageGot } from '../support/upload-page.ts'

const folder = join(import.meta.dirname, '../fixtures/files')
const documents = readdirSync(folder).filter((name) => name.startsWith('list-12'))

describe.each(browserNames)('a document with twelve people, in %s', (name) => {
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    stage = await guardedStage(name)
    // One page for all: what it ever got is looked at after each document.
    page = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
  }, 120_000)
  afterAll(() => stage.strike())

  test.each(documents)('%s is read by the extension alone, and all twelve are counted', async (file) => {
    await chooseIn(page, 'light', [join(folder, file)])
    expect(await seeNotice(page, '12 人')).toContain('身分證字號')
    await pressInNotice(page, '取消上傳')
    await noNotice(page)
    expect(await pageGot(page)).not.toContain('chose')
  })

  test('a PDF with a password cannot be inspected, and the notice says why', async () => {
    await chooseIn(page, 'light', [join(folder, 'locked.pdf')])
    expect(await seeNotice(page, '無法檢查')).toContain('檔案有密碼')
    await pressInNotice(page, '取消上傳')
    await noNotice(page)
  })
})
