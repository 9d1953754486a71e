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

  test('of text on a page that takes it is held, and after a reason heard once', async () => {
    await page.dropText(await middleOf(page, 'light', 'zone'), risky)
    await seeNotice(page, '要貼上的內容有 3 人')
    expect(await noted(page)).toEqual([])
    await justify(page, '以理由貼上')
    const said = `text light ${risky.replaceAll('\n', ' ')}`
    await waitUntilNoted(page, said)
    expect(await noted(page)).toEqual([said])
  })

  test.each(['#note', '#plain-editor'])('of text into the field %s is held, and written there after a reason', async (css) => {
    await page.dropText(await middleOf(page, 'light', { css }), risky)
    await seeNotice(page, '3 人')
    expect(await noted(page)).toEqual([])
    await justify(page, '以理由貼上')
    await waitUntilNoted(page, `input ${css.slice(1)}`)
    expect(await noted(page)).toEqual([`input ${css.slice(1)}`])
    // An editor makes lines of its own.
    const written = await page.evaluate((css) => {
      const field = document.querySelector<HTMLTextAreaElement>(css)!
      return field.localName === 'textarea' ? field.value : field.textContent
    }, css)
    expect(written.replace(/\s/g, '')).toBe(risky.replace(/\s/g, ''))
  }) // prettier-ignore

  test('of clean text into a field passes unnoticed', async () => {
    await page.dropText(await middleOf(page, 'light', { css: '#note' }), clean)
    await expect
      .poll(() => page.evaluate(() => document.querySelector<HTMLTextAreaElement>('#note')!.value, null))
      .toBe(clean)
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

    test('of files chosen with showOpenFilePicker is held: after a reason they come, cancelled they look not chosen', async () => {
      const picking = await stage.browser.open('about:blank')
      await picking.prepare(chooseWithoutDialog)
      // Only a secure page has such a dialog.
      await picking.goto(stage.site.url('drive.example.com', 'channels.html').replace('drive.example.com', 'localhost'))
      const pick = await middleOf(picking, 'light', { css: '#pick' })
      await picking.clickAt(pick)
      await seeNotice(picking, '1 人')
      expect(await noted(picking)).toEqual([])
      await pressInNotice(picking, '取消上傳')
      await waitUntilNoted(picking, 'picked none AbortError')
      await picking.clickAt(pick)
      await seeNotice(picking, '1 人')
      await justify(picking, '以理由上傳')
      await waitUntilNoted(picking, 'sent picked picked.txt')
      await picking.close()
    }) // prettier-ignore

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

/** The dialog of the browser cannot be driven: in its place stands one that always chooses the same file. */
function chooseWithoutDialog(): void {
  const page = window as unknown as { showOpenFilePicker: () => Promise<readonly FileSystemFileHandle[]> }
  page.showOpenFilePicker = async () => {
    const handle = await (
      await navigator.storage.getDirectory()
    ).getFileHandle('picked.txt', { create: true })
    const writer = await handle.createWritable()
    await writer.write('王小明先生，身分證字號 A123456789')
    await writer.close()
    return [handle]
  }
}
