import { expect } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { until } from './actions.ts'
import type { Tab } from './browser.ts'

/** Every event of the inbox, judged or not, on the screen of the guard. */
export async function openInbox(app: Tab): Promise<void> {
  await app.front()
  await app.evaluate(() => {
    location.hash = '#/guard/all'
  }, null)
  await until(app, () => document.querySelector('main [role=tab]') !== null || undefined, null, 'the inbox', 20_000) // prettier-ignore
}

/** Addresses of the events listed now, newest first. */
export const eventsListed = (app: Tab): Promise<readonly string[]> =>
  app.evaluate(
    () =>
      [...document.querySelectorAll('main nav [data-event] a[href^="#/guard/"]')].map(
        (link) => link.getAttribute('href') ?? '',
      ),
    null,
  )

/** Waits for that many events, then makes sure that none follows and none goes. */
export async function exactlyEvents(app: Tab, count: number): Promise<void> {
  await openInbox(app)
  await until(
    app,
    (wanted) =>
      document.querySelectorAll('main nav [data-event] a[href^="#/guard/"]').length >= wanted || undefined,
    count,
    `${count} events in the inbox`,
    20_000,
  )
  // A second copy would come by the same link, right behind the first.
  await wait(1_500)
  expect(await eventsListed(app)).toHaveLength(count)
}
