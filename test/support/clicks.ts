import type { Tab } from './browser.ts'

/**
 * Counts what a person presses and picks, where journeys say how many presses a task may take: every press of the
 * mouse and every file chosen in a dialog. Typing is not counted, and neither is looking.
 */
export interface ClickCounter {
  readonly count: () => number
  /** The same tab; what is pressed in it counts. */
  readonly counted: (tab: Tab) => Tab
}

export function countClicks(): ClickCounter {
  let clicks = 0
  return {
    count: () => clicks,
    counted: (tab) => ({
      ...tab,
      async clickAt(point) {
        clicks++
        await tab.clickAt(point)
      },
      async chooseFiles(...given) {
        // The button of the page, the file, and the dialog's own button.
        clicks += 3
        await tab.chooseFiles(...given)
      },
    }),
  }
}
