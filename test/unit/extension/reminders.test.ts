import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOutbox } from '../../../extension/background/outbox.ts'
import { reminderDue } from '../../../extension/background/reminder-due.ts'
import { forgetWaiting, keepWaiting, remind } from '../../../extension/background/reminders.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'

const hour = 3_600_000
const now = Date.parse('2026-11-23T01:00:00Z')
const ago = (hours: number): number => now - hours * hour

describe('a reminder of events that wait for review', () => {
  test('comes when one passed 24 hours, and says how many passed 72', () => {
    expect(reminderDue({ at: [ago(1), ago(23)], heardAt: now }, now)).toBeUndefined()
    expect(reminderDue({ at: [ago(1), ago(24), ago(80)], heardAt: now }, now)).toEqual({
      over24: 2,
      over72: 1,
    })
  })

  test('is not repeated within the day unless another one became late', () => {
    const remindedAt = ago(2)
    expect(reminderDue({ at: [ago(30)], heardAt: now, remindedAt }, now)).toBeUndefined()
    expect(reminderDue({ at: [ago(30), ago(25)], heardAt: now, remindedAt }, now)).toEqual({
      over24: 2,
      over72: 0,
    })
    expect(reminderDue({ at: [ago(73)], heardAt: now, remindedAt }, now)).toEqual({ over24: 1, over72: 1 })
  })

  test('comes again after a day, as long as one is late', () => {
    expect(reminderDue({ at: [ago(50)], heardAt: now, remindedAt: ago(24) }, now)).toEqual({
      over24: 1,
      over72: 0,
    })
    expect(reminderDue({ at: [], heardAt: now, remindedAt: ago(48) }, now)).toBeUndefined()
  })
})

describe('the notification', () => {
  let platform: ReturnType<typeof fakeChrome>
  const outbox = () => openOutbox({ indexedDB: new IDBFactory(), IDBKeyRange })
  beforeEach(() => {
    platform = fakeChrome()
    vi.stubGlobal('chrome', platform.chrome)
  })
  afterEach(() => vi.unstubAllGlobals())

  test('says the numbers and when they were last known, and goes when nothing waits', async () => {
    await keepWaiting([ago(30), ago(90)], ago(3))
    await remind(outbox(), now)
    const { message } = platform.shown.get('countersign-reviews')!
    expect(message).toContain('2 件')
    expect(message).toContain('1 件偵測事件逾 72 小時')
    expect(message).toContain('06:00')
    await keepWaiting([], now)
    expect(platform.shown.size).toBe(0)
  })

  test('is shown once, and what the workspace says again does not repeat it', async () => {
    await keepWaiting([ago(30)], ago(3))
    await remind(outbox(), now)
    platform.shown.clear()
    await keepWaiting([ago(30)], now)
    await remind(outbox(), now + hour)
    expect(platform.shown.size).toBe(0)
  })

  test('tells of own records that no workspace has seen for a day, not of those refused', async () => {
    const own = outbox()
    const content = {} as never
    await own.own.bulkPut([
      { eventId: 'A', at: ago(30), content, delivered: 0 },
      { eventId: 'B', at: ago(2), content, delivered: 0 },
      { eventId: 'C', at: ago(50), content, delivered: 0, refused: 'Unreadable' },
    ])
    await own.outbox.bulkPut(
      ['A', 'B', 'C'].map((eventId, sequence) => ({ sequence, eventId, envelope: new Uint8Array(1) })),
    )
    await remind(own, now)
    expect(platform.shown.get('countersign-undelivered')?.message).toContain('1 筆')
  })

  test('speaks of nothing any more once the pairing ended', async () => {
    await keepWaiting([ago(30)], ago(3))
    await forgetWaiting()
    await remind(outbox(), now)
    expect(platform.shown.size).toBe(0)
  })
})
