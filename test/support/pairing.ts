import { expect } from 'vitest'
import { button, click, fill, see, until } from './actions.ts'
import type { Tab } from './browser.ts'
import type { Language } from './language.ts'
import type { Stage } from './stage.ts'

const said = {
  'zh-TW': {
    address: '會簽的位址',
    start: '開始配對',
    same: '一樣',
    paired: '已和「',
    done: '配對完成',
    close: '關閉',
  },
  en: {
    address: 'Address of Countersign',
    start: 'Start pairing',
    same: 'The same',
    paired: 'Paired with “',
    done: 'Paired.',
    close: 'Close',
  },
} as const

/** Reads the disclosure and starts the guard, then pairs it with the open application; both sides compare six words. */
export async function pairExtension(stage: Stage, app: Tab, language: Language = 'zh-TW'): Promise<void> {
  const { browser } = stage
  const words = said[language]
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
  await speak(options, language)
  await fill(options, words.address, stage.app.url.replace(/\/$/, ''))
  await click(options, button(words.start))
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

  await click(app, button(words.same))
  await options.front()
  await click(options, button(words.same))
  await see(options, words.paired)
  await options.close()
  await app.front()
  await see(app, words.done)
  await click(app, { role: 'button', name: words.close, within: 'dialog, [role=dialog]' })
}

/** The browsers here are English, and so would be the guard. */
export async function speak(options: Tab, language: Language): Promise<void> {
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
