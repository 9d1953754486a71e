import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { decide } from '../../../extension/background/decide.ts'
import { createVerdictService } from '../../../extension/background/give-verdict.ts'
import type { InspectionHost } from '../../../extension/background/inspection-host.ts'
import type { FileInspection } from '../../../extension/inspection.ts'
import type { Decision } from '../../../extension/messaging.ts'
import type { NoticeView } from '../../../extension/notices/view.ts'
import type { PolicySettings } from '../../../core/policy/verdict.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'
import { pairedOutbox } from '../../support/paired-outbox.ts'

const hold = '0'.repeat(32)
const planted = ['客戶名單', 'A123456789', 'A12****789', '王大明', '/secret/path']
const now = () => Date.parse('2026-11-22T06:30:00Z')
const found = (people: number): FileInspection => ({
  status: 'inspected',
  people,
  counts: people > 0 ? { nationalId: people } : {},
  samples: people > 0 ? { nationalId: ['A12****789'] } : {},
  sha256: 'c'.repeat(64),
})
let platform: ReturnType<typeof fakeChrome>
const useChrome = (options: Parameters<typeof fakeChrome>[0] = {}) => {
  platform = fakeChrome(options)
  vi.stubGlobal('chrome', platform.chrome)
}
beforeEach(() => useChrome())
afterEach(() => vi.unstubAllGlobals())

async function guard(
  inspection: FileInspection | InspectionHost['inspect'],
  policy: Partial<PolicySettings> = {},
  paired = true,
) {
  // prettier-ignore
  const { outbox, bundle } = await pairedOutbox(policy)
  const inspect = typeof inspection === 'function' ? inspection : async () => inspection
  const host = { inspect, cancel: vi.fn<() => void>() }
  const service = createVerdictService({
    outbox,
    host,
    bundle: async () => (paired ? bundle : undefined),
    now,
  })
  const upload = {
    hold,
    direction: 'upload' as const,
    files: [new File(['王大明,A123456789'], '客戶名單.csv')],
    tabId: 7,
    frameId: 3,
    page: { host: 'drive.example.com', secure: true },
  }
  const answer = (decision: Decision, tabId = 7) =>
    decide({ outbox, now, recorded: () => {} }, { tabId, hold, decision }, 'zh-TW')
  return { outbox, service, host, upload, inspect: () => service.inspect(upload), answer }
}
const notice = () =>
  platform.told.findLast(({ type }) => type === 'showNotice')?.data as NoticeView | undefined
const percents = () =>
  platform.told.flatMap(({ type, data }) =>
    type === 'showProgress' ? (data as { readonly percent: number }).percent : [],
  )
const settled = () => platform.told.filter(({ type }) => type === 'settle').map(({ data }) => data)

test('without an organisation there are no rules, and nothing is held back', async () => {
  const one = await guard(found(20), {}, false)
  expect(await one.inspect()).toEqual({ type: 'release' })
})

test('a clean file is released without a word, and a site nobody registered is recorded once a day', async () => {
  const one = await guard(found(0))
  expect(await one.inspect()).toEqual({ type: 'release' })
  expect(await one.inspect()).toEqual({ type: 'release' })
  expect(platform.told).toEqual([])
  expect((await one.outbox.own.toArray()).map(({ content }) => content.ruleId)).toEqual(['AI-05'])
})

test('a clean file to an approved site leaves no record', async () => {
  const approved = { host: 'example.com', category: 'cloud', dataLocation: 'tw', validUntil: '2027-01-01' }
  const one = await guard(found(0), { sites: [{ ...approved, allowedDataClasses: ['personal'] }] })
  expect(await one.inspect()).toEqual({ type: 'release' })
  expect(await one.outbox.outbox.count()).toBe(0)
})

test('nine people may go with a reason: what was found, where it goes and which rule are said', async () => {
  const one = await guard(found(9))
  expect(await one.inspect()).toEqual({ type: 'wait' })
  const view = notice()
  expect(view?.title).toBe('檔案裡有 9 人的身分證字號')
  expect(JSON.stringify(view?.facts)).toContain('example.com')
  expect(JSON.stringify(view?.facts)).toContain('PD-01')
  expect(view?.buttons.map(({ decision }) => decision)).toEqual(['cancel', 'justify'])
  expect(await one.outbox.outbox.count()).toBe(0)
})

test('the event is durable before the page hears anything', async () => {
  const one = await guard(found(9))
  await one.inspect()
  const send = platform.chrome.tabs.sendMessage.bind(platform.chrome.tabs)
  let recordedBefore: number | undefined
  platform.chrome.tabs.sendMessage = (tabId, message, options, answer) => {
    if (message.type !== 'settle') return send(tabId, message, options, answer)
    void one.outbox.outbox.count().then((count) => {
      recordedBefore = count
      send(tabId, message, options, answer)
    })
  }
  expect(await one.answer({ type: 'justify', reason: '配合年度稽核送交抽查名冊' })).toEqual({ type: 'done' })
  expect(recordedBefore).toBe(1)
  expect(settled()).toEqual([{ hold, release: true }])
})

test.each([
  ['a short reason', '太短了', '至少 10 字'],
  ['a reason with an ID', '要給 A123456789 這位客戶看的', '身分證字號'],
  ['a reason with a name', '請廠商王大明先生製作識別證用', '姓名'],
])('%s is refused, nothing is recorded and nothing released', async (_, reason, said) => {
  const one = await guard(found(9))
  await one.inspect()
  const answer = await one.answer({ type: 'justify', reason })
  expect(answer).toMatchObject({ type: 'refused', final: false })
  expect(JSON.stringify(answer)).toContain(said)
  expect(settled()).toEqual([])
  expect(await one.outbox.own.count()).toBe(0)
})

test('twelve people are blocked: no reason releases them, an exception can be requested', async () => {
  const one = await guard(found(12))
  await one.inspect()
  expect(notice()?.buttons.map(({ decision }) => decision)).toEqual(['cancel', 'requestException'])
  for (const decision of [
    { type: 'proceed' },
    { type: 'justify', reason: '配合年度稽核送交抽查名冊' },
  ] as const) {
    expect(await one.answer(decision)).toMatchObject({ type: 'refused' })
  }
  const reason = '個案轉介必須提供名冊，平台尚未完成資安審查，別無他法'
  const request = { type: 'requestException', reason, compensating: '改傳去識別化名冊', days: 7 } as const
  expect(await one.answer(request)).toEqual({ type: 'done' })
  expect(settled()).toEqual([{ hold, release: false }])
  const [own] = await one.outbox.own.toArray()
  expect(own?.content).toMatchObject({
    action: 'block',
    userDecision: 'exceptionRequest',
    exceptionRequest: { days: 7 },
  })
})

test('公務機關: a single ID is blocked', async () => {
  const one = await guard(found(1), { entityType: 'gov' })
  await one.inspect()
  expect(notice()?.tone).toBe('block')
})

test('a file that cannot be read is said to be that, never clean', async () => {
  const one = await guard({ status: 'cannotInspect', reason: 'encrypted' })
  expect(await one.inspect()).toEqual({ type: 'wait' })
  expect(notice()?.title).toBe('檔案有密碼，無法檢查內容')
  expect(await one.answer({ type: 'proceed' })).toEqual({ type: 'done' })
  expect((await one.outbox.own.toArray())[0]?.content).toMatchObject({ ruleId: 'CI-01', cannotInspect: 'encrypted', userDecision: 'proceed' }) // prettier-ignore
})

test('under a granted exception the file goes, and the record says by exception', async () => {
  const exceptions = [{ id: 'EXC-1', host: 'example.com', validFrom: '2026-11-01', validUntil: '2026-11-30' }]
  const one = await guard(found(12), { exceptions })
  expect(await one.inspect()).toEqual({ type: 'release' })
  expect((await one.outbox.own.toArray())[0]?.content.action).toBe('allowedByException')
})

test('a record that cannot be saved releases nothing and is said to be unsaved', async () => {
  const one = await guard(found(9))
  await one.inspect()
  vi.spyOn(one.outbox, 'transaction').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const answer = await one.answer({ type: 'justify', reason: '配合年度稽核送交抽查名冊' })
  expect(answer).toMatchObject({ type: 'refused', final: false })
  expect(settled()).toEqual([])
})

test('a rule that only records does not let a file go when the record cannot be saved', async () => {
  const one = await guard(found(9), {
    rules: ['PD-01', 'PD-06', 'AI-05'].map((ruleId) => ({
      ruleId,
      version: 1,
      enabled: true,
      action: 'log',
    })),
  })
  vi.spyOn(one.outbox, 'transaction').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(await one.inspect()).toEqual({ type: 'drop' })
  expect(notice()?.title).toContain('沒有存好紀錄')
})

test('where nobody can be asked, nothing goes', async () => {
  useChrome({ closedFrames: [0, 3] })
  const one = await guard(found(9))
  expect(await one.inspect()).toEqual({ type: 'drop' })
  expect((await one.outbox.own.toArray())[0]?.content.userDecision).toBe('cancel')
})

test('another tab cannot answer', async () => {
  const one = await guard(found(9))
  await one.inspect()
  expect(await one.answer({ type: 'justify', reason: '配合年度稽核送交抽查名冊' }, 8)).toMatchObject({ type: 'refused', final: true }) // prettier-ignore
  expect(settled()).toEqual([])
})

test('a check that takes over a second shows a calm bar, and cancelling it drops the file', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let finish: (result: FileInspection) => void = () => {}
    const one = await guard(() => new Promise((resolve) => (finish = resolve)))
    const answer = one.inspect()
    await vi.advanceTimersByTimeAsync(999)
    expect(notice()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    await vi.waitFor(() => expect(notice()?.tone).toBe('calm'))
    one.service.cancel(hold)
    expect(one.host.cancel).toHaveBeenCalled()
    finish({ status: 'cannotInspect', reason: 'timedOut' })
    expect(await answer).toEqual({ type: 'drop' })
    expect(platform.told.at(-1)?.type).toBe('hideNotice')
  } finally {
    vi.useRealTimers()
  }
})

test('a check that lasts says how much is read of all its files, each by its size, and never less than before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const reading: { told: (share: number) => void; done: () => void }[] = []
    const one = await guard(
      (_, told = () => {}) =>
        new Promise((resolve) => reading.push({ told, done: () => resolve(found(0)) })),
    )
    const files = [new File(['x'.repeat(300)], 'a.csv'), new File(['x'.repeat(100)], 'b.csv')]
    const answer = one.service.inspect({ ...one.upload, files })
    await vi.waitFor(() => expect(reading).toHaveLength(2))
    const [large, small] = reading
    large?.told(0.2)
    expect(platform.told).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    // What was read before the bar stood is said with it.
    await vi.waitFor(() => expect(percents()).toEqual([15]))
    large?.told(0.5)
    small?.told(0.5)
    small?.told(0.5)
    large?.told(0.4)
    large?.done()
    small?.done()
    await answer
    expect(percents()).toEqual([15, 37, 50, 87, 100])
    expect(platform.told.filter(({ type }) => type === 'showProgress').every(({ frameId }) => frameId === 0)).toBe(true)
  } finally {
    vi.useRealTimers()
  }
}) // prettier-ignore

test('a short check tells nobody how far it is', async () => {
  const one = await guard((_, told) => {
    told?.(0.5)
    return Promise.resolve(found(9))
  })
  await one.inspect()
  expect(percents()).toEqual([])
})

test('the bar of a slow check is gone before the question stands', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let finish: (result: FileInspection) => void = () => {}
    const begun = Promise.withResolvers<null>()
    const one = await guard(() => {
      begun.resolve(null)
      return new Promise((resolve) => (finish = resolve))
    })
    const answer = one.inspect()
    await begun.promise
    // The verdict comes while the bar is still on its way.
    vi.advanceTimersByTime(1000)
    finish(found(9))
    expect(await answer).toEqual({ type: 'wait' })
    expect(platform.told.map(({ type }) => type)).toEqual(['showNotice', 'hideNotice', 'showNotice'])
    expect(notice()?.tone).toBe('justify')
  } finally {
    vi.useRealTimers()
  }
})

test('nothing of the file is kept: not its name, its contents or its samples', async () => {
  const one = await guard(found(9))
  await one.inspect()
  await one.answer({ type: 'justify', reason: '配合年度稽核送交抽查名冊' })
  await one.inspect()
  const own = await one.outbox.own.toArray()
  const kept = JSON.stringify([own, platform.areas.session.all(), platform.areas.local.all()])
  expect(kept).toContain('nationalId')
  for (const text of planted) expect(kept).not.toContain(text)
})
