import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, see, shows, until } from '../support/actions.ts'
import { fieldValue, openOrganization } from '../support/records.ts'
import { canMountDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'

let stage: Stage
let disk: SmallDisk
afterEach(async () => {
  disk.relieve()
  await stage.strike()
  disk.remove()
})

// Only an administrator may mount a disk of a chosen size; elsewhere the run says what it leaves out.
if (!canMountDisk()) console.log('not possible here: a full disk (needs root on Linux to mount a small one)')

describe.each(canMountDisk() ? browserNames : [])('a full disk under %s', (name) => {
  test('is said in red, claims nothing saved, keeps what was typed, and is over once there is room', async () => {
    disk = mountSmallDisk(300)
    stage = await setStage(name, { extension: false, profile: disk.path })
    const tab = await stage.browser.open(stage.app.url)
    await createWorkspace(tab)
    await openOrganization(tab)
    disk.fill()

    await fill(tab, '組織名稱（英）', 'Lanshan Precision '.repeat(4).trim())
    await click(tab, { ...button('儲存'), part: true, within: 'main' })
    await see(tab, '最後的變更沒有存好')
    expect(await shows(tab, '立即匯出')).toBe(true)
    expect(await fieldValue(tab, 'nameEn')).toContain('Lanshan Precision')

    disk.relieve()
    await click(tab, { ...button('儲存'), part: true, within: 'main' })
    await until(
      tab,
      () => !document.body.innerText.includes('最後的變更沒有存好') || undefined,
      null,
      'the red notice to go',
    )
    await tab.reload()
    await openOrganization(tab)
    expect(await fieldValue(tab, 'nameEn')).toContain('Lanshan Precision')
  })
})
