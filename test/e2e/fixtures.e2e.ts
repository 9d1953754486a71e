import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { findLeaks } from '../support/leak.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, pageGot, places, waitUntilPageGot } from '../support/upload-page.ts'

/** The instruments of the other suites, shown to work where there is something to find. */
describe.each(browserNames)('without the guard, in %s', (name) => {
  const files = temporaryFolder('files')
  const workbook = join(files.path, '客戶名單.xlsx')
  let stage: Stage
  let digest: string

  beforeAll(async () => {
    const bytes = await workbookOf(inventPeople(9))
    digest = createHash('sha256').update(bytes).digest('hex')
    writeFileSync(workbook, bytes)
    stage = await setStage(name, { extension: false })
  })
  afterAll(async () => {
    await stage.strike()
    files.remove()
  })

  test.each(places)('a page gets a file chosen in its %s input', async (place) => {
    const tab = await stage.browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(tab, place, [workbook])
    await waitUntilPageGot(tab, digest)
    expect(await pageGot(tab)).toContain(`chose ${place === 'foreign' ? 'frame' : place} 客戶名單.xlsx`)
    expect(stage.site.received().at(-1)).toMatchObject({ name: '客戶名單.xlsx', sha256: digest })
  })

  test('a planted text is found wherever an origin can keep it', async () => {
    const tab = await stage.browser.open(stage.site.url('drive.example.com', 'frame.html'))
    await tab.evaluate(async () => {
      const opened = indexedDB.open('planted', 1)
      await new Promise((done) => {
        opened.onupgradeneeded = () => opened.result.createObjectStore('things')
        opened.onsuccess = done
      })
      const things = opened.result.transaction('things', 'readwrite').objectStore('things')
      things.put({ deep: [{ text: 'x歐陽嵐山x' }] }, 'text')
      things.put(new TextEncoder().encode('__A123456789__'), 'utf-8')
      things.put(
        Uint8Array.from([...'月湖'].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]))
          .buffer,
        'utf-16',
      )
      things.put(new Map([['k', new Blob(['0912345678'])]]), 'blob')
      await new Promise((done) => (things.transaction.oncomplete = done))
      opened.result.close()
      localStorage.setItem('a-key-雲嶺', '1')
    }, null)
    const needles = ['歐陽嵐山', 'A123456789', '月湖', '0912345678', '雲嶺', '不在這裡']
    const found = new Set((await findLeaks(tab, needles)).map(({ needle }) => needle))
    expect([...found].sort()).toEqual(needles.slice(0, 5).sort())
  })

  test('an unlabelled field is reported', async () => {
    const tab = await stage.browser.open(stage.site.url('drive.example.com', 'frame.html'))
    await tab.evaluate(() => document.body.append(document.createElement('textarea')), null)
    expect((await accessibilityProblems(tab)).filter((problem) => problem.startsWith('label:'))).toHaveLength(
      1,
    )
  })
})
