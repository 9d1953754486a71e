import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { arrived, filesIn, folderIsEmpty, pressLink } from '../support/downloads.ts'
import { fileBytes } from '../support/fixture-server.ts'
import { inventPeople } from '../support/invented-people.ts'
import { findLeaks } from '../support/leak.ts'
import { noNotice, noticeText, pressInNotice, seeNotice } from '../support/notice.ts'
import { ownEvents } from '../support/own-events.ts'
import { pairExtension } from '../support/pairing.ts'
import { seedSites } from '../support/seeded-sites.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

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

  test('that no rule speaks of passes unnoticed and unchanged, and leaves no event', async () => {
    const before = (await ownEvents(stage.browser)).length
    await pressLink(page, at('get/agenda.txt?size=70000'))
    expect(await arrived(stage.browser, 'agenda.txt', 70_000)).toBe(digestOf(fileBytes('agenda.txt', 70_000)))
    expect(await noticeText(page)).toBeUndefined()
    expect(await ownEvents(stage.browser)).toHaveLength(before)
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
    // Over plain HTTP from elsewhere Chromium would ask a question of its own about a program.
    await pressLink(page, at('get/tool.aab?size=6000').replace('drive.example.com', '127.0.0.1'))
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
      '/get/',
      'urn:btih',
    ]
    expect(await findLeaks(own, planted)).toEqual([])
    expect(await findLeaks(own, ['IP-04'])).not.toEqual([])
    await own.close()
  })
})
