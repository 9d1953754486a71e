import type { Direction } from '../../core/policy/verdict.ts'
import { sendMessage } from '../messaging.ts'
import { composeChecking } from './compose-notice.ts'
import { currentLocale } from './locale.ts'
import { hideIn, showIn } from './notice-frame.ts'

/** A check that takes longer than this is shown. Milliseconds. */
const patience = 1000

export interface CheckingBar {
  /** Per cent of what is held that is read. */
  readonly told: (percent: number) => void
  /** Resolves when the bar is gone, or will never come. */
  readonly end: () => Promise<void>
}

/** The bar of a check that lasts: what is read of it so far, and a way to stop it. Nothing is seen of a short one. */
export function startCheckingBar(at: {
  readonly hold: string
  readonly tabId: number
  readonly frameId: number
  readonly direction: Direction
}): CheckingBar {
  const { hold, tabId, frameId, direction } = at
  let percent: number | undefined
  let shown: number | undefined
  let ended = false
  let showing: Promise<void> | undefined
  const show = async () => {
    const frame = await showIn(tabId, frameId, composeChecking(hold, direction, await currentLocale()))
    shown = frame
    if (percent !== undefined && !ended) say(percent)
  }
  const say = (percent: number) => {
    if (shown === undefined) return
    // The page may be gone, and its bar with it.
    sendMessage('showProgress', { hold, percent }, { tabId, frameId: shown }).catch(() => undefined)
  }
  const timer = setTimeout(() => {
    showing = show()
  }, patience)
  return {
    told(now) {
      percent = now
      say(now)
    },
    async end() {
      clearTimeout(timer)
      ended = true
      await showing
      const frame = shown
      shown = undefined
      if (frame !== undefined) await hideIn(tabId, frame, hold)
    },
  }
}
