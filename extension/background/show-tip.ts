import { composeTip } from './compose-notice.ts'
import { newHold } from './new-hold.ts'
import { currentLocale } from './locale.ts'
import { hideIn, showIn } from './notice-frame.ts'

/** Long enough to read two lines. Milliseconds. */
const shown = 12_000

/** Says a rule's message in passing; it asks nothing and goes away by itself. */
export async function showTip(tabId: number, ruleIds: readonly string[]): Promise<void> {
  const [rule] = ruleIds
  if (rule === undefined) return
  const hold = newHold()
  const frame = await showIn(tabId, 0, composeTip(hold, rule, await currentLocale()))
  if (frame !== undefined) setTimeout(() => void hideIn(tabId, frame, hold), shown)
}
