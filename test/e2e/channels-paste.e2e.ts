import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Tab } from '../support/browser.ts'
import { copyText, labelOf, middleOf, noted, standPlaces, waitUntilNoted } from '../support/channels-page.ts'
import { clean, guardedStage, justify, keptBy, people, risky } from '../support/guarded-stage.ts'
import { noNotice, noticeText, pressInNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'

describe.each(browserNames)('a paste, in %s,', (name) => {
  let stage: Stage
  let page: Tab

  beforeAll(async () => {
    stage = await guardedStage(name)
  }, 120_000)
  afterAll(async () => {
    await stage.strike()
  })
  beforeEach(async () => {
    stage.site.forget()
    page = await stage.browser.open(stage.site.url('drive.example.com', 'channels.html'))
  })
  afterEach(() => page.close())

  test.each(standPlaces)(
    'in the %s place is held, and after a reason arrives whole and once',
    async (place) => {
      await copyText(page, risky)
      await page.clickAt(await middleOf(page, place, 'text'))
      await page.press('Control+V')
      expect(await seeNotice(page, '要貼上的內容有 3 人')).toContain('身分證字號')
      expect(await noted(page)).toEqual([])
      await justify(page, '以理由貼上')
      const label = place === 'light' ? 'note' : labelOf(place)
      await waitUntilNoted(page, `input ${label}`)
      expect(await noted(page)).toEqual([`paste ${label}`, `input ${label}`])
      expect(await textIn(page, place)).toBe(risky)
    },
  )

  test('that is cancelled gives the page nothing and the cursor back', async () => {
    await copyText(page, risky)
    await page.clickAt(await middleOf(page, 'light', { css: '#note' }))
    await page.press('Control+V')
    await seeNotice(page, '3 人')
    await pressInNotice(page, '取消貼上')
    await noNotice(page)
    expect(await noted(page)).toEqual([])
    await page.type('照舊')
    expect(await textIn(page, 'light')).toBe('照舊')
  })

  test.each([
    ['a field', '#line'],
    ['an editor', '#plain-editor'],
  ])('of clean text into %s passes unnoticed, where the cursor stood', async (_, css) => {
    await copyText(page, clean)
    await page.clickAt(await middleOf(page, 'light', { css }))
    await page.type('前後')
    await page.press('ArrowLeft')
    const before = (await noted(page)).length
    await page.press('Control+V')
    const label = css.slice(1)
    await waitUntilNoted(page, `paste ${label}`)
    await until(page, css, `前${clean}後`)
    expect((await noted(page)).slice(before)).toEqual([`paste ${label}`, `input ${label}`])
    expect(await noticeText(page)).toBeUndefined()
  })

  test('into an editor that takes it itself brings it the same data', async () => {
    await copyText(page, risky)
    await page.clickAt(await middleOf(page, 'light', { css: '#own-editor' }))
    await page.press('Control+V')
    await seeNotice(page, '3 人')
    expect(await noted(page)).toEqual([])
    await justify(page, '以理由貼上')
    await waitUntilNoted(page, 'took text/plain 姓名')
    expect((await noted(page)).join('\n')).toBe(`took text/plain ${risky}`)
  })

  test('of a few characters is not even looked at', async () => {
    await copyText(page, '同意')
    await page.clickAt(await middleOf(page, 'light', { css: '#line' }))
    await page.press('Control+V')
    await until(page, '#line', '同意')
  })

  test('into a password is not read', async () => {
    await copyText(page, people[0]?.nationalId ?? '')
    await page.clickAt(await middleOf(page, 'light', { css: '#secret' }))
    await page.press('Control+V')
    await until(page, '#secret', people[0]?.nationalId ?? '')
    expect(await noticeText(page)).toBeUndefined()
  })

  test('leaves nothing behind of what it carried', async () => {
    const { leaks, records } = await keptBy(stage, [])
    expect(leaks).toEqual([])
    expect(records).not.toEqual([])
  })
})

async function until(page: Tab, css: string, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(valueOf, css), { timeout: 5000 }).toBe(text)
}

const textIn = (page: Tab, place: (typeof standPlaces)[number]): Promise<string> =>
  page.evaluate(
    (place) => {
      const shadow = (window as unknown as Record<string, ShadowRoot | undefined>)[`${place}Root`]
      const frame = document.querySelector<HTMLIFrameElement>(place === 'frame' ? '#same-origin' : '#srcdoc')
      const root = shadow ?? (place === 'frame' || place === 'srcdoc' ? frame?.contentDocument : document)
      return root?.querySelector('textarea')?.value ?? ''
    },
    place,
    place === 'foreign' ? 'other.example.net' : undefined,
  )

function valueOf(css: string): string {
  const part = document.querySelector(css)
  return part instanceof HTMLInputElement ? part.value : (part?.textContent ?? '')
}
