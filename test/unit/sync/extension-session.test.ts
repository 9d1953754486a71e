import { describe, expect, test } from 'vitest'
import { buildEvent, eventShard } from '../../../core/events/build-event.ts'
import type { EventContent } from '../../../core/events/event-content.ts'
import { mostListedForms } from '../../../core/events/form-digest.ts'
import { acceptBundle, signBundle, type PolicyBundle } from '../../../core/events/policy-bundle.ts'
import { createDevice, type Device } from '../../../core/journal/device.ts'
import { encodeEnvelope, readHeader } from '../../../core/journal/envelope-codec.ts'
import { hashEnvelope, importContentKey, sealEnvelope } from '../../../core/journal/envelope.ts'
import type { Bytes } from '../../../core/model/bytes.ts'
import {
  newUlid,
  newUlidBy,
  type EnvelopeHash,
  type KeyEpoch,
  type WorkspaceId,
  type ShardId,
} from '../../../core/model/ids.ts'
import { taipeiDateTime } from '../../../core/model/roc-date.ts'
import { unwrap } from '../../../core/model/result.ts'
import { memberShard } from '../../../core/members/membership.ts'
import { rebuildShard } from '../../../core/store/rebuild.ts'
import { startExtensionSession, type ExtensionSide } from '../../../core/sync/extension-session.ts'
import { converse, type Conversation } from '../../../core/sync/frames.ts'
import { serveExtension, type HostSide } from '../../../core/sync/host-session.ts'
import { pairAsExtension } from '../../../core/sync/pairing.ts'
import { extensionHost } from '../../../pwa/store-host/extension-host.ts'
import { createPairingDesk } from '../../../pwa/store-host/pairing-desk.ts'
import { memoryLinks } from '../../support/link.ts'
import { foundedStore, type TestStore } from '../../support/store.ts'
import { joinTeam, meet } from '../../support/team.ts'
import { rowOf } from '../pwa/rows.ts'

/** An extension as far as sync knows it: keys, a chain of events, a bundle. */
interface TestExtension {
  readonly device: Device
  workspace?: WorkspaceId
  hostKey?: { id: string; signKey: string }
  bundle?: PolicyBundle
  readonly events: { sequence: number; envelope: Bytes }[]
  chain: { sequence: number; previous: EnvelopeHash | '' }
  delivered: number
  readonly refusals: string[]
  readonly states: string[]
}

const newExtension = async (): Promise<TestExtension> => ({
  device: await createDevice(),
  events: [],
  chain: { sequence: 0, previous: '' },
  delivered: 0,
  refusals: [],
  states: [],
})

const quiet = {
  connected: () => undefined,
  report: (error: unknown) => {
    throw error
  },
}

function serve(opened: TestStore, approve = true, more: Partial<HostSide> = {}) {
  const [near, far] = memoryLinks()
  const shown: string[][] = []
  const desk = createPairingDesk((view) => {
    if (view?.phase !== 'compare') return
    shown.push([...view.words])
    queueMicrotask(() => desk.answer({ accept: approve, words: view.words }))
  })
  const served = serveExtension(converse(far), {
    ...extensionHost(opened.store, desk.begin(), quiet),
    ...more,
  })
  return { conversation: converse(near), served, shown }
}

function run(extension: TestExtension, conversation: Conversation, more: Partial<ExtensionSide> = {}) {
  const side: ExtensionSide = {
    device: extension.device,
    workspace: extension.workspace!,
    signKeyOf: (device) => (device === extension.hostKey?.id ? extension.hostKey.signKey : undefined),
    pending: (after, limit) =>
      Promise.resolve(extension.events.filter(({ sequence }) => sequence > after).slice(0, limit)),
    received: (through) => {
      extension.delivered = through
      return Promise.resolve()
    },
    refused: (_sequence, reason) => {
      extension.refusals.push(reason)
      return Promise.resolve()
    },
    async bundle(data) {
      const accepted = await acceptBundle(data, {
        workspace: extension.workspace!,
        device: extension.device.id,
        version: extension.bundle?.content.version,
      })
      if (accepted.ok) extension.bundle = accepted.value.bundle
      else extension.refusals.push(accepted.error.type)
    },
    state: (state) => extension.states.push(state),
    ...more,
  }
  return startExtensionSession(conversation, side)
}

async function pair(
  opened: TestStore,
  extension: TestExtension,
  answers: { extension?: boolean; host?: boolean } = {},
) {
  const { conversation, served, shown } = serve(opened, answers.host ?? true)
  let words: readonly string[] = []
  const paired = await pairAsExtension(
    conversation,
    () => Promise.resolve(extension),
    (compared) => {
      words = compared
      return Promise.resolve(answers.extension ?? true)
    },
  )
  if (paired.ok) {
    extension.workspace = paired.value.workspace
    extension.hostKey = paired.value.device
  }
  return { paired, conversation, served, words, shown }
}

async function addEvent(extension: TestExtension, more: Partial<EventContent> = {}) {
  const { content } = extension.bundle!
  const now = Date.parse('2026-11-22T01:30:00Z')
  const envelope = await buildEvent({
    device: extension.device,
    workspace: extension.workspace!,
    members: content.heads,
    chain: extension.chain,
    readers: content.readers,
    now,
    content: {
      eventId: newUlidBy(extension.device.id),
      at: taipeiDateTime(now),
      profileCode: content.profileCode,
      ruleId: 'PD-01',
      ruleVersion: 1,
      furtherRules: [],
      action: 'justify',
      host: 'cloud-drive.example',
      category: 'cloud',
      direction: 'upload',
      fileExtension: 'xlsx',
      sizeBucket: '<100KB',
      contentDigest: 'a1b2c3d4e5f6',
      dataClasses: ['nationalId'],
      hitCountBucket: '2-9',
      userDecision: 'override',
      justification: '廠商製作識別證需要，已簽保密切結。',
      policyVersion: content.version,
      ...more,
    },
  })
  extension.chain = { sequence: extension.chain.sequence + 1, previous: await hashEnvelope(envelope) }
  extension.events.push({ sequence: extension.chain.sequence, envelope: encodeEnvelope(envelope) })
}

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('did not come about')
}

describe('pairing', () => {
  test('shows both sides the same six words, and enrols the extension under a profile code and no name', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { paired, words, shown, conversation } = await pair(opened, extension)
    expect(paired.ok).toBe(true)
    expect(words).toHaveLength(6)
    expect(shown).toEqual([[...words]])
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    const device = opened.store.replica()!.log.now()!.devices.get(extension.device.id)
    expect(device).toMatchObject({ kind: 'extension', profileCode: extension.bundle!.content.profileCode })
    expect(device?.member).toBeUndefined()
    const [profile] = await opened.queries.recordsOf('guardProfile')
    expect(profile?.values).toMatchObject({
      code: extension.bundle!.content.profileCode,
      personId: opened.personId,
    })
    conversation.close()
    await session.done
  })

  test.each([
    ['on the extension', { extension: false }],
    ['in the PWA', { host: false }],
  ])('refused %s enrols nothing and says so on both sides', async (_where, answers) => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { paired, served } = await pair(opened, extension, answers)
    expect(paired).toMatchObject({ ok: false, error: { type: 'Refused' } })
    await served
    expect(opened.store.replica()!.log.now()!.devices.size).toBe(1)
    expect(await opened.queries.count('guardProfile')).toBe(0)
  })

  test('with someone in between who swaps keys shows different words on the two sides', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const middle = await createDevice()
    const [a, b] = memoryLinks()
    const [c, d] = memoryLinks()
    const shown: string[][] = []
    const desk = createPairingDesk((view) => {
      if (view?.phase === 'compare') shown.push([...view.words])
    })
    void serveExtension(converse(d), extensionHost(opened.store, desk.begin(), quiet))
    // Relays everything, but puts its own keys into the first frame.
    b.listen({
      frame: (frame) =>
        c.send({
          ...(frame as object),
          ...((frame as { type: string }).type === 'pairHello'
            ? { device: { signKey: middle.signKey, agreeKey: middle.agreeKey, client: middle.client } }
            : {}),
        }),
      closed: () => undefined,
    })
    c.listen({ frame: (frame) => b.send(frame), closed: () => undefined })
    let words: readonly string[] = []
    void pairAsExtension(
      converse(a),
      () => Promise.resolve(extension),
      (compared) => {
        words = compared
        return new Promise(() => undefined)
      },
    )
    await until(() => words.length > 0 && shown.length > 0)
    expect(shown[0]).not.toEqual([...words])
  })
})

describe('a session', () => {
  test('delivers events that become rows, and confirms only what is durable', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    for (let count = 0; count < 12; count++) await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 12)
    expect(await opened.queries.count('webEvent')).toBe(12)
    expect(opened.store.replica()!.heads.get(eventShard, extension.device.id)?.sequence).toBe(12)
    const [row] = await opened.queries.recordsOf('webEvent')
    expect(row).toMatchObject({
      state: 'recorded',
      values: { ruleId: 'PD-01', host: 'cloud-drive.example', hitCountBucket: '2-9' },
    })
    conversation.close()
    await session.done
  })

  test('after a cut resumes where the other side stands and delivers nothing twice', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const first = await pair(opened, extension)
    const session = run(extension, first.conversation)
    await until(() => extension.bundle !== undefined)
    await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 1)
    first.conversation.close()
    await session.done
    await addEvent(extension)
    const again = serve(opened)
    const second = run(extension, again.conversation)
    await until(() => extension.delivered === 2)
    expect(await opened.queries.count('webEvent')).toBe(2)
    again.conversation.close()
    await second.done
  })

  test('sends a new bundle when the policy changes', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle?.content.policy.entityType === 'private')
    const organisation = opened.store.replica()!.organizationId
    unwrap(
      await opened.store.execute({
        type: 'commit',
        changes: [
          { type: 'set', id: organisation, field: 'entityType', value: 'gov' },
          { type: 'set', id: organisation, field: 'cyberLevel', value: 'C' },
          { type: 'set', id: organisation, field: 'levelApprovedAt', value: '2026-01-01' },
        ],
      }),
    )
    await until(() => extension.bundle?.content.policy.entityType === 'gov')
    conversation.close()
    await session.done
  })

  test('an event is readable by the guard’s readers and by nobody who only holds the journal', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 1)
    const [row] = await opened.database.envelopes.where('kind').equals('event').toArray()
    const text = JSON.stringify({ header: new TextDecoder().decode(row!.header), wraps: row!.wraps })
    expect(text).not.toContain('cloud-drive')
    expect(text).not.toContain('PD-01')
    expect(row!.wraps!.map(({ to }) => to)).toContain(`guard.${extension.bundle!.content.readers.epoch}`)
    conversation.close()
    await session.done
  })

  test.each([
    ['the outbox cannot be read', { pending: () => Promise.reject(new Error('broken')) }],
    [
      'a frame cannot be sent',
      {
        pending: () => {
          // A function is not structured-clone data: the link throws.
          const envelope = (() => undefined) as unknown as Bytes
          return Promise.resolve([{ sequence: 1, envelope }])
        },
      },
    ],
  ] satisfies [string, Partial<ExtensionSide>][])(
    'ends when %s, says why, and the next one delivers',
    async (_what, fault) => {
      const opened = await foundedStore()
      const extension = await newExtension()
      const first = await pair(opened, extension)
      const broken = run(extension, first.conversation, fault)
      await expect(broken.done).rejects.toThrow()
      await first.served
      expect(extension.states).toEqual(['connected', 'closed'])
      const learning = serve(opened)
      const second = run(extension, learning.conversation)
      await until(() => extension.bundle !== undefined)
      await addEvent(extension)
      second.push()
      await until(() => extension.delivered === 1)
      learning.conversation.close()
      await second.done
    },
  )

  test('takes events although the rules cannot be built, and says so to the reporter', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const first = await pair(opened, extension)
    const session = run(extension, first.conversation)
    await until(() => extension.bundle !== undefined)
    first.conversation.close()
    await session.done
    await addEvent(extension)
    const reported: unknown[] = []
    let changed = (): void => undefined
    const again = serve(opened, true, {
      bundleFor: () => Promise.reject(new Error('no rules')),
      policyChanges: (listener) => {
        changed = listener
        return () => undefined
      },
      report: (error) => reported.push(error),
    })
    const second = run(extension, again.conversation)
    await until(() => extension.delivered === 1)
    changed()
    await addEvent(extension)
    second.push()
    await until(() => extension.delivered === 2)
    expect(reported).toHaveLength(2)
    again.conversation.close()
    await second.done
  })

  test('takes events of its own extension only: another’s, or a change of the journal, is never passed on', async () => {
    const opened = await foundedStore()
    const [extension, other] = [await newExtension(), await newExtension()]
    for (const one of [extension, other]) {
      const { conversation } = await pair(opened, one)
      const session = run(one, conversation)
      await until(() => one.bundle !== undefined)
      conversation.close()
      await session.done
    }
    await addEvent(other)
    const [change] = await opened.database.envelopes.where('kind').equals('change').toArray()
    const { header, ciphertext, signature } = change!
    const foreign = encodeEnvelope({ header: unwrap(readHeader(header)), ciphertext, signature })
    // Its own signature does not make a change of the journal its business.
    const {
      device: _device,
      client: _client,
      version: _version,
      nonce: _nonce,
      digest: _digest,
      ...draft
    } = unwrap(readHeader(header))
    const key = await importContentKey(new Uint8Array(32))
    const own = encodeEnvelope(
      await sealEnvelope(extension.device, { ...draft, sequence: 1, previous: '' }, new Uint8Array(1), key),
    )
    const received: Uint8Array[] = []
    for (const envelope of [other.events[0]!.envelope, foreign, own]) {
      const { conversation } = serve(opened, true, {
        receive: (bytes) => {
          received.push(bytes)
          return opened.store.receive(bytes)
        },
      })
      extension.events.splice(0, 1, { sequence: 1, envelope })
      await run(extension, conversation).done
    }
    expect(extension.refusals).toEqual(['NotOwnEvent', 'NotOwnEvent', 'NotOwnEvent'])
    expect(received).toEqual([])
    expect(await opened.queries.count('webEvent')).toBe(0)
  })

  test('an event under another device’s id becomes no row, and one under another’s profile code shows the right one', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    await addEvent(extension, { eventId: newUlid() })
    await addEvent(extension, { profileCode: 'P-AAAAAA' })
    session.push()
    await until(() => extension.delivered === 2)
    const rows = await opened.queries.recordsOf('webEvent')
    expect(rows.map(({ values }) => values['deviceProfileId'])).toEqual([
      extension.bundle!.content.profileCode,
    ])
    expect(await opened.queries.quarantine()).toMatchObject([
      { reason: 'ForeignEvent', device: extension.device.id },
    ])
    expect(opened.store.replica()!.heads.get(eventShard, extension.device.id)?.sequence).toBe(2)
    conversation.close()
    await session.done
  })

  test('an event told as of another day than it was signed on becomes no row', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    await addEvent(extension, { at: taipeiDateTime(Date.parse('2026-10-31T15:00:00Z')) })
    await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 2)
    expect(await opened.queries.recordsOf('webEvent')).toHaveLength(1)
    expect(await opened.queries.quarantine()).toMatchObject([{ reason: 'TimeDiffers' }])
    conversation.close()
    await session.done
  })

  test('an event told a second time does not take the place of the first', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    const eventId = newUlidBy(extension.device.id)
    await addEvent(extension, { eventId })
    await addEvent(extension, { eventId, justification: '事後改寫的說明文字，與當時不同。' })
    session.push()
    await until(() => extension.delivered === 2)
    const rows = () => opened.queries.recordsOf('webEvent')
    const told = (await rows()).map(({ values }) => values['justification'])
    expect(told).toEqual(['廠商製作識別證需要，已簽保密切結。'])
    expect(await opened.queries.quarantine()).toMatchObject([{ reason: 'RepeatedEvent' }])
    await rebuildShard(opened.store.replica()!, eventShard)
    expect((await rows()).map(({ values }) => values['justification'])).toEqual(told)
    conversation.close()
    await session.done
  })

  test('a removed extension is turned away', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation, served } = await pair(opened, extension)
    conversation.close()
    await served
    const replica = opened.store.replica()!
    const { device } = extension
    const written = { [eventShard]: 3, [memberShard]: 1, 'isms.audit.2026': 7 }
    for (const [shard, sequence] of Object.entries(written)) {
      const hash = 'a'.repeat(64) as EnvelopeHash
      replica.heads.put({
        shard: shard as ShardId,
        device: device.id,
        sequence,
        hash,
        time: replica.clock.now(),
      })
    }
    unwrap(await opened.store.execute({ type: 'removeDevice', device: device.id }))
    // Every shard it wrote to: one that is not named would lose what everyone has already seen.
    expect(replica.log.now()!.devices.get(device.id)?.last).toEqual(written)
    const again = serve(opened)
    const session = run(extension, again.conversation)
    await session.done
    expect(extension.states).toEqual(['unknownDevice', 'closed'])
  })
})

describe('a policy bundle', () => {
  const bundleOf = async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    conversation.close()
    await session.done
    const known = { workspace: extension.workspace!, device: extension.device.id }
    return { bundle: extension.bundle!, known, opened }
  }

  test('is refused when any of it was changed, or it is not newer, or for another workspace', async () => {
    const { bundle, known } = await bundleOf()
    const { content } = bundle
    const refusal = async (data: unknown, more: object = {}) => {
      const accepted = await acceptBundle(data, { ...known, ...more })
      return accepted.ok ? 'accepted' : accepted.error.type
    }
    expect(await refusal(bundle)).toBe('accepted')
    expect(
      await refusal({
        ...bundle,
        content: { ...content, policy: { ...content.policy, entityType: 'nonprofit' } },
      }),
    ).toBe('BadSignature')
    expect(await refusal(bundle, { version: content.version })).toBe('NotNewer')
    expect(await refusal(bundle, { workspace: 'a'.repeat(64) })).toBe('OtherWorkspace')
    expect(await refusal({ ...bundle, content: { ...content, members: content.members.slice(1) } })).toBe(
      'BrokenLog',
    )
    expect(await refusal({ ...bundle, content: { ...content, builtBy: known.device } })).toBe(
      'SignerNotEntitled',
    )
    expect(await refusal({ ...bundle, extra: true })).toBe('Misshapen')
    const many = Array.from({ length: mostListedForms + 1 }, (_, at) => at.toString(16).padStart(12, '0'))
    for (const listedForms of [many, ['0123456789AB'], ['0123456789a'], ['0123456789abc'], [1], 'all', null])
      expect(
        await refusal({ ...bundle, content: { ...content, policy: { ...content.policy, listedForms } } }),
      ).toBe('Misshapen')
    expect(await refusal({ ...bundle, content: { ...content, heads: [] } })).toBe('BrokenLog')
    expect(await refusal(bundle, { device: 'b'.repeat(32) })).toBe('DeviceUnknown')
  })

  test('that names other readers of events than the membership log is refused, whoever signed it', async () => {
    const { bundle, known, opened } = await bundleOf()
    const { device } = opened.store.replica()!
    const mine = { ...bundle.content.readers, publicKey: device.agreeKey }
    const epoch = `9${bundle.content.readers.epoch.slice(1)}` as KeyEpoch
    for (const readers of [mine, { ...bundle.content.readers, epoch }]) {
      const signed = await signBundle(device, { ...bundle.content, readers })
      expect(await acceptBundle(signed, known)).toMatchObject({ error: { type: 'ReadersDiffer' } })
    }
  })

  test('whose membership log has forgotten what the last one said is refused, however new it calls itself', async () => {
    const { bundle, known, opened } = await bundleOf()
    const other = await newExtension()
    const { conversation } = await pair(opened, other)
    const session = run(other, conversation)
    await until(() => other.bundle !== undefined)
    conversation.close()
    await session.done
    const later = unwrap(await opened.store.bundleFor(known.device))
    const { heads, version } = later.content
    expect((await acceptBundle(later, { ...known, heads: bundle.content.heads })).ok).toBe(true)
    const back = await signBundle(opened.store.replica()!.device, {
      ...bundle.content,
      version: opened.store.replica()!.clock.now(),
    })
    expect(await acceptBundle(back, { ...known, version })).toMatchObject({ ok: true })
    expect(await acceptBundle(back, { ...known, version, heads })).toMatchObject({
      error: { type: 'LogWentBack' },
    })
  })

  test('leaves out a record with an odd value, and keeps everything else', async () => {
    const { known, opened } = await bundleOf()
    const row = (host: unknown) =>
      rowOf(
        'siteRegister',
        { host, category: 'cloud', dataLocation: 'TW', validUntil: '2027-12-31' },
        { state: 'approved' },
      )
    await opened.database.records.bulkPut([row('drive.example.com'), row('x'.repeat(400))])
    const { content } = unwrap(await opened.store.bundleFor(known.device))
    expect(content.policy.sites.map(({ host }) => host)).toEqual(['drive.example.com'])
  })

  test('follows the rotation of the readers’ key, and events of both keys stay readable', async () => {
    const opened = await foundedStore()
    const extension = await newExtension()
    const { conversation } = await pair(opened, extension)
    const session = run(extension, conversation)
    await until(() => extension.bundle !== undefined)
    const before = extension.bundle!.content.readers
    await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 1)
    const officer = await joinTeam(opened, ['privacyOfficer'])
    await meet(opened, officer)
    expect(await officer.queries.recordsOf('webEvent')).toHaveLength(1)
    unwrap(await opened.store.execute({ type: 'removeMember', member: officer.member }))
    await until(() => extension.bundle!.content.readers.epoch !== before.epoch)
    await addEvent(extension)
    session.push()
    await until(() => extension.delivered === 2)
    expect(await opened.queries.recordsOf('webEvent')).toHaveLength(2)
    await rebuildShard(opened.store.replica()!, eventShard)
    expect(await opened.queries.recordsOf('webEvent')).toHaveLength(2)
    expect(JSON.stringify(extension.bundle)).not.toContain('sealed')
    conversation.close()
    await session.done
  })

  test('holds no key of a compartment and no person’s name', async () => {
    const { bundle } = await bundleOf()
    const text = JSON.stringify(bundle)
    expect(text).not.toContain('林佩蓉')
    expect(text).not.toContain('sealed')
  })
})
