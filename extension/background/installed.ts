import { disclosureVersion, readManaged, readSettings } from '../settings.ts'
import { publishGuardState } from './activation.ts'
import { registerBridge, wakeBridge } from './bridge-page.ts'
import type { Outbox } from './outbox.ts'

/** After installation or update: the disclosure first, then the guard also in tabs that were already open. */
export async function installed(
  outbox: Outbox,
  reason: `${chrome.runtime.OnInstalledReason}`,
): Promise<void> {
  await publishGuardState(outbox)
  const [settings, managed] = await Promise.all([readSettings(), readManaged()])
  if (settings.address !== undefined && (await outbox.bundle.get('current'))) {
    // An update forgets scripts registered at runtime, and a workspace opened before has a dead bridge or none.
    await registerBridge(settings.address)
    await wakeBridge(settings.address)
  }
  if (
    reason === 'install' &&
    settings.acknowledgedVersion < disclosureVersion &&
    managed.noticeGiven !== true
  ) {
    await chrome.tabs.create({ url: chrome.runtime.getURL('onboarding.html') })
  }
  for (const { id } of await chrome.tabs.query({ url: ['http://*/*', 'https://*/*'] })) {
    if (id === undefined) continue
    // A tab that takes no script, such as the store's, has nothing to guard.
    await chrome.scripting
      .executeScript({ target: { tabId: id, allFrames: true }, files: ['guard-content.js'] })
      .catch(() => undefined)
  }
}
