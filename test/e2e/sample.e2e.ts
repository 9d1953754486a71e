import { afterEach, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, link, see, until } from '../support/actions.ts'
import { worksOffline } from '../support/offline.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace, privateCompany } from '../support/workspace.ts'

let stage: Stage
afterEach(() => stage.strike())

describe.each(browserNames)('the sample organisation, in %s', (name) => {
  test('comes with one click and without a server, shows a department at work, and goes without a trace', async () => {
    stage = await setStage(name, { extension: false })
    const tab = await stage.browser.open(stage.app.url)
    await worksOffline(tab)
    await stage.app.close()
    await click(tab, button('載入示範組織'))
    await until(
      tab,
      () => document.querySelector('nav') !== null || undefined,
      null,
      'the navigation',
      60_000,
    )
    await see(tab, '這是示範組織')
    await click(tab, { ...link('瀏覽偵測'), part: true })
    await see(tab, 'PD-01', 'main')
    expect(await accessibilityProblems(tab)).toEqual([])
    await tab.reload()
    await see(tab, '這是示範組織')

    await click(tab, button('移除示範組織'))
    await click(tab, { ...button('移除示範組織'), within: '[role=dialog]' })
    await see(tab, '建立工作區')
    await createWorkspace(tab)
    await see(tab, privateCompany.organization)
    expect(await tab.evaluate(() => document.body.innerText.includes('示範'), null)).toBe(false)
    expect(tab.problems()).toEqual([])
  })
})
