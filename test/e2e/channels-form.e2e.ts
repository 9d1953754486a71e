import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Tab } from '../support/browser.ts'
import { labelOf, middleOf, noted, waitUntilNoted } from '../support/channels-page.ts'
import { guardedStage, justify, keptBy, people } from '../support/guarded-stage.ts'
import { noNotice, noticeText, pressInNotice, seeNotice } from '../support/notice.ts'
import { browserNames, type Stage } from '../support/stage.ts'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe.each(browserNames)('a form, in %s,', (name) => {
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

  const fillIn = async (number: string, code = 'A123456789') => {
    await page.evaluate(
      ([number, code]) => {
        document.querySelector<HTMLInputElement>('#number')!.value = number!
        document.querySelector<HTMLInputElement>('#code')!.value = code!
      },
      [number, code],
    )
  }
  const id = people[0]?.nationalId ?? ''

  test.each([
    ['a button', '#send', 'plain', '/submitted'],
    ['a button that sends it elsewhere', '#send-elsewhere', 'elsewhere', '/elsewhere'],
    ['requestSubmit', '#ask', undefined, '/submitted'],
  ])('sent by %s is held, and after a reason sent once by the same', async (_, css, way, path) => {
    await fillIn(id)
    await page.clickAt(await middleOf(page, 'light', { css }))
    const notice = await seeNotice(page, '表單裡打的字有 1 人')
    expect(notice).toContain('1 筆')
    expect(await noted(page)).toEqual([])
    await justify(page, '以理由送出表單')
    const button = css === '#ask' ? 'none' : css.slice(1)
    await waitUntilNoted(page, 'submit form')
    expect(await noted(page)).toEqual([`submit form ${button}`])
    const body = `number=${id}&code=A123456789${way === undefined ? '' : `&way=${way}`}`
    await expect
      .poll(() => stage.site.received(), { timeout: 5000 })
      .toMatchObject([{ path, sha256: digestOf(body) }])
  })

  test('sent by a script with submit() is held, and after a reason sent as it was then', async () => {
    await fillIn(id)
    await page.clickAt(await middleOf(page, 'light', { css: '#script' }))
    await seeNotice(page, '表單裡打的字有 1 人')
    await justify(page, '以理由送出表單')
    await expect
      .poll(() => stage.site.received(), { timeout: 5000 })
      .toMatchObject([{ path: '/submitted', sha256: digestOf(`number=${id}&code=A123456789`) }])
    // The page had emptied it meanwhile, and finds it so.
    expect(await page.evaluate(() => document.querySelector<HTMLInputElement>('#number')!.value, null)).toBe(
      '',
    )
    expect(await noted(page)).toEqual([])
  })

  test.each(['open', 'closed', 'frame', 'srcdoc', 'foreign'] as const)(
    'in the %s place is held, and after a reason sent once',
    async (place) => {
      await page.clickAt(await middleOf(page, place, { css: 'form input' }))
      await page.type(`身分證字號 ${id}`)
      await page.press('Enter')
      await seeNotice(page, '1 人')
      expect(await noted(page)).toEqual([])
      await justify(page, '以理由送出表單')
      await waitUntilNoted(page, `submit ${labelOf(place)}`)
      expect(await noted(page)).toEqual([`submit ${labelOf(place)} 身分證字號 ${id}`])
    },
  )

  test('that is cancelled is not sent, and keeps what was typed', async () => {
    await fillIn(id)
    await page.clickAt(await middleOf(page, 'light', { css: '#send' }))
    await seeNotice(page, '1 人')
    await pressInNotice(page, '取消送出表單')
    await noNotice(page)
    expect(await noted(page)).toEqual([])
    expect(stage.site.received()).toEqual([])
    expect(await page.evaluate(() => document.querySelector<HTMLInputElement>('#number')!.value, null)).toBe(
      id,
    )
  })

  test('whose text is clean goes unnoticed, whatever its password is', async () => {
    await fillIn('下週二上午十點討論採購流程', id)
    await page.clickAt(await middleOf(page, 'light', { css: '#send' }))
    await waitUntilNoted(page, 'submit form send')
    expect(await noticeText(page)).toBeUndefined()
    await expect.poll(() => stage.site.received().length, { timeout: 5000 }).toBe(1)
  })

  test('leaves nothing behind of what it carried', async () => {
    const { leaks, records } = await keptBy(stage, [])
    expect(leaks).toEqual([])
    expect(records).not.toEqual([])
  })
})
