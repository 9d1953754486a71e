import { button, choose, click, fill, until } from './actions.ts'
import type { Tab } from './browser.ts'
import type { Language } from './language.ts'

export interface NewWorkspace {
  readonly organization: string
  readonly entityType: 'gov' | 'private'
  readonly unit: string
  readonly person: string
  readonly employeeNo: string
}

export const privateCompany: NewWorkspace = {
  organization: '嵐山精密股份有限公司',
  entityType: 'private',
  unit: '資訊室',
  person: '歐陽嵐山',
  employeeNo: 'E0001',
}

export const agency: NewWorkspace = { ...privateCompany, organization: '嵐山區公所', entityType: 'gov' }

const firstScreen = {
  'zh-TW': {
    organization: '組織名稱',
    entityType: '組織型態',
    gov: '公務機關',
    private: '一般民間',
    level: '資通安全責任等級',
    levelC: 'C 級',
    unit: '單位名稱',
    person: '您的姓名',
    employeeNo: '員工編號',
    later: '稍後設定',
    create: '建立工作區',
  },
  en: {
    organization: 'Organisation name',
    entityType: 'Type',
    gov: 'Government agency',
    private: 'Private organisation',
    level: 'Cyber security responsibility level',
    levelC: 'Level C',
    unit: 'Unit',
    person: 'Your name',
    employeeNo: 'Employee number',
    later: 'Later',
    create: 'Create the workspace',
  },
} as const

/** Fills the first screen as a person does and waits for the day's screen. The passphrase is put off. */
export async function createWorkspace(
  tab: Tab,
  workspace: NewWorkspace = privateCompany,
  language: Language = 'zh-TW',
): Promise<void> {
  const words = firstScreen[language]
  await fill(tab, words.organization, workspace.organization)
  await choose(tab, words.entityType, words[workspace.entityType])
  if (workspace.entityType === 'gov') await choose(tab, words.level, words.levelC)
  await fill(tab, words.unit, workspace.unit)
  await fill(tab, words.person, workspace.person)
  await fill(tab, words.employeeNo, workspace.employeeNo)
  await click(tab, { role: 'choice', name: words.later })
  await click(tab, button(words.create))
  await until(tab, () => document.querySelector('nav') !== null || undefined, null, 'the navigation', 20_000)
}
