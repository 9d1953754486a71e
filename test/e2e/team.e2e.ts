import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { button, click, fill, see, shows, until } from '../support/actions.ts'
import type { Tab } from '../support/browser.ts'
import {
  accept,
  closeDialog,
  everythingStored,
  goTo,
  invite,
  setColleagues,
  settleIn,
  turnLink,
  type Colleagues,
} from '../support/colleagues.ts'
import { fieldValue, openOrganization } from '../support/records.ts'
import { createWorkspace } from '../support/workspace.ts'

const save = (tab: Tab) => click(tab, { ...button('儲存'), part: true, within: 'main' })
const holds = (tab: Tab, field: string, value: string) =>
  until(
    tab,
    ([key, wanted]) =>
      document.querySelector<HTMLInputElement>(`[data-field=${key}] input`)?.value === wanted || undefined,
    [field, value] as const,
    `「${value}」 in ${field}`,
    20_000,
  )
/** Adds a line to the software list of the open check. */
async function addLine(tab: Tab, software: string): Promise<void> {
  const before = (await lines(tab)).length
  await click(tab, { ...button('加一列'), within: '[data-field=softwareScan]' })
  await until(
    tab,
    (row) =>
      (document.activeElement?.closest('[data-field=softwareScan] [data-row]') as HTMLElement | null)
        ?.dataset['row'] === String(row) || undefined,
    before,
    'the new line',
  )
  await tab.type(software)
}
const lines = (tab: Tab): Promise<string[]> =>
  tab.evaluate(
    () =>
      [
        ...document.querySelectorAll<HTMLInputElement>('[data-field=softwareScan] [data-column="0"] input'),
      ].map(({ value }) => value),
    null,
  )

describe('a department of three, in two Chromiums and one Firefox', () => {
  let team: Colleagues
  let check = ''
  let organization = ''
  beforeAll(async () => {
    team = await setColleagues()
  }, 60_000)
  afterAll(() => team.strike())

  test('a colleague joins by a link and six words, and what was there before appears', async () => {
    const { founder, firefox } = team
    await createWorkspace(founder)
    await goTo(founder, '#/r/ipCheck/new')
    await fill(founder, '期別', '115 上半年')
    await addLine(founder, '文書處理')
    await save(founder)
    check = await savedCheck(founder)

    const link = await invite(founder, { name: '王小明', employeeNo: 'E0002', unit: '資訊室' }, [
      '資安管理人員',
    ])
    const [theirs, ours] = await accept(firefox, founder, link)
    expect(theirs).toEqual(ours)
    await settleIn(firefox)
    await founder.front()
    await closeDialog(founder)
    await firefox.front()
    await goTo(firefox, check)
    await see(firefox, '115 上半年')
    expect(await lines(firefox)).toEqual(['文書處理'])
  })

  test('a third comes in the same way, as a member of staff', async () => {
    const { founder, staff } = team
    const link = await invite(founder, { name: '陳大同', employeeNo: 'E0003', unit: '資訊室' }, ['一般同仁'])
    const [theirs, ours] = await accept(staff, founder, link)
    expect(theirs).toEqual(ours)
    await settleIn(staff)
    await founder.front()
    await closeDialog(founder)
  })

  test("a member of staff's computer holds policy, what is common and their own, and nothing else", async () => {
    const stored = await everythingStored(team.staff)
    // The look itself sees: the organisation is there, and so is the log.
    expect(stored.types).toContain('organization')
    expect(stored.shards).toContain('members.log.0')
    const mine = /^(policy|common|self|members)\./
    expect(stored.shards.filter((shard) => !mine.test(shard))).toEqual([])
    expect(stored.types).not.toContain('ipCheck')
    expect(stored.keys.filter((compartment) => !mine.test(`${compartment}.`))).toEqual([])
    expect(stored.databases.filter((name) => /isms|people|privacy|audit|guard/.test(name))).toEqual([])
    const others = await everythingStored(team.founder)
    expect(others.types).toContain('ipCheck')
  })

  test('both write one record at once, and each has what the other wrote', async () => {
    const { founder, firefox } = team
    await openOrganization(founder)
    await openOrganization(firefox)
    await fill(firefox, '文件編號前綴', 'LSP')
    await founder.front()
    await fill(founder, '組織名稱（英）', 'Lanshan Precision')
    await save(founder)
    await firefox.front()
    await save(firefox)
    await holds(firefox, 'nameEn', 'Lanshan Precision')
    await founder.front()
    await holds(founder, 'docPrefix', 'LSP')
  })

  test('a list filled by two people while they are apart keeps every line once they meet again', async () => {
    const { founder, firefox } = team
    await turnLink(firefox, '關閉')
    for (const [tab, software] of [
      [firefox, '試算表'],
      [founder, '排版'],
    ] as const) {
      await tab.front()
      await goTo(tab, check)
      await until(
        tab,
        () => document.querySelector('[data-field=softwareScan]') !== null || undefined,
        null,
        'the form of the check',
      )
      await addLine(tab, software)
      await save(tab)
      await see(tab, '已存', 'main')
    }
    expect(await lines(founder)).toEqual(['文書處理', '排版'])
    await turnLink(firefox, '開啟')
    for (const tab of [firefox, founder]) {
      await tab.front()
      await goTo(tab, check)
      await expect
        .poll(async () => (await lines(tab)).sort(), { timeout: 20_000, interval: 100 })
        .toEqual(['排版', '文書處理', '試算表'].sort())
    }
    expect(await fieldValue(founder, 'period')).toBe('115 上半年')
  })

  test('a change of roles reaches the colleague, who writes no more and gets no more of what is not theirs', async () => {
    const { founder, firefox } = team
    const line = await memberLine(founder, '王小明')
    await click(founder, { ...button('變更角色…'), within: line })
    await click(founder, { role: 'choice', name: '資安管理人員', within: 'dialog, [role=dialog]' })
    await click(founder, { role: 'choice', name: '一般同仁', within: 'dialog, [role=dialog]' })
    await click(founder, { ...button('變更角色'), within: 'dialog, [role=dialog]' })
    await firefox.front()
    await goTo(firefox, '#/r/ipCheck/new')
    await see(firefox, '您的角色不能新增這種紀錄。')

    await founder.front()
    await goTo(founder, '#/r/ipCheck/new')
    await fill(founder, '期別', '116 上半年')
    await save(founder)
    await savedCheck(founder)
    await openOrganization(founder)
    organization = await founder.evaluate(() => location.hash, null)
    await fill(founder, '文件編號前綴', 'LATER')
    await save(founder)
    await firefox.front()
    await goTo(firefox, organization)
    await see(firefox, 'LATER', 'main')
    await goTo(firefox, '#/r/ipCheck')
    await see(firefox, '115 上半年')
    expect(await shows(firefox, '116 上半年')).toBe(false)
  })

  test('a removed colleague is told so, keeps what is there and gets nothing new', async () => {
    const { founder, firefox, staff } = team
    const line = await memberLine(founder, '王小明')
    await click(founder, { ...button('移除…'), within: line })
    await click(founder, button('移除成員'))
    await firefox.front()
    await see(firefox, '這台裝置已不在工作區裡')
    await openOrganization(founder)
    await fill(founder, '文件編號前綴', 'AFTER')
    await save(founder)
    // Whoever is still a member has it; the one who was removed has what there was.
    await staff.front()
    await goTo(staff, organization)
    await see(staff, 'AFTER', 'main')
    await firefox.front()
    await goTo(firefox, organization)
    await see(firefox, 'LATER', 'main')
    expect(await shows(firefox, 'AFTER')).toBe(false)
    await goTo(firefox, check)
    await see(firefox, '115 上半年')
    for (const tab of [founder, staff, firefox]) expect(tab.problems()).toEqual([])
  })
})

const savedCheck = (tab: Tab): Promise<string> =>
  until(
    tab,
    () => (/^#\/r\/ipCheck\/IPC-/.test(location.hash) ? location.hash : undefined),
    null,
    'the saved check',
  )

/** Where a member stands in the list, as a selector. */
async function memberLine(tab: Tab, name: string): Promise<string> {
  await tab.front()
  await goTo(tab, '#/members')
  const href = await until(
    tab,
    (wanted) =>
      [...document.querySelectorAll('main li a.name')]
        .find((link) => link.textContent.includes(wanted))
        ?.getAttribute('href'),
    name,
    `${name} among the members`,
  )
  return `main li:has(a[href="${href}"])`
}
