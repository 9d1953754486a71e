import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { builds, runBuild } from '../../pwa/serve/builds.ts'
import { button, click, see, until } from '../support/actions.ts'
import { worksOffline } from '../support/offline.ts'
import { browserNames, root, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createWorkspace, privateCompany } from '../support/workspace.ts'

const later = temporaryFolder('later-build')
let stage: Stage
beforeAll(async () => {
  const anHourOn = String(Date.now() + 3_600_000)
  await runBuild(root, builds.pwa, ['--outDir', later.path], { COUNTERSIGN_BUILD: anHourOn })
}, 120_000)
afterEach(() => stage.strike())
afterAll(() => later.remove())

describe.each(browserNames)('a newer build in %s', (name) => {
  test('is offered, takes the store over from the old tab, and the old tab says so', async () => {
    stage = await setStage(name, { extension: false })
    const old = await stage.browser.open(stage.app.url)
    await createWorkspace(old)
    await worksOffline(old)

    stage.app.serveFrom(later.path)
    const next = await stage.browser.open(stage.app.url)
    await see(next, '有新版可用')
    await click(next, button('更新'))
    await see(old, '另一個分頁已是新版')
    await next.front()
    await see(next, privateCompany.organization)

    await old.front()
    await click(old, { role: 'button', name: '重新載入' })
    await see(old, privateCompany.organization)
    await until(
      old,
      () => !document.body.innerText.includes('另一個分頁已是新版') || undefined,
      null,
      'the warning to go',
    )
    expect(old.problems()).toEqual([])
    expect(next.problems()).toEqual([])
  })
})
