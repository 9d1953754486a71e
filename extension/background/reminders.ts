import { messageFor } from '../../core/i18n/index.ts'
import { formatDateTime } from '../../core/model/roc-date.ts'
import { parse, shape } from '../../core/model/shape.ts'
import { readSettings } from '../settings.ts'
import { currentLocale } from './locale.ts'
import type { Outbox } from './outbox.ts'
import { reminderDue, type WaitingState } from './reminder-due.ts'

/*
 * Reminders come while a browser runs and never otherwise: an alarm wakes this worker, nothing wakes the browser.
 * Of reviews the extension knows what the workspace last told it; of its own events, which did not arrive.
 */
export const reminderAlarm = 'remind'
const key = 'reviewsWaiting'
const reviews = 'countersign-reviews'
const undelivered = 'countersign-undelivered'
const undeliveredKey = 'undeliveredRemindedAt'
const day = 86_400_000

const stateShape = shape.object({
  at: shape.array(shape.number()),
  heardAt: shape.number(),
  remindedAt: shape.number().optional(),
})

export async function scheduleReminders(): Promise<void> {
  if (!(await chrome.alarms.get(reminderAlarm)))
    await chrome.alarms.create(reminderAlarm, { delayInMinutes: 5, periodInMinutes: 60 })
}

/** The workspace said which events wait; what was reminded of stays reminded of. */
export async function keepWaiting(at: readonly number[], now: number): Promise<void> {
  const before = await waitingState()
  await chrome.storage.local.set({
    [key]: { at: [...at], heardAt: now, ...(before?.remindedAt ? { remindedAt: before.remindedAt } : {}) },
  })
  if (at.length === 0) await chrome.notifications.clear(reviews)
}

/** Another workspace, or none: nothing of the old one is said any more. */
export async function forgetWaiting(): Promise<void> {
  for (const one of [key, undeliveredKey]) await chrome.storage.local.remove(one)
  await Promise.all([reviews, undelivered].map((id) => chrome.notifications.clear(id)))
}

export async function remind(outbox: Outbox, now: number): Promise<void> {
  await remindOfReviews(now)
  await remindOfUndelivered(outbox, now)
}

async function remindOfReviews(now: number): Promise<void> {
  const state = await waitingState()
  const due = state && reminderDue(state, now)
  if (!state || !due) return
  const locale = await currentLocale()
  const lines = [
    messageFor('reminder.over24', { count: due.over24 }, locale),
    ...(due.over72 > 0 ? [messageFor('reminder.over72', { count: due.over72 }, locale)] : []),
    messageFor(
      'reminder.asOf',
      { time: formatDateTime(state.heardAt, locale === 'en' ? 'ad' : 'roc') },
      locale,
    ),
  ]
  await notify(reviews, messageFor('reminder.title', {}, locale), lines.join('\n'))
  await chrome.storage.local.set({ [key]: { ...state, remindedAt: now } })
}

/** Signed and safe here, but nobody in the organisation can see them: once a day is enough. */
async function remindOfUndelivered(outbox: Outbox, now: number): Promise<void> {
  const waiting = (await outbox.outbox.toArray()).map(({ eventId }) => eventId)
  const own = await outbox.own.bulkGet(waiting)
  const count = own.filter((row) => row && row.refused === undefined && now - row.at >= day).length
  const items = await chrome.storage.local.get(undeliveredKey)
  const last = items[undeliveredKey]
  if (count === 0 || (typeof last === 'number' && now - last < day)) return
  const locale = await currentLocale()
  await notify(
    undelivered,
    messageFor('reminder.undeliveredTitle', {}, locale),
    messageFor('reminder.undelivered', { count }, locale),
  )
  await chrome.storage.local.set({ [undeliveredKey]: now })
}

const notify = (id: string, title: string, message: string): Promise<string> =>
  chrome.notifications.create(id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title,
    message,
  })

/** A press opens the workspace at what the notification was about. */
export async function openReminded(id: string): Promise<void> {
  const { address } = await readSettings()
  if (address === undefined || (id !== reviews && id !== undelivered)) return
  await chrome.notifications.clear(id)
  const place = id === reviews ? '#/guard/pending?age=over24,over72' : '#/guard/pending'
  await chrome.tabs.create({ url: new URL(place, `${address}/`).href })
}

async function waitingState(): Promise<WaitingState | undefined> {
  const items = await chrome.storage.local.get(key)
  const stored = parse(stateShape, items[key])
  return stored.ok ? stored.value : undefined
}
