import { join } from 'node:path'
import { startServer, type FileServer } from '../../pwa/serve/server.ts'
import { button, choose, click, fill, see, until } from './actions.ts'
import { launchBrowser, type Tab } from './browser.ts'
import { createTab } from './chromium.ts'
import { chromiumContexts } from './chromium-contexts.ts'
import { root } from './stage.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Three people on one network: two in Chromium, each with storage of their own, and one in Firefox. */
export interface Colleagues {
  readonly app: FileServer
  readonly founder: Tab
  readonly firefox: Tab
  readonly staff: Tab
  readonly strike: () => Promise<void>
}

export async function setColleagues(): Promise<Colleagues> {
  const profile = temporaryFolder('colleague-firefox')
  const app = await startServer(join(process.env['TEST_BUILDS'] ?? root, 'pwa/dist'), 0)
  const [contexts, other] = await Promise.all([
    chromiumContexts(app.url, 2),
    launchBrowser('firefox', { profile: profile.path }),
  ])
  const [founder, staff] = contexts.pages.map((page) => createTab(page.context(), page)) as [Tab, Tab]
  return {
    app,
    founder,
    staff,
    firefox: await other.open(app.url),
    async strike() {
      await Promise.allSettled([contexts.close(), other.close()])
      await app.close()
      profile.remove()
    },
  }
}

export const goTo = (tab: Tab, hash: string): Promise<void> =>
  tab.evaluate((address) => {
    location.hash = address
  }, hash)

/** Enters a person into the register and gives them an invitation; resolves with its link. */
export async function invite(
  tab: Tab,
  person: { readonly name: string; readonly employeeNo: string; readonly unit: string },
  roles: readonly string[],
): Promise<string> {
  await tab.front()
  // The sheet of the invitation before stays until one goes elsewhere.
  await goTo(tab, '#/members')
  await goTo(tab, '#/invite')
  await click(tab, button('新增人員…'))
  await fill(tab, '姓名', person.name)
  await fill(tab, '員工編號', person.employeeNo)
  await choose(tab, '單位', person.unit)
  await click(tab, { ...button('新增'), within: 'dialog, [role=dialog]' })
  for (const role of roles) await click(tab, { role: 'choice', name: role })
  await click(tab, button('產生邀請'))
  return until(
    tab,
    () => document.querySelector<HTMLInputElement>('input[aria-label="邀請連結"]')?.value,
    null,
    'the link of the invitation',
  )
}

/** Opens the link, compares the six words on both screens and confirms on both; resolves with them. */
export async function accept(
  newcomer: Tab,
  inviter: Tab,
  link: string,
): Promise<readonly (readonly string[])[]> {
  await newcomer.front()
  await newcomer.goto(link)
  await click(newcomer, button('加入'))
  const shown = [await sixWords(newcomer)]
  await inviter.front()
  shown.push(await sixWords(inviter))
  await click(inviter, button('一樣'))
  await newcomer.front()
  await click(newcomer, button('一樣'))
  return shown
}

/** Waits until the first sync is through and the pages of the workspace stand. */
export async function settleIn(newcomer: Tab): Promise<void> {
  await until(
    newcomer,
    () => (document.querySelector('nav') !== null && !location.hash.startsWith('#/join')) || undefined,
    null,
    'the end of the first sync',
    30_000,
  )
  await closeDialog(newcomer)
}

export const closeDialog = (tab: Tab): Promise<void> =>
  click(tab, { ...button('關閉'), within: 'dialog, [role=dialog]' })

/** Turns the link to colleagues on or off, as the person does who is about to be on the road. */
export async function turnLink(tab: Tab, to: '開啟' | '關閉'): Promise<void> {
  await tab.front()
  await goTo(tab, '#/devices')
  await click(tab, { role: 'choice', name: to })
  await see(tab, to === '開啟' ? '可以找到同事' : '沒有連線')
}

const sixWords = (tab: Tab): Promise<readonly string[]> =>
  until(
    tab,
    () => {
      const words = [...document.querySelectorAll('dialog ol.words li, [role=dialog] ol.words li')].map(
        (item) => (item.textContent ?? '').replace(/[^a-z]/g, ''),
      )
      return words.length === 6 ? words : undefined
    },
    null,
    'six words',
    30_000,
  )

/** Every database of the origin, every store, every row, as far as text and names go. */
export const everythingStored = (
  tab: Tab,
): Promise<{
  readonly databases: readonly string[]
  readonly shards: readonly string[]
  readonly types: readonly string[]
  readonly keys: readonly string[]
}> =>
  tab.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('unreadable'))
      })
    const databases: string[] = []
    const shards = new Set<string>()
    const types = new Set<string>()
    const keys = new Set<string>()
    for (const { name = '' } of await indexedDB.databases()) {
      databases.push(name)
      const database = await asked(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = await asked(database.transaction(store).objectStore(store).getAll())
        for (const row of rows as Record<string, unknown>[]) {
          if (typeof row['shard'] === 'string') shards.add(row['shard'])
          if (store === 'records') types.add(String(row['type']))
          if (store === 'keyring') keys.add(String(row['compartment']))
        }
      }
      database.close()
    }
    return { databases, shards: [...shards], types: [...types], keys: [...keys] }
  }, null)
