import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { arrived, filesIn, folderIsEmpty, nothingHeld, pressLink } from '../support/downloads.ts'
import { fileBytes } from '../support/fixture-server.ts'
import { inventPeople } from '../support/invented-people.ts'
import { findLeaks } from '../support/leak.ts'
import { noNotice, noticeProblems, noticeText, pressInNotice, seeNotice } from '../support/notice.ts'
import { ownEvents } from '../support/own-events.ts'
import { pairExtension } from '../support/pairing.ts'
import { seedSites } from '../support/seeded-sites.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

/** Invented archives and programs, carried to the site in the address. */
const zipped = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))))
const bytesIn = (bytes: Buffer) => `base64=${bytes.toString('base64url')}`
/** What Windows takes for a program: the mark, and where it says, the header. */
function program(): Buffer {
  const bytes = Buffer.alloc(512)
  bytes.write('MZ')
  bytes.writeUInt32LE(0x80, 0x3c)
  bytes.write('PE', 0x80)
  return bytes
}

/** A file the page makes in memory and gives at the press of a link. */
async function pressMade(page: Tab, file: string, text: string): Promise<void> {
  const address = await page.evaluate(
    (content) => URL.createObjectURL(new Blob([content], { type: 'image/png' })),
    text,
  )
  await pressLink(page, address, file)
}

/** A tab the extension opened itself; drivers do not always know the address of such a one. */
async function tabAt({ browser }: Stage, path: string): Promise<Tab | undefined> {
  for (const tab of await browser.tabs())
    if ((await tab.evaluate(() => location.href, null).catch(() => '')).includes(path)) return tab
  return undefined
}

const digestOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

describe.each(browserNames)('a download in %s', (name) => {
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    stage = await setStage(name, { extension: true })
    const app = await stage.browser.open(stage.app.url)
    await createWorkspace(app)
    await seedSites(app, [
      { host: 'erp.example.org', as: 'own' },
      { host: 'films.example', as: 'piracy' },
    ])
    await pairExtension(stage, app)
  }, 120_000)
  afterAll(() => stage.strike())
  beforeEach(async () => {
    page = await stage.browser.open(stage.site.url('drive.example.com', 'visited.html'))
  })
  afterEach(async () => {
    await page.close()
    for (const file of filesIn(stage.browser)) rmSync(`${stage.browser.downloads}/${file}`)
  })
  const at = (path: string, site: Parameters<Stage['site']['url']>[0] = 'drive.example.com') =>
    stage.site.url(site, path)
  // Over plain HTTP from elsewhere Chromium asks a question of its own about programs and archives.
  const onThisMachine = (path: string) => at(path).replace('drive.example.com', '127.0.0.1')

  test('that no rule speaks of passes unnoticed and unchanged, and leaves no event', async () => {
    const before = (await ownEvents(stage.browser)).length
    await page.goto(onThisMachine('visited.html'))
    const agenda = '下週二上午十點在三樓會議室討論採購流程。'.repeat(20)
    const size = Buffer.byteLength(agenda)
    await pressLink(page, onThisMachine(`get/agenda.txt?type=text/plain&text=${encodeURIComponent(agenda)}`))
    expect(await arrived(stage.browser, 'agenda.txt', size)).toBe(digestOf(agenda))
    // An archive of documents is looked into, since it could hold a program, and passes as it is.
    const archive = zipped({ '議程/一.txt': '下週二上午十點', LICENSE: 'SPDX-License-Identifier: MIT' })
    await pressLink(page, onThisMachine(`get/papers.zip?${bytesIn(archive)}`))
    expect(await arrived(stage.browser, 'papers.zip', archive.length)).toBe(digestOf(archive))
    expect(await noticeText(page)).toBeUndefined()
    expect(await ownEvents(stage.browser)).toHaveLength(before)
    expect(stage.site.asked('agenda.txt'), 'nobody fetched it a second time').toBe(1)
  })

  test.each([
    [
      'in an archive',
      'tools.zip',
      () => zipped({ 'readme.txt': '說明', 'bin/setup.exe': 'MZ' }),
      'zip',
      undefined,
    ],
    ['under the name of a document', 'report.pdf', program, 'pdf', 'wrongType'],
  ] as const)('of a program %s is judged by its bytes', async (_, file, make, extension, reason) => {
    const bytes = make()
    await page.goto(onThisMachine('visited.html'))
    await pressLink(page, onThisMachine(`get/${file}?${bytesIn(bytes)}`))
    const notice = await seeNotice(page, 'IP-03')
    if (reason) expect(notice).toContain('內容與副檔名不符')
    expect(filesIn(stage.browser)).not.toContain(file)
    await pressInNotice(page, '仍要下載')
    await noNotice(page)
    expect(await arrived(stage.browser, file, bytes.length)).toBe(digestOf(bytes))
    const event = (await ownEvents(stage.browser)).at(-1)
    expect(event).toMatchObject({ ruleId: 'IP-03', userDecision: 'proceed', fileExtension: extension })
    expect(event?.cannotInspect).toBe(reason)
  })

  test('that could not be looked into says so in its event', async () => {
    // Another origin, which lets no page read it: whether this is a picture nobody can tell.
    await pressLink(page, at('get/scan.jpg?size=7000', 'other.example.net'))
    expect(await seeNotice(page, 'IP-04')).toContain('網站沒有讓會簽再讀一次')
    await pressInNotice(page, '取消下載')
    await noNotice(page)
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({
      ruleId: 'IP-04',
      cannotInspect: 'unreachable',
    })
  })

  test('by a link that works once, answered late, is never another file: the next press passes', async () => {
    const before = (await ownEvents(stage.browser)).length
    const link = (once: string) => at(`get/ticket.jpg?size=6000&type=image/jpeg&once=${once}`)
    await pressLink(page, link(`${name}-1`))
    await seeNotice(page, 'IP-04')
    // Chromium holds a file that is whole for ten seconds, Firefox for none: then nothing of it is left.
    await nothingHeld(stage.browser)
    await page.front()
    await page.press('1')
    await page.press('a')
    await pressInNotice(page, '記下授權並下載')
    await seeNotice(page, '再按一次下載')
    expect(await noticeProblems(page, 'light')).toEqual([])
    await folderIsEmpty(stage.browser)
    await pressInNotice(page, '知道了')
    await noNotice(page)
    await pressLink(page, link(`${name}-2`))
    expect(await arrived(stage.browser, 'ticket.jpg', 6000)).toBe(digestOf(fileBytes('ticket.jpg', 6000)))
    expect(await noticeText(page)).toBeUndefined()
    expect(await ownEvents(stage.browser)).toHaveLength(before + 1)
  })

  test('that the page made itself arrives after the answer, where need be by a second press', async () => {
    const before = (await ownEvents(stage.browser)).length
    const picture = '\u0089PNG'
    await pressMade(page, 'drawing.png', picture)
    await seeNotice(page, 'IP-04')
    await page.press('2')
    await page.press('f')
    await pressInNotice(page, '記下授權並下載')
    if (name === 'firefox') {
      await seeNotice(page, '再按一次下載')
      await pressInNotice(page, '知道了')
      await noNotice(page)
      await pressMade(page, 'drawing.png', picture)
    }
    await arrived(stage.browser, 'drawing.png', Buffer.byteLength(picture))
    expect(await noticeText(page)).toBeUndefined()
    expect(await ownEvents(stage.browser)).toHaveLength(before + 1)
  })

  test('whose page goes away while it is looked into is asked about in a tab of the extension', async () => {
    const gone = await stage.browser.open(at('visited.html', 'other.example.net'))
    await pressLink(gone, at('get/chart.jpg?size=6000&late', 'other.example.net'))
    await expect.poll(() => stage.site.asked('chart.jpg'), { timeout: 15_000 }).toBe(2)
    await gone.close()
    const asking = () => tabAt(stage, 'question.html')
    await expect.poll(asking, { timeout: 15_000 }).toBeDefined()
    const tab = (await asking()) as Tab
    expect(await seeNotice(tab, 'IP-04')).toContain('example.net')
    expect(filesIn(stage.browser)).not.toContain('chart.jpg')
    await tab.resize(1280, 900)
    await tab.front()
    await tab.press('1')
    await tab.press('d')
    await pressInNotice(tab, '記下授權並下載')
    await expect.poll(asking, { timeout: 15_000, message: 'it goes with its answer' }).toBeUndefined()
    expect(await arrived(stage.browser, 'chart.jpg', 6000)).toBe(digestOf(fileBytes('chart.jpg', 6000)))
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({
      licence: { basis: 'officialLicence' },
      cannotInspect: 'unreachable',
    })
  })

  test.each([
    ['small enough to have arrived', 'get/poster.jpg?size=9000', 'poster.jpg', 9000],
    ['large and on its way', 'get/banner.jpg?size=4000000&slow', 'banner.jpg', 4_000_000],
  ])(
    'of a picture, %s, waits for its use and licence and then arrives whole, with one event',
    async (_, path, file, size) => {
      const before = (await ownEvents(stage.browser)).length
      await pressLink(page, at(path))
      const notice = await seeNotice(page, 'IP-04')
      expect(notice).toContain('沒有標示不代表可以自由使用')
      expect(filesIn(stage.browser)).not.toContain(file)
      await page.press('3')
      await page.press('a')
      await pressInNotice(page, '記下授權並下載')
      await noNotice(page)
      expect(await arrived(stage.browser, file, size)).toBe(digestOf(fileBytes(file, size)))
      const events = await ownEvents(stage.browser)
      expect(events).toHaveLength(before + 1)
      expect(events.at(-1)).toMatchObject({
        ruleId: 'IP-04',
        userDecision: 'override',
        fileExtension: 'jpg',
        licence: { use: 'publish', basis: 'purchased', source: 'example.com', statement: 'unknown' },
      })
    },
  )

  test('of a picture whose page says its licence says so, and the licence travels with the event', async () => {
    await page.goto(at('licensed.html'))
    await pressLink(page, at('get/hill.jpg?size=8000'))
    expect(await seeNotice(page, 'IP-04')).toContain('姓名標示')
    await page.press('1')
    await pressInNotice(page, '記下授權並下載')
    await noNotice(page)
    await arrived(stage.browser, 'hill.jpg', 8000)
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({
      licence: { use: 'internalCopy', basis: 'creativeCommons', statement: 'CC-BY-4.0' },
    })
  })

  test('that is cancelled leaves nothing on the disk', async () => {
    await pressLink(page, at('get/secret-plan.jpg?size=3000000&slow'))
    await seeNotice(page, 'IP-04')
    await pressInNotice(page, '取消下載')
    await noNotice(page)
    await folderIsEmpty(stage.browser)
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({ ruleId: 'IP-04', userDecision: 'cancel' })
  })

  test.each([
    ['a torrent', 'get/film.torrent?size=5000', 'drive.example.com'],
    ['anything from a site on the list', 'get/film.zip?size=2000000&slow', 'films.example'],
  ] as const)('of %s is blocked, and leaves nothing on the disk', async (_, path, site) => {
    await pressLink(page, at(path, site))
    const notice = await seeNotice(page, '送出例外申請')
    expect(notice).toContain('沒有存下任何檔案')
    await page.press('Escape')
    await noNotice(page)
    await folderIsEmpty(stage.browser)
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({ action: 'block', direction: 'download' })
  })

  test('of a program from a site nobody registered goes on after a warning', async () => {
    await pressLink(page, onThisMachine('get/tool.aab?size=6000'))
    await seeNotice(page, 'IP-03')
    await pressInNotice(page, '仍要下載')
    await noNotice(page)
    expect(await arrived(stage.browser, 'tool.aab', 6000)).toBe(digestOf(fileBytes('tool.aab', 6000)))
  })

  test('by a magnet link is blocked at the press', async () => {
    await pressLink(page, 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Film')
    await seeNotice(page, 'IP-02')
    await page.press('Escape')
    await noNotice(page)
    expect((await ownEvents(stage.browser)).at(-1)).toMatchObject({ ruleId: 'IP-02', direction: 'download' })
  })

  test('of a hundred people from an own system is recorded once, and passes', async () => {
    await page.goto(at('visited.html', 'erp.example.org'))
    const people = inventPeople(120)
    const list = `姓名,身分證字號\n${people.map((one) => `${one.name},${one.nationalId}`).join('\n')}\n`
    await pressLink(page, at(`get/export.csv?text=${encodeURIComponent(list)}`, 'erp.example.org'))
    expect(await arrived(stage.browser, 'export.csv', Buffer.byteLength(list))).toBe(digestOf(list))
    await expect
      .poll(async () => (await ownEvents(stage.browser)).at(-1), { timeout: 10_000 })
      .toMatchObject({ ruleId: 'PD-11', action: 'log', hitCountBucket: '100+', fileExtension: 'csv' })
  })

  test('leaves no name, address or number of what was downloaded', async () => {
    const own = await stage.browser.open(stage.browser.extensionUrl('options.html#own'))
    const planted = [
      'poster',
      'banner',
      'secret-plan',
      'film.torrent',
      'tool.aab',
      'export',
      'ticket',
      'drawing',
      'report.pdf',
      'setup.exe',
      '/get/',
      'urn:btih',
    ]
    expect(await findLeaks(own, planted)).toEqual([])
    expect(await findLeaks(own, ['IP-04'])).not.toEqual([])
    await own.close()
  })
})
