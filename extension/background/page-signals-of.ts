import { parsePageSignals } from '../../core/rights/page-signals-shape.ts'
import type { PageSignals } from '../../core/rights/signal.ts'

/** A page that is busy for longer says nothing. Milliseconds. */
const patience = 1500

/** What the page in a tab says of rights; undefined when it says nothing in time or takes no script. */
export async function pageSignalsOf(tabId: number): Promise<PageSignals | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience))
  const read = chrome.scripting
    .executeScript({
      target: { tabId, frameIds: [0] },
      files: ['page-signals-content.js'],
      injectImmediately: true,
    })
    .then(
      ([answer]): unknown => answer?.result,
      () => undefined,
    )
  const signals = parsePageSignals(await Promise.race([read, late]))
  return signals.ok ? signals.value : undefined
}
