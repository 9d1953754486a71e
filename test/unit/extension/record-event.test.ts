import { afterEach, expect, test, vi } from 'vitest'
import { recordEvent, type EventDraft } from '../../../extension/background/record-event.ts'
import { openEvent } from '../../../core/events/open-event.ts'
import { decodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { hashEnvelope, verifyEnvelope } from '../../../core/journal/envelope.ts'
import { newUlid } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { pairedOutbox } from '../../support/paired-outbox.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
  eventId: newUlid(),
  ruleId: 'PD-01',
  ruleVersion: 1,
  furtherRules: [],
  action: 'justify',
  host: 'example.com',
  category: 'cloud',
  direction: 'upload',
  dataClasses: ['nationalId'],
  hitCountBucket: '2-9',
  userDecision: 'override',
  justification: '配合年度稽核送交抽查名冊',
  ...more,
})
afterEach(() => vi.restoreAllMocks())

test('an event is signed by this browser, sealed to the readers, and its own copy says the same', async () => {
  const { outbox, device, reader } = await pairedOutbox()
  const recorded = unwrap(await recordEvent(outbox, draft(), now))
  expect(recorded).toMatchObject({ at: '2026-11-22T14:30:00+08:00', profileCode: 'P-7K2Q9X' })
  const [row] = await outbox.outbox.toArray()
  const envelope = unwrap(decodeEnvelope(row!.envelope))
  expect(await verifyEnvelope(envelope, device)).toBe(true)
  expect(
    unwrap(await openEvent(envelope, { to: 'guard.1-0123456789abcdef', keys: reader.agreement })),
  ).toEqual(recorded)
  expect((await outbox.own.get(recorded.eventId))?.content).toEqual(recorded)
})

test('events asked for at once stand one after the other in one chain', async () => {
  const { outbox } = await pairedOutbox()
  await Promise.all(Array.from({ length: 5 }, () => recordEvent(outbox, draft(), now)))
  const rows = await outbox.outbox.toArray()
  expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5])
  let previous = ''
  for (const row of rows) {
    const envelope = unwrap(decodeEnvelope(row.envelope))
    expect(envelope.header.previous).toBe(previous)
    previous = await hashEnvelope(envelope)
  }
  expect((await outbox.chain.get('events'))?.previous).toBe(previous)
})

test('an answer that comes twice is one event; another answer to the same question is refused', async () => {
  const { outbox } = await pairedOutbox()
  const once = draft()
  await recordEvent(outbox, once, now)
  expect((await recordEvent(outbox, once, now + 5000)).ok).toBe(true)
  const { justification: _, ...cancelled } = { ...once, userDecision: 'cancel' as const }
  expect(await recordEvent(outbox, cancelled, now)).toMatchObject({ error: { type: 'RecordedOtherwise' } })
  expect(await outbox.outbox.count()).toBe(1)
})

test('a write that fails says so, leaves no trace, and the next event continues the chain', async () => {
  const { outbox } = await pairedOutbox()
  await recordEvent(outbox, draft(), now)
  vi.spyOn(outbox.own, 'add').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(await recordEvent(outbox, draft(), now)).toMatchObject({ ok: false, error: { type: 'NotSaved' } })
  expect(await outbox.outbox.count()).toBe(1)
  expect(await outbox.own.count()).toBe(1)
  expect((await recordEvent(outbox, draft(), now)).ok).toBe(true)
  expect((await outbox.outbox.toArray()).map(({ sequence }) => sequence)).toEqual([1, 2])
})

test('without a bundle nothing is recorded and nothing pretends to be', async () => {
  const { outbox } = await pairedOutbox()
  await outbox.bundle.clear()
  expect(await recordEvent(outbox, draft(), now)).toMatchObject({ error: { type: 'NotPaired' } })
})

test('a field an event may not hold is a bug that throws before anything is stored', async () => {
  const { outbox } = await pairedOutbox()
  const leaking = { ...draft(), fileName: '客戶名單.xlsx' }
  await expect(recordEvent(outbox, leaking, now)).rejects.toThrow()
  expect(await outbox.outbox.count()).toBe(0)
})
