import { expect, test } from 'vitest'
import { createDeviceRow } from '../../../extension/background/device.ts'
import { extensionSide } from '../../../extension/background/extension-side.ts'
import { holdingEventChain } from '../../../extension/background/event-chain.ts'
import type { BundleRow, Outbox } from '../../../extension/background/outbox.ts'
import { deviceFor, forgetPairing, keepPairing } from '../../../extension/background/pairing-row.ts'
import { recordEvent, type EventDraft } from '../../../extension/background/record-event.ts'
import { newUlid, type WorkspaceId } from '../../../core/model/ids.ts'
import { pairedOutbox } from '../../support/paired-outbox.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const draft = (): EventDraft => ({
  eventId: newUlid(),
  ruleId: 'PD-01',
  ruleVersion: 1,
  furtherRules: [],
  action: 'warn',
  host: 'example.com',
  category: 'cloud',
  direction: 'upload',
  dataClasses: ['nationalId'],
  hitCountBucket: '2-9',
  userDecision: 'proceed',
})
const elsewhere = 'c'.repeat(64) as WorkspaceId
const row = (workspace: WorkspaceId): BundleRow => ({
  id: 'current',
  workspace,
  organisation: '嵐山診所',
  signKeys: { ['d'.repeat(32)]: 'e'.repeat(64) },
})
const counts = (outbox: Outbox) =>
  Promise.all(
    [outbox.device, outbox.chain, outbox.outbox, outbox.own, outbox.bundle].map((table) => table.count()),
  )
const wanted = () => true
/** A session that began while the pairing stood. */
const sessionOf = async (outbox: Outbox) =>
  extensionSide({
    outbox,
    self: (await outbox.device.get('self'))!,
    paired: (await outbox.bundle.get('current'))!,
    changed: () => undefined,
    state: () => undefined,
  })

test('another workspace is shown other keys and counts from the beginning; one’s own copies stay', async () => {
  const { outbox, device } = await pairedOutbox()
  await recordEvent(outbox, draft(), now)
  const fresh = await deviceFor(outbox, elsewhere)
  expect(fresh.device.id).not.toBe(device.id)
  await keepPairing(outbox, fresh, row(elsewhere), wanted)
  expect((await outbox.device.get('self'))?.device.id).toBe(fresh.device.id)
  expect(await outbox.bundle.get('current')).toEqual(row(elsewhere))
  expect(await counts(outbox)).toEqual([1, 0, 0, 1, 1])
})

test('pairing again with the same workspace keeps keys, rules and what waits to be sent', async () => {
  const { outbox, device, bundle } = await pairedOutbox()
  await recordEvent(outbox, draft(), now)
  const { workspace } = bundle.content
  const same = await deviceFor(outbox, workspace)
  expect(same.device.id).toBe(device.id)
  const kept = await keepPairing(outbox, same, row(workspace), wanted)
  expect(kept?.bundle?.content.version).toBe(bundle.content.version)
  expect((await outbox.bundle.get('current'))?.bundle).toEqual(bundle)
  expect(await counts(outbox)).toEqual([1, 1, 1, 1, 1])
})

test('a pairing given up while it was being kept leaves everything as it was', async () => {
  const { outbox, bundle } = await pairedOutbox()
  expect(await keepPairing(outbox, await createDeviceRow(), row(elsewhere), () => false)).toBeUndefined()
  expect((await outbox.bundle.get('current'))?.workspace).toBe(bundle.content.workspace)
})

test('an event being recorded while the pairing is forgotten leaves nothing of it behind', async () => {
  const { outbox } = await pairedOutbox()
  await Promise.all([recordEvent(outbox, draft(), now), forgetPairing(outbox)])
  expect(await counts(outbox)).toEqual([0, 0, 0, 0, 0])
})

test('forgetting waits for whoever holds the chain', async () => {
  const { outbox } = await pairedOutbox()
  let release = (): void => undefined
  const held = holdingEventChain(() => new Promise<void>((resolve) => (release = resolve)))
  const forgotten = forgetPairing(outbox)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await outbox.device.count()).toBe(1)
  release()
  await Promise.all([held, forgotten])
  expect(await outbox.device.count()).toBe(0)
})

test('an event built under one pairing is not stored under the next', async () => {
  const { outbox } = await pairedOutbox()
  const reading = outbox.own.get.bind(outbox.own)
  // As if the worker that holds the lock had died with its transaction still to come.
  outbox.own.get = (async (key: string) => {
    const found = await reading(key)
    await outbox.transaction('rw', [outbox.device, outbox.bundle], async () => {
      await outbox.bundle.put(row(elsewhere))
    })
    return found
  }) as never
  expect(await recordEvent(outbox, draft(), now)).toMatchObject({ error: { type: 'NotPaired' } })
  expect(await outbox.outbox.count()).toBe(0)
})

test('a session of a pairing that is over reads, deletes and refuses nothing of the next one', async () => {
  const { outbox, bundle } = await pairedOutbox()
  const old = await sessionOf(outbox)
  const fresh = await deviceFor(outbox, elsewhere)
  await keepPairing(outbox, fresh, { ...row(elsewhere), bundle }, wanted)
  await recordEvent(outbox, draft(), now)
  expect(await old.pending(0, 5)).toEqual([])
  await old.received(1)
  await old.refused(1, 'Fork')
  expect(await outbox.outbox.count()).toBe(1)
  expect((await outbox.own.toArray())[0]).not.toHaveProperty('refused')
  expect(await (await sessionOf(outbox)).pending(0, 5)).toHaveLength(1)
})
