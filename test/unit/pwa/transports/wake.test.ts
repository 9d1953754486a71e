import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onWake } from '../../../../pwa/transports/webrtc/wake.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function aPage() {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  return Object.assign(window, { document })
}

test('a page wakes when it is seen again, the network is back, or its clock jumped; a hidden one does not', () => {
  const page = aPage()
  const awake = vi.fn<() => void>()
  let skew = 0
  const stop = onWake(page, awake, () => Date.now() + skew)
  vi.advanceTimersByTime(60_000)
  expect(awake).not.toHaveBeenCalled()

  page.dispatchEvent(new Event('online'))
  page.document.dispatchEvent(new Event('visibilitychange'))
  expect(awake).toHaveBeenCalledTimes(2)
  page.document.visibilityState = 'hidden'
  page.document.dispatchEvent(new Event('visibilitychange'))
  expect(awake).toHaveBeenCalledTimes(2)

  // The lid was closed for an hour: no timer ran.
  skew = 3_600_000
  vi.advanceTimersByTime(5_000)
  expect(awake).toHaveBeenCalledTimes(3)
  vi.advanceTimersByTime(60_000)
  expect(awake).toHaveBeenCalledTimes(3)

  stop()
  page.dispatchEvent(new Event('online'))
  skew = 7_200_000
  vi.advanceTimersByTime(10_000)
  expect(awake).toHaveBeenCalledTimes(3)
})
