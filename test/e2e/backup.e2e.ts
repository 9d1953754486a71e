import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from '../support/accessibility.ts'
import { button, click, fill, see, until } from '../support/actions.ts'
import { chooseAttachment, middleOf, openNewEvidence, seeDigest } from '../support/attachments.ts'
import type { Tab } from '../support/browser.ts'
import { arrivedEnding } from '../support/downloads.ts'
import { fieldValue, openOrganization } from '../support/records.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createWorkspace, privateCompany } from '../support/workspace.ts'

const passphrase = '嵐山的雲在午後散開了'
const words = '115 年第 4 季還原演練：備份可讀，附件相符。'

describe.each(browserNames)('a backup, in %s', (name) => {
  const files = temporaryFolder('backup')
  const stages: Stage[] = []
  let first: Stage
  let second: Stage
  let old: Tab
  let app: Tab
  let record: string
  let digest: string
  beforeAll(async () => {
    for (let count = 0; count < 2; count++) stages.push(await setStage(name, { extension: false }))
    ;[first, second] = stages as [Stage, Stage]
    writeFileSync(join(files.path, '還原演練.txt'), words)
    digest = createHash('sha256').update(words).digest('hex')
    old = await first.browser.open(first.app.url)
    await createWorkspace(old)
    await openNewEvidence(old)
    await fill(old, '佐證名稱', '第 4 季還原演練紀錄')
    await chooseAttachment(old, [join(files.path, '還原演練.txt')])
    await seeDigest(old, digest)
    record = new URL(old.url()).hash
  })
  afterAll(async () => {
    for (const stage of stages) await stage.strike()
    files.remove()
  })

  test('is made under a passphrase entered twice, and restores every record and file in another browser', async () => {
    await go(old, '#/storage')
    await see(old, '還沒有做過', '#backup')
    expect(await accessibilityProblems(old)).toEqual([])
    await click(old, { ...button('製作備份…'), within: '#backup' })
    await fill(old, '通行碼', passphrase)
    await fill(old, '再填一次', `${passphrase}。`)
    await click(old, { ...button('製作'), within: '[role=dialog]' })
    await see(old, '兩次填的不一樣', '[role=dialog]')
    expect(await accessibilityProblems(old, '[role=dialog]')).toEqual([])
    await fill(old, '再填一次', passphrase)
    await click(old, { ...button('製作'), within: '[role=dialog]' })
    const backup = await arrivedEnding(first.browser, '.countersign-backup')
    expect(readFileSync(backup).includes(words)).toBe(false)
    await see(old, '之後沒有新的變更', '#backup')

    app = await second.browser.open(second.app.url)
    await click(app, button('從備份還原…'))
    await app.chooseFiles(
      () => document.querySelector<HTMLInputElement>('[role=dialog] input[type=file]')!,
      [backup],
    )
    await fill(app, '通行碼', '完全不同的另外一句話')
    await click(app, { ...button('還原'), within: '[role=dialog]' })
    await see(app, '通行碼不對，這份備份打不開', '[role=dialog]')
    expect(await accessibilityProblems(app)).toEqual([])
    await fill(app, '通行碼', passphrase)
    await click(app, { ...button('還原'), within: '[role=dialog]' })
    await see(app, `已還原「${privateCompany.organization}」`, '[role=dialog]')
    await see(app, '已用救援金鑰寫進成員紀錄', '[role=dialog]')
    expect(await accessibilityProblems(app, '[role=dialog]')).toEqual([])
    await click(app, { ...button('改由這台發給'), within: '[role=dialog]' })
    await see(app, '這台裝置', '[role=dialog] .v:last-child')
    await click(app, { ...button('開始使用'), within: '[role=dialog]' })
    await go(app, record)
    await seeDigest(app, digest)
  })

  test('leaves the old browser and the new one to go on by files, each change and device told', async () => {
    await openOrganization(app)
    await fill(app, '組織名稱（英）', 'Lanshan Precision')
    await click(app, { ...button('儲存'), part: true, within: 'main' })
    await see(app, '已存', 'main')
    await go(app, '#/storage')
    await click(app, { ...button('匯出檔案'), within: '#exchange' })
    const file = await arrivedEnding(second.browser, '.countersign')

    await old.front()
    await old.chooseFiles(
      () => document.querySelector<HTMLInputElement>('#exchange input[type=file]')!,
      [file],
    )
    await see(old, '收下', '#exchange [role=status]')
    expect(await accessibilityProblems(old)).toEqual([])
    await old.dropFiles(await middleOf(old, '#exchange h2'), [file])
    await see(old, '檔案裡沒有新的內容', '#exchange')
    await openOrganization(old)
    await until(
      old,
      () => document.querySelector<HTMLInputElement>('[data-field=nameEn] input')?.value || undefined,
      null,
      'the name from the other browser',
    )
    expect(await fieldValue(old, 'nameEn')).toBe('Lanshan Precision')
    await go(old, '#/devices')
    await until(
      old,
      () => document.querySelectorAll('main section:nth-of-type(2) li').length === 2 || undefined,
      null,
      'both devices',
    )
    expect([...old.problems(), ...app.problems()]).toEqual([])
  })
})

const go = (tab: Tab, hash: string): Promise<void> =>
  tab.evaluate((address) => {
    location.hash = address
  }, hash)
