import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { until } from '../support/actions.ts'
import { speak } from '../support/pairing.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

const languages = ['zh-TW', 'en'] as const

/** Every screen; `record` is the address of a record that is there after the first run. */
const screens = (record: string) => [
  '#/today', '#/overview', '#/guard/pending', '#/guard/exceptions', '#/registers', '#/devices', '#/storage', '#/settings', '#/more',
  '#/r/organization', '#/r/person', '#/r/siteRegister', '#/r/siteRegister/new', '#/r/correctiveAction/new', '#/output/O1.1.1', record, '#/nowhere',
] // prettier-ignore

describe.each(browserNames)('in %s, axe finds nothing', (name) => {
  let stage: Stage
  let app: Tab
  beforeAll(async () => {
    stage = await setStage(name, { extension: true })
    app = await stage.browser.open(stage.app.url)
  })
  afterAll(() => stage.strike())

  test('on the first screen', async () => {
    await until(app, () => document.querySelector('main h1')?.textContent, null, 'the first screen')
    expect(await accessibilityProblems(app)).toEqual([])
    await createWorkspace(app)
  })

  test.each(languages)('on any screen of the application in %s', async (language) => {
    await app.evaluate(choosePreference, language)
    await app.reload()
    await until(app, () => document.querySelector('main h1')?.textContent, null, 'a screen')
    expect(await app.evaluate(() => document.documentElement.lang.slice(0, 2), null)).toBe(
      language.slice(0, 2),
    )
    await go(app, '#/r/organization')
    const record = await until(app, firstRecord, null, 'a record in the register')
    const problems: string[] = []
    for (const hash of screens(record)) {
      await go(app, hash)
      problems.push(...(await accessibilityProblems(app)).map((problem) => `${hash} ${problem}`))
    }
    expect(problems).toEqual([])
    expect(app.problems()).toEqual([])
  })

  test.each(languages)('on any page of the extension in %s', async (language) => {
    const { browser } = stage
    const options = await browser.open(browser.extensionUrl('options.html'))
    await speak(options, language)
    const problems: string[] = []
    for (const path of ['options.html', 'onboarding.html', 'popup.html']) {
      await options.goto(browser.extensionUrl(path))
      await until(options, () => document.querySelector('main, h1')?.textContent.trim(), null, path)
      problems.push(...(await accessibilityProblems(options)).map((problem) => `${path} ${problem}`))
    }
    await options.close()
    expect(problems).toEqual([])
  })
})

async function go(tab: Tab, hash: string): Promise<void> {
  // A page behind another one is not drawn, and its transitions never end.
  await tab.front()
  await tab.evaluate((next) => {
    location.hash = next
  }, hash)
  await until(tab, screenIsCalm, hash, `screen ${hash}`)
}

/** The heading is there and nothing moves any more. */
function screenIsCalm(hash: string): true | undefined {
  const moving = document.getAnimations().some((animation) => animation.playState === 'running')
  const loading = document.querySelector('main .sk, main [aria-busy=true]')
  return (location.hash === hash && document.querySelector('main h1') && !moving && !loading) || undefined
    ? true
    : undefined
}

function firstRecord(): string | undefined {
  return (
    document.querySelector('main a[href^="#/r/organization/"]:not([href$="/new"])')?.getAttribute('href') ??
    undefined
  )
}

function choosePreference(locale: string): void {
  const key =
    Object.keys(localStorage).find((name) => localStorage.getItem(name)?.includes('density')) ??
    'countersign.preferences'
  localStorage.setItem(key, JSON.stringify({ locale, theme: 'auto', density: 'comfortable' }))
}
