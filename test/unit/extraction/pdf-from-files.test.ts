import { afterEach, expect, test, vi } from 'vitest'
import { GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { pdfFromFiles } from '../../../core/extraction/pdf-from-files.ts'

/** Workers in the order they were begun; each speaks when the test lets it. */
let begun: (EventTarget & { ended?: true })[] = []
class SilentWorker extends EventTarget {
  ended?: true
  constructor() {
    super()
    begun.push(this)
  }
  terminate(): void {
    this.ended = true
  }
}

const engine = async () => {
  begun = []
  vi.stubGlobal('Worker', SilentWorker)
  // The file the extension ships is this one.
  const here = import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')
  return pdfFromFiles((name) => (name === 'pdf.min.mjs' ? here : name))()
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('the reader of PDFs is handed over once it listens: what came before would be lost in Firefox', async () => {
  const { startWorker } = await engine()
  let handed = false
  const started = startWorker!().then((end) => ((handed = true), end))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(begun).toHaveLength(1)
  expect(handed).toBe(false)
  begun[0]!.dispatchEvent(new MessageEvent('message', { data: 'ready' }))
  const end = await started
  expect(GlobalWorkerOptions.workerPort).toBe(begun[0])
  end()
  expect(begun[0]!.ended).toBe(true)
})

test('one that stays silent or breaks is ended and another begun, three at most', async () => {
  const { startWorker } = await engine()
  vi.useFakeTimers()
  const second = startWorker!()
  await vi.advanceTimersByTimeAsync(3000)
  expect(begun.map(({ ended }) => ended)).toEqual([true, undefined])
  begun[1]!.dispatchEvent(new MessageEvent('message', { data: 'ready' }))
  await second
  expect(GlobalWorkerOptions.workerPort).toBe(begun[1])

  begun = []
  const never = startWorker!().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(0)
  begun[0]!.dispatchEvent(new Event('error'))
  await vi.advanceTimersByTimeAsync(6000)
  expect(await never).toBeInstanceOf(Error)
  expect(begun.map(({ ended }) => ended)).toEqual([true, true, true])
})
