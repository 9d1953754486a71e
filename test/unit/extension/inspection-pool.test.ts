import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createInspectionPool } from '../../../extension/offscreen/inspection-pool.ts'

const clean = { status: 'inspected', people: 0, counts: {}, samples: {}, sha256: 'a'.repeat(64) }
const file = new File(['a'], 'a.csv')
const job = (name: string) => ({ job: name, file, fileExtension: 'csv' })

/** A worker that does what the test tells it, when it tells it. */
class FakeWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null
  onerror: (() => void) | null = null
  readonly posted: unknown[] = []
  terminated = false
  postMessage(message: unknown) {
    this.posted.push(message)
  }
  terminate() {
    this.terminated = true
  }
}
let workers: FakeWorker[]
const pool = () =>
  createInspectionPool(() => {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker as unknown as Worker
  })

beforeEach(() => {
  workers = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

test('a file read in time gives what the worker found, and the worker is used again', async () => {
  const one = pool()
  const first = one.run(job('1'))
  workers[0]?.onmessage?.({ data: clean })
  expect(await first).toEqual(clean)
  void one.run(job('2'))
  expect(workers).toHaveLength(1)
})

test('a file that takes over ten seconds is not inspected, and its worker is ended', async () => {
  const result = pool().run(job('1'))
  await vi.advanceTimersByTimeAsync(9_999)
  expect(workers[0]?.terminated).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await result).toEqual({ status: 'cannotInspect', reason: 'timedOut' })
  expect(workers[0]?.terminated).toBe(true)
})

test('a worker that crashes or answers nonsense never makes a file clean', async () => {
  const one = pool()
  const crashed = one.run(job('1'))
  workers[0]?.onerror?.()
  expect(await crashed).toEqual({ status: 'cannotInspect', reason: 'corrupt' })
  const nonsense = one.run(job('2'))
  workers[1]?.onmessage?.({ data: { ...clean, people: -1 } })
  expect(await nonsense).toEqual({ status: 'cannotInspect', reason: 'corrupt' })
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true])
})

test('at most two files are read at a time; the next begins when one ends', async () => {
  const one = pool()
  const all = [one.run(job('1')), one.run(job('2')), one.run(job('3'))]
  expect(workers.map(({ posted }) => posted.length)).toEqual([1, 1])
  workers[0]?.onmessage?.({ data: clean })
  await all[0]
  expect(workers.map(({ posted }) => posted.length)).toEqual([2, 1])
})

test('cancelling ends what runs and what waits of one choice, and nothing else', async () => {
  const one = pool()
  const [a, other, b] = [one.run(job('mine')), one.run(job('other')), one.run(job('mine'))]
  one.cancel('mine')
  expect(await a).toMatchObject({ status: 'cannotInspect' })
  expect(await b).toMatchObject({ status: 'cannotInspect' })
  workers[1]?.onmessage?.({ data: clean })
  expect(await other).toEqual(clean)
})

test('what a worker says of its progress is passed on, and is no answer', async () => {
  const one = pool()
  const told: number[] = []
  const result = one.run(job('1'), (share) => told.push(share))
  workers[0]?.onmessage?.({ data: { status: 'reading', share: 0.25 } })
  workers[0]?.onmessage?.({ data: { status: 'reading', share: 0.5 } })
  workers[0]?.onmessage?.({ data: clean })
  expect(await result).toEqual(clean)
  expect(told).toEqual([0.25, 0.5])
})

test('a share beyond the whole is nonsense, and nonsense never makes a file clean', async () => {
  const one = pool()
  const result = one.run(job('1'))
  workers[0]?.onmessage?.({ data: { status: 'reading', share: 2 } })
  expect(await result).toEqual({ status: 'cannotInspect', reason: 'corrupt' })
})

test('a file half read keeps what its half holds', async () => {
  const half = {
    status: 'cannotInspect',
    reason: 'encrypted',
    found: { people: 2, counts: { nationalId: 2 }, samples: {} },
    sha256: 'a'.repeat(64),
  }
  const one = pool()
  const result = one.run(job('1'))
  workers[0]?.onmessage?.({ data: half })
  expect(await result).toEqual(half)
})
