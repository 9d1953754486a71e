import type { Tab } from './browser.ts'

/** Starts a timer in the page that notes how long it was ever kept waiting. */
export async function startHeartbeat(tab: Tab): Promise<void> {
  await tab.evaluate(() => {
    const page = globalThis as { heartbeat?: { longest: number; beats: number } }
    const heartbeat = { longest: 0, beats: 0 }
    page.heartbeat = heartbeat
    let last = performance.now()
    const beat = () => {
      const now = performance.now()
      heartbeat.longest = Math.max(heartbeat.longest, now - last)
      heartbeat.beats += 1
      last = now

      setTimeout(beat, 10)
    }
    beat()
  }, null)
}

/** The longest pause since the start, in milliseconds, and how many beats there were. */
export const readHeartbeat = (tab: Tab): Promise<{ readonly longest: number; readonly beats: number }> =>
  tab.evaluate(() => {
    const { heartbeat } = globalThis as { heartbeat?: { longest: number; beats: number } }
    if (!heartbeat) throw new Error('no heartbeat was started')
    return heartbeat
  }, null)
