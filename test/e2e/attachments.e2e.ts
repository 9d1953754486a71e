import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, fill, see, shows, until } from '../support/actions.ts'
import {
  chooseAttachment, damageChunk, middleOf, openNewEvidence, pasteFile, seeDigest, storedChunks,
} from '../support/attachments.ts' // prettier-ignore
import type { Tab } from '../support/browser.ts'
import { findLeaks } from '../support/leak.ts'
import { openOrganization } from '../support/records.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createWorkspace, privateCompany } from '../support/workspace.ts'

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const words = '115 年第 3 季還原測試：三台主機，全部在 40 分鐘內復原。<b>未經簡化</b>'
/** Larger than two chunks, and nothing a preview could show. */
const large = Uint8Array.from({ length: 600_000 }, (_, at) => (at * 2654435761) >>> 13)

describe.each(browserNames)('a file on a piece of evidence, in %s', (name) => {
  const files = temporaryFolder('attachments')
  const path = (file: string): string => join(files.path, file)
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    writeFileSync(path('還原測試.txt'), words)
    writeFileSync(path('還原測試錄影.bin'), large)
    writeFileSync(path('另一份.txt'), '另一份佐證')
    stage = await setStage(name, { extension: false })
    app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
  })
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  test('is chosen on the new form, kept with the record, and there with the same digest after a reload', async () => {
    await openNewEvidence(app)
    await fill(app, '佐證名稱', '第 3 季還原測試紀錄')
    await chooseAttachment(app, [path('還原測試.txt')])
    await see(app, '檔案已加密存好')
    const digest = digestOf(readFileSync(path('還原測試.txt')))
    await seeDigest(app, digest)
    await app.reload()
    await seeDigest(app, digest)
    await see(app, '還原測試.txt')
    await see(app, '這台裝置還能存')
  })

  test('is shown as what it says, its markup as letters', async () => {
    await click(app, button('預覽'))
    await see(app, words, '[data-attach=file] pre')
    await see(app, '內容與 SHA-256 相符')
    expect(await app.evaluate(() => document.querySelector('pre b') !== null, null)).toBe(false)
    expect(await accessibilityProblems(app)).toEqual([])
    await click(app, button('收起預覽'))
  })

  test('gives way to one that is dragged onto the page, and leaves no chunk behind', async () => {
    await app.dropFiles(await middleOf(app, '[data-attach=file]'), [path('還原測試錄影.bin')])
    await seeDigest(app, digestOf(large))
    expect(await storedChunks(app)).toEqual({ count: 3, bytes: large.length + 3 * 16 })
    // Nothing here shows such a file; it can only be taken out again.
    expect(await shows(app, '預覽', '[data-attach=file]')).toBe(false)
  })

  test('may be pasted: a picture is named by its time, and seen', async () => {
    const png = smallPng()
    await pasteFile(app, { name: 'image.png', type: 'image/png', bytes: png })
    await seeDigest(app, digestOf(png))
    await see(app, '截圖 ')
    await click(app, button('預覽'))
    await until(app, pictureWidth, null, 'the picture')
    expect(await app.evaluate(pictureWidth, null)).toBe(2)
    expect(await accessibilityProblems(app)).toEqual([])
    await click(app, button('收起預覽'))
  })

  test('one of two dropped at once is not chosen for the person', async () => {
    await app.dropFiles(await middleOf(app, '[data-attach=file]'), [path('還原測試.txt'), path('另一份.txt')])
    await see(app, '一筆佐證放一個檔案')
    await seeDigest(app, digestOf(smallPng()))
  })

  test('that changed on the disk is said to have, and not shown', async () => {
    await damageChunk(app)
    await click(app, button('預覽'))
    await see(app, '這個檔案的內容與存入時不同')
    expect(await app.evaluate(() => document.querySelector('[data-attach=file] img') !== null, null)).toBe(
      false,
    )
    expect(await accessibilityProblems(app)).toEqual([])
  })

  test('is destroyed when it is removed, and in no store in the clear', async () => {
    await click(app, button('移除檔案…'))
    await click(app, { ...button('移除'), within: '[role=dialog]' })
    await see(app, '檔案已移除')
    await see(app, '選檔案…')
    expect(await storedChunks(app)).toEqual({ count: 0, bytes: 0 })
    expect(await findLeaks(app, [words, '另一份佐證'])).toEqual([])
    expect(app.problems()).toEqual([])
  })
})

describe.each(browserNames)('the registers that hold and need proof, in %s', (name) => {
  const files = temporaryFolder('evidence')
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    writeFileSync(join(files.path, '還原測試.txt'), words)
    writeFileSync(join(files.path, '另一份.txt'), '另一份佐證')
    stage = await setStage(name, { extension: false })
    app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
  })
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  test.each(['asset', 'evidence', 'complianceCheck', 'piFile', 'piNotice'])(
    'axe finds nothing on a new %s',
    async (type) => {
      await go(app, `#/r/${type}/new`)
      await until(app, () => document.querySelector('[data-field]') !== null || undefined, null, 'the form')
      expect(await accessibilityProblems(app)).toEqual([])
    },
  )

  test('files dropped on any record become evidence of it', async () => {
    await openOrganization(app)
    await app.dropFiles(await middleOf(app, '[data-attach=evidence]'), [
      join(files.path, '還原測試.txt'),
      join(files.path, '另一份.txt'),
    ])
    await see(app, '已加密存成 2 筆佐證')
    expect(await accessibilityProblems(app)).toEqual([])
    await click(app, { role: 'link', name: '開啟第 1 筆' })
    await seeDigest(app, digestOf(readFileSync(join(files.path, '還原測試.txt'))))
    await see(app, `${privateCompany.organization}的佐證`)
    expect(app.problems()).toEqual([])
  })
})

const go = (tab: Tab, hash: string): Promise<void> =>
  tab.evaluate((address) => {
    location.hash = address
  }, hash)

const pictureWidth = (): number | undefined =>
  document.querySelector<HTMLImageElement>('[data-attach=file] img')?.naturalWidth || undefined

/** A picture of two by one pixels. */
function smallPng(): Uint8Array {
  const crc = (bytes: Buffer): number => {
    let left = 0xffffffff
    for (const byte of bytes) {
      left ^= byte
      for (let bit = 0; bit < 8; bit++) left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0)
    }
    return (left ^ 0xffffffff) >>> 0
  }
  const part = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const pixels = deflateSync(Buffer.from([0, 20, 90, 160, 200, 40, 40]))
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      part('IHDR', header),
      part('IDAT', pixels),
      part('IEND', Buffer.alloc(0)),
    ]),
  )
}
