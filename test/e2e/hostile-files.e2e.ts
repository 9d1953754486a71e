import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guardedStage } from '../support/guarded-stage.ts'
import { see } from '../support/actions.ts'
import { readHeartbeat, startHeartbeat } from '../support/heartbeat.ts'
import { hostileFiles, writeHostileFiles } from '../support/hostile-files.ts'
import { noNotice, pressInNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, pageGot } from '../support/upload-page.ts'
import type { Tab } from '../support/browser.ts'

/** Longest time the page may be kept from its own work, in milliseconds. */
const longestPause = 500

describe.each(browserNames)('a file that cannot be inspected, in %s', (name) => {
  const files = temporaryFolder('hostile')
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    await writeHostileFiles(files.path)
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

  test.each(hostileFiles)(
    '%s: the notice says 「%s」, the page stays alive, and gets nothing',
    async (file, reason) => {
      await startHeartbeat(page)
      await chooseIn(page, 'light', [join(files.path, file)])
      const notice = await seeNotice(page, 'CI-01', 20_000)
      expect(notice).toContain('無法檢查')
      expect(notice).toContain(reason)
      const { longest, beats } = await readHeartbeat(page)
      expect(beats).toBeGreaterThan(1)
      expect(longest).toBeLessThan(longestPause)
      expect(await pageGot(page)).not.toContain('chose')

      await pressInNotice(page, '取消上傳')
      await noNotice(page)
      expect(await pageGot(page)).not.toContain('chose')
      expect(stage.site.received()).toEqual([])
    },
  )

  test('more than five a week from one profile are marked for review among the rules', async () => {
    const app = await stage.browser.open(`${stage.app.url}#/rules/rules`)
    await see(app, `有 ${hostileFiles.length} 次檔案無法檢查，超過 5 次`, 'main')
    await app.close()
  })

  test('a blocked page is noticed by the heartbeat', async () => {
    await startHeartbeat(page)
    await page.evaluate((pause) => {
      const end = performance.now() + pause
      while (performance.now() < end);
    }, longestPause + 100)
    await page.evaluate(() => new Promise((later) => setTimeout(later, 50)), null)
    expect((await readHeartbeat(page)).longest).toBeGreaterThan(longestPause)
  })
})
