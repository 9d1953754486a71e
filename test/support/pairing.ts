import { expect } from 'vitest'
import { button, click, fill, see, until } from './actions.ts'
import type { Tab } from './browser.ts'
import type { Stage } from './stage.ts'

/** Reads the disclosure and starts the guard, then pairs it with the open application; both sides compare six words. */
export async function pairExtension(stage: Stage, app: Tab): Promise<void> {
  const { browser } = stage
  const onboarding = await browser.open(browser.extensionUrl('onboarding.html'))
  await click(onboarding, { role: 'button', name: '', within: '.acts', part: true })
  await until(
    onboarding,
    () => document.querySelector('.acts .approved') !== null || undefined,
    null,
    'the guard to start',
  )
  await onboarding.close()

  const options = await browser.open(browser.extensionUrl('options.html#pairing'))
  await speak(options, 'zh-TW')
  await fill(options, '會簽的位址', stage.app.url.replace(/\/$/, ''))
  await click(options, button('開始配對'))
  const theirs = await until(options, readWords, 'ol.words li', 'six words in the extension', 30_000)
  await app.front()
  const ours = await until(
    app,
    readWords,
    'dialog ol.words li, [role=dialog] ol.words li',
    'six words in the application',
    20_000,
  )
  expect(ours).toEqual(theirs)

  await click(app, button('一樣'))
  await options.front()
  await click(options, button('一樣'))
  await see(options, '已和「')
  await options.close()
  await app.front()
  await see(app, '配對完成')
  await click(app, { role: 'button', name: '關閉', within: 'dialog, [role=dialog]' })
}

/** The browsers here are English, and so would be the guard. */
export async function speak(options: Tab, language: 'zh-TW' | 'en'): Promise<void> {
  await until(options, chooseLanguage, language, `the guard to speak ${language}`)
}

function chooseLanguage(language: string): true | undefined {
  const select = document.querySelector<HTMLSelectElement>('#language select')
  if (!select) return undefined
  if (select.value === language && document.documentElement.lang.startsWith(language.slice(0, 2))) return true
  if (select.value === language) return undefined
  select.value = language
  select.dispatchEvent(new Event('change', { bubbles: true }))
  return undefined
}

function readWords(selector: string): string[] | undefined {
  const words = [...document.querySelectorAll(selector)].map((item) =>
    (item.textContent ?? '').replace(/[^a-z]/g, ''),
  )
  return words.length === 6 ? words : undefined
}
