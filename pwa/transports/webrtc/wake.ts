/** As much of a window as tells that somebody or the network came back. */
export interface Waking {
  readonly addEventListener: (type: 'online' | 'pageshow' | 'focus', listener: () => void) => void
  readonly removeEventListener: (type: 'online' | 'pageshow' | 'focus', listener: () => void) => void
  readonly document: {
    readonly visibilityState: string
    readonly addEventListener: (type: 'visibilitychange' | 'resume', listener: () => void) => void
    readonly removeEventListener: (type: 'visibilitychange' | 'resume', listener: () => void) => void
  }
}

const beat = 5_000
/** A timer this late did not run because the machine slept or the page was frozen; throttled ones come each minute. */
const asleep = 90_000

/** Calls back when connections may have died unnoticed: after sleep, a frozen page, a network that came back. */
export function onWake(page: Waking, awake: () => void, now: () => number = Date.now): () => void {
  let last = now()
  const timer = setInterval(() => {
    const late = now() - last > asleep
    last = now()
    if (late) awake()
  }, beat)
  const seen = (): void => {
    if (page.document.visibilityState === 'visible') awake()
  }
  for (const type of ['online', 'pageshow', 'focus'] as const) page.addEventListener(type, awake)
  page.document.addEventListener('visibilitychange', seen)
  page.document.addEventListener('resume', awake)
  return () => {
    clearInterval(timer)
    for (const type of ['online', 'pageshow', 'focus'] as const) page.removeEventListener(type, awake)
    page.document.removeEventListener('visibilitychange', seen)
    page.document.removeEventListener('resume', awake)
  }
}
