import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, see, until } from '../support/actions.ts'
import { fieldValue, openOrganization } from '../support/records.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { createWorkspace } from '../support/workspace.ts'
import type { Tab } from '../support/browser.ts'

let stage: Stage
afterEach(() => stage.strike())

const save = (tab: Tab) => click(tab, { ...button('儲存'), part: true, within: 'main' })
const holds = (tab: Tab, field: string, value: string) =>
  until(
    tab,
    ([key, wanted]) =>
      document.querySelector<HTMLInputElement>(`[data-field=${key}] input`)?.value === wanted || undefined,
    [field, value] as const,
    `「${value}」 in ${field}`,
  )

describe.each(browserNames)('two tabs on one record in %s', (name) => {
  test('keep what the other one wrote, while writing and after the store passed from tab to tab', async () => {
    stage = await setStage(name, { extension: false })
    const first = await stage.browser.open(stage.app.url)
    await createWorkspace(first)
    const second = await stage.browser.open(stage.app.url)
    await openOrganization(first)
    await openOrganization(second)

    await first.front()
    await fill(first, '組織名稱（英）', 'Lanshan Precision')
    await second.front()
    await fill(second, '文件編號前綴', 'LSP')
    await save(second)
    await first.front()
    await holds(first, 'docPrefix', 'LSP')
    expect(await fieldValue(first, 'nameEn')).toBe('Lanshan Precision')
    await save(first)
    await second.front()
    await holds(second, 'nameEn', 'Lanshan Precision')

    // The first tab held the store; the second takes it over and goes on writing.
    await first.close()
    await fill(second, '文件編號前綴', 'LS-ISMS')
    await save(second)
    await see(second, '已存', 'main')
    const third = await stage.browser.open(stage.app.url)
    await openOrganization(third)
    await holds(third, 'docPrefix', 'LS-ISMS')
    await holds(third, 'nameEn', 'Lanshan Precision')
    expect(second.problems()).toEqual([])
  })
})
