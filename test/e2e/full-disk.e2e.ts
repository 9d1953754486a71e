import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, shows, until } from '../support/actions.ts'
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

const save = { ...button('儲存'), part: true, within: 'main' } as const

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

    // What a browser already reserved takes a few more writes; each of them is really saved.
    let text = ''
    for (let attempt = 1; !(await shows(tab, '最後的變更沒有存好')); attempt++) {
      expect(attempt).toBeLessThan(40)
      text = `Lanshan Precision ${attempt} ${'x'.repeat(40)}`
      await fill(tab, '組織名稱（英）', text)
      await click(tab, save)
      await until(tab, saveEnded, null, 'the save to end')
    }
    expect(await shows(tab, '立即匯出')).toBe(true)
    expect(await shows(tab, '未存', 'main')).toBe(true)
    expect(await fieldValue(tab, 'nameEn')).toBe(text)

    disk.relieve()
    await click(tab, save)
    await until(
      tab,
      () => !document.body.innerText.includes('最後的變更沒有存好') || undefined,
      null,
      'the red notice to go',
    )
    await tab.reload()
    await openOrganization(tab)
    expect(await fieldValue(tab, 'nameEn')).toBe(text)
  })
})

function saveEnded(): true | undefined {
  const line = document.querySelector('main .line')
  return (
    line?.matches('.clean, .saved, .failed') ||
    document.body.innerText.includes('最後的變更沒有存好') ||
    undefined
  )
}
