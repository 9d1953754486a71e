import type { Tab } from './browser.ts'
import { inventPeople } from './invented-people.ts'
import { findLeaks } from './leak.ts'
import { noNotice, pressInNotice, writeInNotice } from './notice.ts'
import { copyPairedProfile, sharedApp } from './paired-profile.ts'
import { setStage, type Stage } from './stage.ts'
import type { BrowserName } from './browser.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Three invented people as cells copied from a sheet, and a text about nobody. */
export const people = inventPeople(3)
export const risky = `姓名\t身分證字號\t手機\n${people.map(({ name, nationalId, mobile }) => `${name}\t${nationalId}\t${mobile}`).join('\n')}`
export const clean = '下週二上午十點在三樓會議室討論採購流程，請各單位派員參加。'
const planted = people.flatMap(({ name, nationalId, mobile }) => [name, nationalId, mobile])

/** A browser that is guarded by the rules of a private company, on a profile of its own; the workspace is not open. */
export async function guardedStage(name: BrowserName): Promise<Stage> {
  const folder = temporaryFolder(name)
  try {
    await copyPairedProfile(name, folder.path)
    const stage = await setStage(name, { extension: true, profile: folder.path, app: sharedApp() })
    return {
      ...stage,
      get browser() {
        return stage.browser
      },
      async strike() {
        await stage.strike()
        folder.remove()
      },
    }
  } catch (problem) {
    folder.remove()
    throw problem
  }
}

/** Answers the question of the notice with a reason and this button. */
export async function justify(page: Tab, button: string): Promise<void> {
  await writeInNotice(page, '理由', '配合年度稽核送交抽查')
  await pressInNotice(page, button)
  await noNotice(page)
}

/** What the extension kept of the planted texts; and whether it kept its records at all, or the search proves nothing. */
export async function keptBy(stage: Stage, needles: readonly string[]) {
  const own = await stage.browser.open(stage.browser.extensionUrl('options.html#own'))
  const leaks = await findLeaks(own, [...planted, ...needles])
  const records = await findLeaks(own, ['PD-01'])
  await own.close()
  return { leaks, records }
}
