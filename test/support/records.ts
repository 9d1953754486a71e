import { until } from './actions.ts'
import type { Tab } from './browser.ts'

/** Opens the organisation's own record, which every workspace has. */
export async function openOrganization(tab: Tab): Promise<void> {
  await tab.front()
  await tab.evaluate(() => {
    location.hash = '#/r/organization'
  }, null)
  const address = await until(tab, firstOrganization, null, 'the organisation in its register')
  await tab.evaluate((hash) => {
    location.hash = hash
  }, address)
  await until(
    tab,
    () => document.querySelector('[data-field=nameEn] input') !== null || undefined,
    null,
    'the form',
  )
}

/** What a field of the open form holds now. */
export const fieldValue = (tab: Tab, field: string): Promise<string | undefined> =>
  tab.evaluate((key) => document.querySelector<HTMLInputElement>(`[data-field=${key}] input`)?.value, field)

function firstOrganization(): string | undefined {
  return (
    document.querySelector('main a[href^="#/r/organization/"]:not([href$="/new"])')?.getAttribute('href') ??
    undefined
  )
}
