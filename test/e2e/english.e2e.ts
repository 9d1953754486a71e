import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { button, click, fill, link, see, until } from '../support/actions.ts'
import { inventPeople, workbookOf } from '../support/invented-people.ts'
import { chineseLeft, chineseOf } from '../support/language.ts'
import { noNotice, pressInNotice, seeNotice, writeInNotice } from '../support/notice.ts'
import { pairExtension } from '../support/pairing.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { chooseIn, waitUntilPageGot } from '../support/upload-page.ts'
import { createWorkspace, type NewWorkspace } from '../support/workspace.ts'

const company: NewWorkspace = {
  organization: 'Lanshan Precision Ltd',
  entityType: 'private',
  unit: 'Information office',
  person: 'Lin Pei-jung',
  employeeNo: 'E0001',
}
const reason = 'The yearly audit needs this sampled list'

/** Shown as data: a language's own name, provisional numbers (`暫-…`), and what masked names of the file begin with. */
const data = [
  '繁體中文',
  '暫-',
  ...new Set(inventPeople(9).map(({ name }) => name.slice(0, name.length - 2))),
]

let stage: Stage
const files = temporaryFolder('english')
afterEach(() => stage.strike())

describe.each(browserNames)('in English, in %s', (name) => {
  test('from the workspace to the review, no Chinese word but data is on the way', async () => {
    const path = join(files.path, 'customers.xlsx')
    writeFileSync(path, await workbookOf(inventPeople(9)))
    stage = await setStage(name, { extension: true })
    const { browser } = stage
    const app = await browser.open(stage.app.url)
    await click(app, { role: 'choice', name: 'English' })
    await see(app, 'Create a workspace')
    expect(await chineseLeft(app, data)).toEqual([])
    await createWorkspace(app, company, 'en')
    expect(await chineseLeft(app, data)).toEqual([])
    await pairExtension(stage, app, 'en')

    const page = await browser.open(stage.site.url('drive.example.com', 'upload.html'))
    await chooseIn(page, 'light', [path])
    const notice = await seeNotice(page, 'Found for 9 people')
    for (const words of ['Give a reason', 'Cancel upload', 'not approved', 'PD-01', company.organization])
      expect(notice).toContain(words)
    // The mark of the brand is a character drawn as a seal.
    expect(chineseOf(notice.split('\n'), [...data, '簽'])).toEqual([])
    await writeInNotice(page, 'Why it must be sent', reason)
    await pressInNotice(page, 'Upload with this reason')
    await waitUntilPageGot(page, 'sent light')
    await noNotice(page)

    await app.front()
    await click(app, { ...link('Browser guard'), part: true })
    await click(app, { role: 'link', name: 'example.com', part: true, within: 'main' })
    await see(app, reason, 'article')
    expect(await chineseLeft(app, data)).toEqual([])
    await click(app, { role: 'choice', name: 'Violation', part: true, within: 'fieldset' })
    await fill(app, 'Note', 'A list went to an outside site without approval')
    expect(await chineseLeft(app, data)).toEqual([])
    await click(app, { ...button('Submit the review'), part: true })
    await see(app, 'The review and the corrective action are saved')
    expect(await chineseLeft(app, data)).toEqual([])
    await click(app, { role: 'link', name: '(PD-01)', part: true, within: 'article' })
    await until(app, () => location.hash.includes('correctiveAction') || undefined, null, 'the action')
    await see(app, company.person)
    expect(await chineseLeft(app, data)).toEqual([])
    expect(app.problems()).toEqual([])

    const own = await browser.open(browser.extensionUrl('options.html#own'))
    await see(own, reason)
    expect(await chineseLeft(own, data)).toEqual([])
  })
})
