import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDevice, signBytes, type Device } from '../../../core/journal/device.ts'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { randomBytes, toHex } from '../../../core/model/bytes.ts'
import { canonicalBytes } from '../../../core/model/canonical-json.ts'
import { rowToEnvelope } from '../../../core/store/journal-rows.ts'
import { encodeParcel } from '../../../core/store/parcel.ts'
import type { Link } from '../../../core/sync/link.ts'
import { startPeerSession, type PeerEnd } from '../../../core/sync/peer-session.ts'
import { memoryLinks } from '../../support/link.ts'
import { eventually, meet, reach } from '../../support/peers.ts'
import { runs } from '../../support/runs.ts'
import { memberReplica } from '../../support/member-replica.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { createAction, foundedStore, type TestStore } from '../../support/store.ts'

type Said = Readonly<Record<string, unknown>>

/** A device that speaks for itself, frame by frame. `as` proves another key than it names. */
function speaker(device: Device, workspace: string, link: Link, as: { readonly binding?: string } = {}) {
  const heard: Said[] = []
  let closed = false
  let wake: (() => void) | undefined
  link.listen({
    frame: (frame) => {
      heard.push(frame as Said)
      wake?.()
    },
    closed: () => {
      closed = true
      wake?.()
    },
  })
  const next = async (type: string): Promise<Said> => {
    for (;;) {
      const at = heard.findIndex((frame) => frame['type'] === type)
      if (at >= 0) return heard.splice(at, 1)[0]!
      if (closed) throw new Error(`closed before ${type}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const nonce = toHex(randomBytes(32))
  return {
    say: (frame: unknown) => link.send(frame),
    next,
    isClosed: () => closed,
    async prove() {
      const hello = await next('peerHello')
      link.send({
        type: 'peerHello',
        protocol: 1,
        workspace,
        device: device.id,
        signKey: device.signKey,
        nonce,
      })
      const said = canonicalBytes({
        purpose: 'countersign/peer/1',
        workspace,
        from: device.id,
        to: hello['device'],
        theirs: hello['nonce'],
        mine: nonce,
        binding: as.binding ?? '',
      })
      link.send({ type: 'peerProof', signature: toHex(await signBytes(device, said)) })
    },
    async enter() {
      await this.prove()
      await next('standing')
      link.send({ type: 'standing', standing: 'member' })
      await next('have')
    },
  }
}

/** A colleague’s real device under the fingers of somebody else. */
async function stage(given: { readonly binding?: string } = {}) {
  const first = await foundedStore()
  const second = await secondReplica(first)
  await createAction(first)
  const [left, right] = memoryLinks()
  const link: Link = given.binding === undefined ? left : { ...left, binding: given.binding }
  const errors: unknown[] = []
  const session = startPeerSession({ store: first.store, link, report: (error) => errors.push(error) })
  const { device, workspace } = second.store.replica()!
  return { first, second, session, errors, device, workspace, right }
}
const unharmed = async ({ first }: { first: TestStore }, before: string): Promise<void> => {
  expect(reach(first)).toBe(before)
  const again = await secondReplica(first)
  const meeting = meet(first, again)
  await eventually(() => reach(again) === reach(first))
  await meeting.cut()
}

describe('whoever speaks on a link', () => {
  test.each([
    ['no frame at all', 'hello'],
    ['a frame of another protocol', { type: 'hello' }],
    ['fields nobody declared', { type: 'peerProof', signature: 'a'.repeat(128), more: 1 }],
    ['parcels before a proof', { type: 'parcels', items: [new Uint8Array(3)] }],
    ['a prototype', JSON.parse('{"type":"want","vector":{"__proto__":{"a":1}}}')],
    [
      'too many chains',
      {
        type: 'have',
        vector: {
          'isms.audit.2026': Object.fromEntries(
            Array.from({ length: 4001 }, (_, at) => [at.toString(16).padStart(32, '0'), 1]),
          ),
        },
      },
    ],
    ['too many parcels', { type: 'parcels', items: Array.from({ length: 501 }, () => new Uint8Array(1)) }],
    ['a negative place', { type: 'want', vector: { 'isms.audit.2026': { ['a'.repeat(32)]: -1 } } }],
  ])('and says %s ends the link and changes nothing', async (_name, frame) => {
    const given = await stage()
    const before = reach(given.first)
    const other = speaker(given.device, given.workspace, given.right)
    other.say(frame)
    expect((await given.session.done).type).toMatch(/Nonsense|UnexpectedFrame|Closed/)
    await unharmed(given, before)
  })

  test('with a device’s name and another’s key, or a proof made for another connection, is nobody', async () => {
    const impostor = await createDevice()
    const stolen = await stage()
    speaker({ ...impostor, id: stolen.device.id }, stolen.workspace, stolen.right)
      .prove()
      .catch(() => undefined)
    expect(await stolen.session.done).toEqual({ type: 'BadProof' })

    const between = await stage({ binding: 'a'.repeat(64) })
    speaker(between.device, between.workspace, between.right, { binding: 'b'.repeat(64) })
      .prove()
      .catch(() => undefined)
    expect(await between.session.done).toEqual({ type: 'BadProof' })

    const elsewhere = await stage()
    speaker(elsewhere.device, 'c'.repeat(64), elsewhere.right)
      .prove()
      .catch(() => undefined)
    expect(await elsewhere.session.done).toEqual({ type: 'OtherWorkspace' })

    const copy = await stage()
    speaker(copy.first.store.replica()!.device, copy.workspace, copy.right)
      .prove()
      .catch(() => undefined)
    expect(await copy.session.done).toEqual({ type: 'OwnDevice' })
  })

  test('as a member and sends what no gate let in is shown out, and nothing of it is kept', async () => {
    const given = await stage()
    const before = reach(given.first)
    const other = speaker(given.device, given.workspace, given.right)
    await other.enter()
    const row = (await given.first.database.envelopes.where('kind').equals('change').first())!
    // A place the first device does not have yet, so that it is no repeat.
    const text = new TextDecoder().decode(row.header).replace(/"sequence":\d+/, '"sequence":99')
    const header = JSON.parse(text) as never
    const foreign = encodeEnvelope({ ...rowToEnvelope(row), header })
    other.say({ type: 'parcels', items: [encodeParcel({ envelope: foreign, keys: [] })] })
    expect(await given.session.done).toMatchObject({ type: 'BadParcel', detail: { why: 'BadSignature' } })
    await unharmed(given, before)
  })

  test('without having been added gets nothing, not even the log, and what it shows as one is not believed', async () => {
    const stranger = await createDevice()
    for (const standing of ['unknown', 'member']) {
      const given = await stage()
      const before = reach(given.first)
      const other = speaker(stranger, given.workspace, given.right)
      await other.prove()
      expect(await other.next('standing')).toEqual({ type: 'standing', standing: 'unknown' })
      other.say({ type: 'standing', standing })
      other.say({ type: 'log', items: [], last: true })
      expect((await given.session.done).type).toBe('UnknownDevice')
      await expect(other.next('have')).rejects.toThrow('closed')
      await unharmed(given, before)
    }
    const liar = await stage()
    const says = speaker(stranger, liar.workspace, liar.right)
    await says.prove()
    says.say({ type: 'standing', standing: 'removed' })
    // A screen that said this device was removed would be telling a stranger's lie.
    expect((await liar.session.done).type).toBe('UnknownDevice')
    const given = await stage()
    const other = speaker(stranger, given.workspace, given.right)
    await other.prove()
    other.say({ type: 'standing', standing: 'member' })
    const change = (await given.first.database.envelopes.where('kind').equals('change').first())!
    const item = encodeParcel({ envelope: encodeEnvelope(rowToEnvelope(change)), keys: [] })
    other.say({ type: 'log', items: [item], last: true })
    expect(await given.session.done).toMatchObject({ type: 'BadParcel', detail: { why: 'NotTheLog' } })
  })

  test('and sends what the listener may not see is left unread', async () => {
    const first = await foundedStore()
    await createAction(first)
    const staff = await memberReplica(first, ['staff'])
    const before = reach(staff)
    const [left, right] = memoryLinks()
    const session = startPeerSession({ store: staff.store, link: left, report: () => undefined })
    const founder = first.store.replica()!
    const other = speaker(founder.device, founder.workspace, right)
    await other.enter()
    const rows = await first.database.envelopes.where('kind').equals('change').toArray()
    const isms = rows.filter(({ shard }) => shard.startsWith('isms.'))
    expect(isms.length).toBeGreaterThan(0)
    other.say({
      type: 'parcels',
      items: isms.map((row) => encodeParcel({ envelope: encodeEnvelope(rowToEnvelope(row)), keys: [] })),
    })
    expect(await other.next('ack')).toEqual({ type: 'ack', vector: {}, stopped: [] })
    expect(reach(staff)).toBe(before)
    expect(await staff.database.waiting.count()).toBe(0)
    session.close()
    await session.done
  })

  test('and acknowledges what was never sent, or sends a chunk nobody asked for, is shown out', async () => {
    for (const frame of [
      { type: 'chunk', digest: 'a'.repeat(64), bytes: new Uint8Array(8) },
      { type: 'log', items: [], last: true },
      { type: 'peerProof', signature: 'a'.repeat(128) },
    ]) {
      const given = await stage()
      const other = speaker(given.device, given.workspace, given.right)
      await other.enter()
      other.say(frame)
      expect((await given.session.done).type).toBe('UnexpectedFrame')
    }
    const given = await stage()
    const other = speaker(given.device, given.workspace, given.right)
    await other.enter()
    other.say({ type: 'ack', vector: {}, stopped: [] })
    expect((await given.session.done).type).toBe('UnexpectedFrame')
  })

  test('and never reads what it is sent is not sent more than a few frames', async () => {
    const given = await stage()
    for (let index = 0; index < 600; index++) if (index % 6 === 0) await createAction(given.first)
    const other = speaker(given.device, given.workspace, given.right)
    await other.enter()
    const head = [...given.first.store.replica()!.heads.all()]
    const vector: Record<string, Record<string, number>> = {}
    for (const { shard, device } of head) (vector[shard] ??= {})[device] = 0
    other.say({ type: 'want', vector })
    const frames: unknown[] = []
    const reader = (async () => {
      for (;;) frames.push(await other.next('parcels'))
    })().catch(() => undefined)
    await eventually(() => frames.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(frames.length).toBeLessThanOrEqual(4)
    given.session.close()
    await given.session.done
    void reader
  })

  test('faster than it listens is cut off', async () => {
    const given = await stage()
    const other = speaker(given.device, given.workspace, given.right)
    await other.enter()
    for (let index = 0; index < 200; index++) other.say({ type: 'want', vector: {} })
    expect((await given.session.done).type).toBe('Flooded')
  })

  test('with any frames of the right shape harms nothing', async () => {
    const given = await stage()
    const { first } = given
    const before = reach(first)
    const chain = fc.record({
      shard: fc.constantFrom('isms.audit.2026', 'members.log.0', 'common.foundation.2026', 'guard.events.0'),
      device: fc.constantFrom(given.device.id, first.store.replica()!.device.id, 'f'.repeat(32)),
      sequence: fc.nat(2 ** 31),
    })
    const vector = fc
      .array(chain, { maxLength: 5 })
      .map((chains) =>
        chains.reduce<Record<string, Record<string, number>>>(
          (all, { shard, device, sequence }) => ({ ...all, [shard]: { ...all[shard], [device]: sequence } }),
          {},
        ),
      )
    const bytes = fc.uint8Array({ maxLength: 300 }).map((given) => Uint8Array.from(given))
    const frame = fc.oneof(
      vector.map((vector) => ({ type: 'have', vector })),
      vector.map((vector) => ({ type: 'want', vector })),
      fc.array(bytes, { minLength: 1, maxLength: 3 }).map((items) => ({ type: 'parcels', items })),
      fc
        .record({ vector, reason: fc.string({ maxLength: 20 }) })
        .map(({ vector }) => ({ type: 'ack', vector, stopped: [] })),
      fc.constant({ type: 'wantChunks', digests: ['a'.repeat(64)] }),
      fc.constant({ type: 'standing', standing: 'member' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 12 }), async (frames) => {
        const [left, right] = memoryLinks()
        const errors: unknown[] = []
        const session = startPeerSession({
          store: first.store,
          link: left,
          report: (error) => errors.push(error),
        })
        const other = speaker(given.device, given.workspace, right)
        await other.enter()
        frames.forEach(other.say)
        right.close()
        const end: PeerEnd = await session.done
        expect(end.type).toMatch(/Closed|BadParcel|UnexpectedFrame|Nonsense/)
        expect(errors).toEqual([])
        expect(reach(first)).toBe(before)
      }),
      { numRuns: runs(40) },
    )
    await unharmed(given, before)
  })
})
