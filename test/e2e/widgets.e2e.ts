import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../support/actions.ts'
import type { Tab } from '../support/browser.ts'
import { middleOf } from '../support/channels-page.ts'
import { clean, guardedStage, justify, risky } from '../support/guarded-stage.ts'
import { noticeText, pressInNotice, noNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** How each widget's own file input is found. */
const widgets = {
  dropzone: () => document.querySelector<HTMLInputElement>('.dz-hidden-input')!,
  filepond: () => document.querySelector<HTMLInputElement>('.filepond--browser')!,
  uppy: () => document.querySelector<HTMLInputElement>('.uppy-Dashboard-input')!,
  'tus-js-client': () => document.querySelector<HTMLInputElement>('#tus')!,
  'flow.js': () => document.querySelector<HTMLInputElement>('#flow input')!,
  'fine-uploader': () => document.querySelector<HTMLInputElement>('#fine-uploader input')!,
} as const
const names = Object.keys(widgets) as (keyof typeof widgets)[]
const table = risky.replaceAll('\t', ',')
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe.each(browserNames)('an upload widget in %s', (name) => {
  const files = temporaryFolder('widgets')
  const riskyFile = join(files.path, '名冊.csv')
  const cleanFile = join(files.path, 'agenda.txt')
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    writeFileSync(riskyFile, table)
    writeFileSync(cleanFile, clean)
    stage = await guardedStage(name)
  }, 120_000)
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })
  beforeEach(async () => {
    page = await stage.browser.open(stage.site.url('drive.example.com', 'widgets.html'))
    await begin()
  })
  afterEach(() => page.close())

  const begin = async () => {
    stage.site.forget()
    await until(page, widgetsAreReady, null, 'the widgets')
  }
  const arrives = async (text: string) => {
    const digests = () => stage.site.received().map(({ sha256 }) => sha256)
    await expect.poll(digests, { timeout: 8000, interval: 50 }).toEqual([digestOf(text)])
  }

  test.each(names)(
    '%s sends a clean file unnoticed and whole, and a risky one once it is justified',
    async (widget) => {
      await page.chooseFiles(widgets[widget], [cleanFile])
      await arrives(clean)
      expect(await noticeText(page)).toBeUndefined()

      await page.reload()
      await begin()
      await page.chooseFiles(widgets[widget], [riskyFile])
      await seeNotice(page, '3 人')
      expect(stage.site.received()).toEqual([])
      await justify(page, '以理由上傳')
      await arrives(table)
    },
  )

  test.each([
    ['dropzone', '#dropzone'],
    ['filepond', '.filepond--root'],
    ['uppy', '.uppy-Dashboard-inner'],
  ])('%s takes a clean drop unnoticed, and nothing of a cancelled one', async (_, css) => {
    await page.dropFiles(await middleOf(page, 'light', { css }), [riskyFile])
    await seeNotice(page, '3 人')
    await pressInNotice(page, '取消上傳')
    await noNotice(page)
    await page.dropFiles(await middleOf(page, 'light', { css }), [cleanFile])
    await arrives(clean)
    expect(await noticeText(page)).toBeUndefined()
  })
})

function widgetsAreReady(): true | undefined {
  const own = '[data-ready] .uppy-Dashboard-input'
  return (
    (document.querySelector(own) !== null && document.querySelector('.filepond--browser') !== null) ||
    undefined
  )
}
