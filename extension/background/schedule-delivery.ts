import type { Outbox } from './outbox.ts'

const alarm = 'deliver'

/** While events wait, the paired page is asked for a link once a minute; without any, nothing wakes the worker. */
export async function scheduleDelivery(outbox: Outbox): Promise<void> {
  if ((await outbox.outbox.count()) > 0) await chrome.alarms.create(alarm, { periodInMinutes: 1 })
  else await chrome.alarms.clear(alarm)
}
