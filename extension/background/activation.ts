import { armedKey } from '../page/armed.ts'
import { disclosureVersion, readManaged, readSettings } from '../settings.ts'
import type { ExtensionStatus } from '../status.ts'
import type { Outbox } from './outbox.ts'

/** Whether the guard is on, and if not, what is missing. Without rules of an organisation nothing is held. */
export async function guardState(outbox: Outbox): Promise<ExtensionStatus['guard']> {
  const [settings, managed, paired] = await Promise.all([
    readSettings(),
    readManaged(),
    outbox.bundle.get('current'),
  ])
  if (!paired) return 'notPaired'
  if (settings.acknowledgedVersion < disclosureVersion && managed.noticeGiven !== true)
    return 'notAcknowledged'
  if (!(await chrome.permissions.contains({ origins: ['<all_urls>'] }))) return 'noHostPermission'
  return paired.bundle ? 'on' : 'noPolicy'
}

/** Tells every page whether to hold. A page that has not heard yet holds, and is released at once. */
export async function publishGuardState(outbox: Outbox): Promise<void> {
  const armed = (await guardState(outbox)) === 'on'
  await chrome.storage.local.set({ [armedKey]: armed, statusChangedAt: Date.now() })
}
