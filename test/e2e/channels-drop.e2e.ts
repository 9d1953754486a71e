import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Tab } from '../support/browser.ts'
import { labelOf, middleOf, noted, standPlaces, waitUntilNoted } from '../support/channels-page.ts'
import { clean, guardedStage, justify, keptBy, risky } from '../support/guarded-stage.ts'
import { noNotice, noticeText, pressInNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
const table = risky.replaceAll('\t', ',')
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe.each(browserNames)('a drop, in %s,', (name) => {
  const files = temporaryFolder('drops')
  const riskyFile = join(files.path, '名冊.csv')
  const cleanFile = join(files.path, 'agenda.txt')
  const folder = join(files.path, '資料夾')
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    writeFileSync(riskyFile, table)
    writeFileSync(cleanFile, clean)
    mkdirSync(join(folder, '內層'), { recursive: true })
    writeFileSync(join(folder, 'agenda.txt'), clean)
    writeFileSync(join(folder, '內層', '名冊.csv'), table)
    stage = await guardedStage(name)
  }, 120_000)
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })
  beforeEach(async () => {
    stage.site.forget()
    page = await stage.browser.open(stage.site.url('drive.example.com', 'channels.html'))
  })
  afterEach(() => page.close())

  test.each(standPlaces)(
    'in the %s place is held, and after a reason arrives whole and once',
    async (place) => {
      await page.dropFiles(await middleOf(page, place, 'zone'), [riskyFile])
      expect(await seeNotice(page, '3 人')).toContain('身分證字號')
      expect(await noted(page)).toEqual([])
      await justify(page, '以理由上傳')
      const lines = await waitUntilNoted(page, `sent ${labelOf(place)} 名冊.csv`)
      expect(lines.filter((line) => line.startsWith('drop'))).toHaveLength(1)
      expect(lines.at(-1)).toContain(digestOf(table))
    },
  )

  test('that is cancelled gives the page nothing but the pointer leaving', async () => {
    await page.dropFiles(await middleOf(page, 'light', 'zone'), [riskyFile])
    await seeNotice(page, '3 人')
    await pressInNotice(page, '取消上傳')
    await noNotice(page)
    expect(await noted(page)).toEqual(['left light'])
    expect(stage.site.received()).toEqual([])
  })

  test('of a clean file passes unnoticed and unchanged', async () => {
    await page.dropFiles(await middleOf(page, 'light', 'zone'), [cleanFile])
    const lines = await waitUntilNoted(page, digestOf(clean))
    expect(lines.filter((line) => line.startsWith('drop'))).toHaveLength(1)
    expect(await noticeText(page)).toBeUndefined()
  })

  // Headless Firefox takes no folder from outside.
  if (name === 'chromium') {
    test('of a folder is judged by every file in it, and the page walks the same folder', async () => {
      await page.dropFiles(await middleOf(page, 'light', 'zone'), [folder])
      expect(await seeNotice(page, '3 人')).toContain('2 個檔案')
      expect(await noted(page)).toEqual([])
      await justify(page, '以理由上傳')
      await waitUntilNoted(page, `sent light/資料夾/內層/名冊.csv 名冊.csv`)
      const lines = await waitUntilNoted(page, `sent light/資料夾/agenda.txt agenda.txt`)
      expect(lines.filter((line) => line.startsWith('drop'))).toEqual(['drop light /資料夾'])
      expect(lines.join('\n')).toContain(digestOf(table))
    })

    test('on a file input is held, and fills it after a reason', async () => {
      await page.dropFiles(await middleOf(page, 'light', { css: '#drop-input' }), [riskyFile])
      await seeNotice(page, '3 人')
      expect(await noted(page)).toEqual([])
      await justify(page, '以理由上傳')
      await waitUntilNoted(page, 'sent input 名冊.csv')
    })
  }

  test('leaves nothing behind of what it carried', async () => {
    const { leaks, records } = await keptBy(stage, ['名冊.csv', '資料夾', '內層'])
    expect(leaks).toEqual([])
    expect(records).not.toEqual([])
  })
})
