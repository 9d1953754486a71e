import { armedKey } from '../page/armed.ts'

/** Whether the guard is on, as the pages are told. */
export async function isArmed(): Promise<boolean> {
  const items = await chrome.storage.local.get(armedKey)
  return items[armedKey] === true
}
