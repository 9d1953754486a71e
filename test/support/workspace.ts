import { button, choose, click, fill, until } from './actions.ts'
import type { Tab } from './browser.ts'

export interface NewWorkspace {
  readonly organization: string
  readonly entityType: '公務機關' | '一般民間'
  readonly unit: string
  readonly person: string
  readonly employeeNo: string
}

export const privateCompany: NewWorkspace = {
  organization: '嵐山精密股份有限公司',
  entityType: '一般民間',
  unit: '資訊室',
  person: '歐陽嵐山',
  employeeNo: 'E0001',
}

export const agency: NewWorkspace = { ...privateCompany, organization: '嵐山區公所', entityType: '公務機關' }

/** Fills the first screen as a person does and waits for the day's screen. The passphrase is put off. */
export async function createWorkspace(tab: Tab, workspace: NewWorkspace = privateCompany): Promise<void> {
  await fill(tab, '組織名稱', workspace.organization)
  await choose(tab, '組織型態', workspace.entityType)
  if (workspace.entityType === '公務機關') await choose(tab, '資通安全責任等級', 'C 級')
  await fill(tab, '單位名稱', workspace.unit)
  await fill(tab, '您的姓名', workspace.person)
  await fill(tab, '員工編號', workspace.employeeNo)
  await click(tab, { role: 'choice', name: '稍後設定' })
  await click(tab, button('建立工作區'))
  await until(tab, () => document.querySelector('nav') !== null || undefined, null, 'the navigation', 20_000)
}
