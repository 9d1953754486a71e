import { afterEach, describe, expect, test } from 'vitest'
import { see, until } from '../support/actions.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'

let stage: Stage
afterEach(() => stage.strike())

describe.each(browserNames)('a workspace in %s', (name) => {
  test('is created without a passphrase, keeps saying so, and is there after the browser was killed', async () => {
    stage = await setStage(name, { extension: false })
    const tab = await stage.browser.open(stage.app.url)
    await createWorkspace(tab)
    await see(tab, '還沒有設定備份通行碼')
    expect(tab.problems()).toEqual([])
    await stage.browser.kill()
    const later = await (await stage.restart()).open(stage.app.url)
    await until(
      later,
      () => document.querySelector('nav') !== null || undefined,
      null,
      'the navigation',
      20_000,
    )
    await see(later, '還沒有設定備份通行碼')
  })
})
