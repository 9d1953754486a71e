import { expect, test, vi } from 'vitest'
import { buildEvent, eventShard } from '../../../core/events/build-event.ts'
import type { EventContent } from '../../../core/events/event-content.ts'
import { mostListedForms } from '../../../core/events/form-digest.ts'
import { createDevice } from '../../../core/journal/device.ts'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { hashEnvelope } from '../../../core/journal/envelope.ts'
import { newUlidBy, type EnvelopeHash, type RecordId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { taipeiDate, taipeiDateTime } from '../../../core/model/roc-date.ts'
import { eventRecordId } from '../../../core/projections/event-row.ts'
import type { Change } from '../../../core/store/commands.ts'
import { policyInForce } from '../../../core/store/policy-in-force.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { foundedStore, ownId } from '../../support/store.ts'

const [one, two] = ['0123456789ab', 'ba9876543210']

/** A store with a paired extension: takes its events, and says what the next bundle lists. */
async function guarded() {
  const opened = await foundedStore()
  const { store, clock } = opened
  const device = await createDevice()
  const { signKey, agreeKey, client, id } = device
  unwrap(await store.enrolExtension({ id, signKey, agreeKey, client }))
  let chain: { sequence: number; previous: EnvelopeHash | '' } = { sequence: 0, previous: '' }
  const told = vi.fn<() => void>()
  store.onPolicyChange(told)
  const commit = async (...changes: readonly Change[]): Promise<void> => {
    clock.now += 1000
    unwrap(await store.execute({ type: 'commit', changes }))
  }
  return {
    ...opened,
    told,
    commit,
    listed: async () => unwrap(await store.bundleFor(device.id)).content.policy.listedForms,
    async seen(formDigest: string | undefined, more: Partial<EventContent> = {}): Promise<RecordId> {
      const { content } = unwrap(await store.bundleFor(device.id))
      const eventId = newUlidBy(device.id)
      const envelope = await buildEvent({
        device,
        workspace: content.workspace,
        members: content.heads,
        chain,
        readers: content.readers,
        now: clock.now,
        content: {
          eventId,
          at: taipeiDateTime(clock.now),
          profileCode: content.profileCode,
          ruleId: 'PD-12',
          ruleVersion: 1,
          furtherRules: [],
          action: 'log',
          host: 'example.org',
          category: 'other',
          direction: 'navigate',
          ...(formDigest === undefined ? {} : { formDigest }),
          dataClasses: [],
          userDecision: 'proceed',
          policyVersion: content.version,
          ...more,
        },
      })
      chain = { sequence: chain.sequence + 1, previous: await hashEnvelope(envelope) }
      unwrap(await store.receive(encodeEnvelope(envelope)))
      return eventRecordId(eventId)
    },
    async file(): Promise<RecordId> {
      const id = ownId(opened, 'PIF')
      await commit({ type: 'create', id, recordType: 'piFile', values: { name: '報名表' } })
      return id
    },
    async review(event: RecordId, values: object = {}): Promise<RecordId> {
      const id = ownId(opened, 'WER')
      const judged = { eventId: event, result: 'ok', note: '表單已列入個資檔案清冊。', reviewerId: opened.personId, reviewedAt: taipeiDateTime(clock.now) } // prettier-ignore
      await commit({ type: 'create', id, recordType: 'webEventReview', values: { ...judged, ...values } })
      return id
    },
  }
}

test('an organisation whose inventory names no form lists none, rather than leaving it open', async () => {
  const guard = await guarded()
  await guard.seen(one)
  expect(await guard.listed()).toEqual([])
})

test('a review that leads to a personal-data file lists its form, a draft too, and the guard is told', async () => {
  const guard = await guarded()
  const [event, file] = [await guard.seen(one), await guard.file()]
  await guard.seen(two)
  guard.told.mockClear()
  await guard.review(event, { linkedId: file })
  expect(guard.told).toHaveBeenCalledTimes(1)
  expect(await guard.listed()).toEqual([one])
  expect(await guard.queries.listedForms()).toEqual(new Map([[one, file]]))
})

test('a review led to the file afterwards lists the form as well', async () => {
  const guard = await guarded()
  const [event, file] = [await guard.seen(one), await guard.file()]
  guard.told.mockClear()
  const id = await guard.review(event)
  expect(guard.told).not.toHaveBeenCalled()
  expect(await guard.listed()).toEqual([])
  await guard.commit({ type: 'set', id, field: 'linkedId', value: file })
  expect(guard.told).toHaveBeenCalledTimes(1)
  expect(await guard.listed()).toEqual([one])
})

test.each(['PIF', 'WER'])('voiding the %s takes its form off the list, and no other', async (which) => {
  const guard = await guarded()
  const [first, second] = [await guard.seen(one), await guard.seen(two)]
  const [file, other] = [await guard.file(), await guard.file()]
  const review = await guard.review(first, { linkedId: file })
  await guard.review(second, { linkedId: other })
  expect(await guard.listed()).toEqual([one, two])
  guard.told.mockClear()
  await guard.commit({ type: 'void', id: which === 'PIF' ? file : review, reason: '表單已經下架' })
  expect(guard.told).toHaveBeenCalledTimes(1)
  expect(await guard.listed()).toEqual([two])
})

test('a retired file names no form, and an event without a form lists nothing', async () => {
  const guard = await guarded()
  const file = await guard.file()
  await guard.review(await guard.seen(undefined, { ruleId: 'PD-08' }), { linkedId: file })
  expect(await guard.listed()).toEqual([])
  await guard.review(await guard.seen(one), { linkedId: file })
  expect(await guard.listed()).toEqual([one])
  await guard.database.records.update(file, { state: 'retired' })
  expect(await guard.listed()).toEqual([])
})

test('when retention has destroyed the key of an event, its form goes with the row', async () => {
  const guard = await guarded()
  const event = await guard.seen(one)
  await guard.review(event, { linkedId: await guard.file() })
  const row = await guard.queries.recordById(event)
  expect(row?.values['fileMeta']).toEqual({ formDigest: one })
  expect(JSON.stringify({ ...row?.values, fileMeta: undefined })).not.toContain(one)
  await guard.database.envelopes
    .where('[shard+received]')
    .between([eventShard, 0], [eventShard, Infinity])
    .modify((stored) => {
      delete (stored as { wraps?: unknown }).wraps
    })
  await rebuildShard(guard.store.replica()!, eventShard)
  expect(await guard.queries.recordById(event)).toBeUndefined()
  expect(await guard.listed()).toEqual([])
})

test('more forms than a bundle may name are not named in part', () => {
  const all = Array.from({ length: mostListedForms + 1 }, (_, at) => at.toString(16).padStart(12, '0'))
  const none = { rules: [], sites: [], exceptions: [], lists: [] }
  const organisation = { id: 'ORG-1' as RecordId, values: { entityType: 'private' } }
  const listedIn = (listedForms?: readonly string[]) =>
    policyInForce({ ...none, organisation, ...(listedForms ? { listedForms } : {}) }, taipeiDate(0))
      .listedForms
  expect(listedIn(all.slice(1))).toHaveLength(mostListedForms)
  expect(listedIn(all)).toBeUndefined()
  expect(listedIn()).toBeUndefined()
})
