import * as fc from 'fast-check'
import { encodeTime } from 'ulid'
import * as Y from 'yjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../support/runs.ts'
import { createDevice, type Device } from '../../../core/journal/device.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { hashEnvelope, sealEnvelope, type Draft, type Envelope } from '../../../core/journal/envelope.ts'
import { readableCompartments } from '../../../core/members/access.ts'
import { createKeyring, keyEpochOf, sealGrant, type Keyring } from '../../../core/members/keyring.ts'
import { createMemberLog, type MemberLog } from '../../../core/members/member-log.ts'
import type { Member } from '../../../core/members/membership.ts'
import {
  operationBytes,
  workspaceIdOf,
  type Genesis,
  type MemberOperation,
} from '../../../core/members/operations.ts'
import { randomBytes, toHex, utf8, type Bytes } from '../../../core/model/bytes.ts'
import { hybridTime } from '../../../core/model/hybrid-clock.ts'
import {
  newMemberId,
  newRecordId,
  newUlid,
  type DeviceId,
  type EnvelopeHash,
  type KeyEpoch,
  type MemberId,
  type RecordId,
  type ShardId,
  type WorkspaceId,
} from '../../../core/model/ids.ts'
import type { RecordType, Role } from '../../../core/model/record-type.ts'
import { unwrap } from '../../../core/model/result.ts'
import { correctiveAction } from '../../../core/records/audit/corrective-action.ts'
import { organization } from '../../../core/records/foundation/organization.ts'
import { person } from '../../../core/records/foundation/person.ts'
import { typeOfPrefix } from '../../../core/records/index.ts'
import { formatKey } from '../../../core/projections/record-keys.ts'
import { admit, type GateContext } from '../../../core/store/admit.ts'
import { rootName } from '../../../core/store/read-update.ts'
import { memberShard, shardOf } from '../../../core/store/shard-names.ts'
import { openShard, type Shard } from '../../../core/store/shard.ts'

const now = Date.parse('2026-11-22T01:00:00Z')

/** A workspace of two devices of one manager and one extension, with a receiving replica in memory. */
interface World {
  readonly workspace: WorkspaceId
  readonly first: Device
  readonly second: Device
  readonly extension: Device
  readonly stranger: Device
  readonly member: MemberId
  readonly log: MemberLog
  readonly keyring: Keyring
  readonly ismsKey: CryptoKey
  readonly heads: readonly EnvelopeHash[]
}

let world: World

beforeAll(async () => {
  const [first, second, extension, stranger] = await Promise.all([
    createDevice(),
    createDevice(),
    createDevice(),
    createDevice(),
  ])
  const member = newMemberId()
  const roles: Role[] = ['admin', 'ciso', 'securityManager']
  const entry = (device: Device, kind: 'pwa' | 'extension') => ({
    signKey: device.signKey,
    agreeKey: device.agreeKey,
    client: device.client,
    kind,
  })
  const genesis: Genesis = {
    type: 'genesis',
    nonce: toHex(randomBytes(32)),
    recoveryKey: toHex(randomBytes(32)),
    guardReaders: { epoch: '1-0123456789abcdef' as KeyEpoch, publicKey: toHex(randomBytes(32)) },
    member: { id: member, roles },
    person: newRecordId('PER', first.id),
    device: entry(first, 'pwa'),
    grants: [],
  }
  const workspace = await workspaceIdOf(genesis)
  const keyring = createKeyring(workspace, first)
  for (const compartment of ['members', ...readableCompartments(roles)] as const) {
    const key = randomBytes(32)
    await keyring.accept(
      await sealGrant(
        workspace,
        compartment,
        await keyEpochOf(1, key),
        key,
        first,
        compartment === 'self' ? member : '',
      ),
    )
  }
  const log = createMemberLog(workspace)
  const append = async (operation: MemberOperation, sequence: number, previous: EnvelopeHash | '') => {
    const draft: Draft = {
      workspace,
      compartment: 'members',
      shard: memberShard,
      keyEpoch: keyring.latestEpoch('members')!,
      sequence,
      previous,
      members: log.heads(),
      time: hybridTime(now, sequence),
      kind: 'member',
    }
    const envelope = await sealEnvelope(
      first,
      draft,
      operationBytes(operation),
      keyring.key('members', keyring.latestEpoch('members')!)!,
    )
    const hash = await hashEnvelope(envelope)
    unwrap(await log.add(hash, envelope.header, operation))
    return hash
  }
  let hash = await append(genesis, 1, '')
  hash = await append({ type: 'addDevice', member, device: entry(second, 'pwa'), grants: [] }, 2, hash)
  await append(
    { type: 'addDevice', profileCode: 'P-7F3K', device: entry(extension, 'extension'), grants: [] },
    3,
    hash,
  )
  world = {
    workspace,
    first,
    second,
    extension,
    stranger,
    member,
    log,
    keyring,
    ismsKey: keyring.key('isms', keyring.latestEpoch('isms')!)!,
    heads: log.heads(),
  }
})

interface Receiver {
  readonly shard: Shard
  readonly gate: GateContext
  readonly take: (envelope: Envelope) => Promise<string>
}

/** A replica that has nothing yet; takes envelopes through the gate and applies what passes. */
function receiver(): Receiver {
  const shard = openShard(new Y.Doc(), { id: '0'.repeat(32) as DeviceId, client: 1 })
  const heads = new Map<string, { sequence: number; hash: EnvelopeHash }[]>()
  const chain = (id: ShardId, device: DeviceId) => heads.get(`${id} ${device}`) ?? []
  const gate: GateContext = {
    workspace: world.workspace,
    log: world.log,
    keyring: world.keyring,
    typeOfPrefix,
    head: (id, device) => Promise.resolve(chain(id, device).at(-1)),
    hashAt: (id, device, sequence) =>
      Promise.resolve(chain(id, device).find((link) => link.sequence === sequence)?.hash),
    shard: () => Promise.resolve(shard),
    now: () => now,
  }
  return {
    shard,
    gate,
    async take(envelope) {
      const hash = await hashEnvelope(envelope)
      const admitted = await admit(envelope, hash, gate)
      if (!admitted.ok)
        return admitted.error.type === 'refused'
          ? admitted.error.reason
          : admitted.error.type === 'waiting'
            ? `waiting:${admitted.error.for}`
            : 'repeat'
      if (admitted.value.kind === 'change') shard.apply(admitted.value.update)
      const { shard: id, device, sequence } = envelope.header
      heads.set(`${id} ${device}`, [...chain(id, device), { sequence, hash }])
      return 'admitted'
    },
  }
}

/** One device's own document, from which it writes honest updates. */
function author(device: Device) {
  const shard = openShard(new Y.Doc(), device)
  let previous: EnvelopeHash | '' = ''
  let sequence = 0
  const draft = (more: Partial<Draft> = {}): Draft => ({
    workspace: world.workspace,
    compartment: 'isms',
    shard: shardId,
    keyEpoch: world.keyring.latestEpoch('isms')!,
    sequence: sequence + 1,
    previous,
    members: world.heads,
    time: hybridTime(now),
    kind: 'change',
    ...more,
  })
  return {
    shard,
    draft,
    write: (...sets: [string, unknown][]) => shard.write(sets),
    async seal(update: Bytes, more: Partial<Draft> = {}, key: CryptoKey = world.ismsKey): Promise<Envelope> {
      const envelope = await sealEnvelope(device, draft(more), update, key)
      previous = await hashEnvelope(envelope)
      sequence += 1
      return envelope
    },
  }
}

let record: RecordId
let shardId: ShardId
beforeAll(() => {
  record = newRecordId('CAR', world.first.id)
  shardId = shardOf(correctiveAction, record)
})
const base = (device: Device, id = record): [string, unknown] => [
  formatKey({ part: 'base', record: id, device: device.id }),
  {
    type: 'correctiveAction',
    time: hybridTime(now),
    state: 'opened',
    values: { description: '離職帳號未停用' },
  },
]
const field = (device: Device, name: string, value: unknown, time = hybridTime(now)): [string, unknown] => [
  formatKey({ part: 'field', record, field: name, device: device.id }),
  { value, time },
]

describe('the gate admits', () => {
  test('honest changes of two devices, in any interleaving of their chains', async () => {
    const [one, two] = [author(world.first), author(world.second)]
    const created = await one.seal(one.write(base(world.first)))
    const edits = [
      await one.seal(one.write(field(world.first, 'preventive', '一'))),
      await one.seal(one.write(field(world.first, 'preventive', '二'))),
    ]
    two.shard.apply(new Uint8Array(Y.encodeStateAsUpdate(one.shard.doc)))
    const theirs = await two.seal(two.write(field(world.second, 'preventive', '三')))
    for (const order of [
      [created, ...edits, theirs],
      [theirs, created, ...edits],
      [created, theirs, ...edits],
    ]) {
      const replica = receiver()
      for (const envelope of order) expect(await replica.take(envelope)).toBe('admitted')
      expect(
        replica.shard.get(formatKey({ part: 'field', record, field: 'preventive', device: world.first.id })),
      ).toMatchObject({ value: '二' })
      expect(
        replica.shard.get(formatKey({ part: 'field', record, field: 'preventive', device: world.second.id })),
      ).toMatchObject({ value: '三' })
    }
  })

  test('an envelope once only: the same again is a repeat, another at its place is a fork', async () => {
    const replica = receiver()
    const one = author(world.first)
    const envelope = await one.seal(one.write(base(world.first)))
    expect(await replica.take(envelope)).toBe('admitted')
    expect(await replica.take(envelope)).toBe('repeat')
    const clone = author(world.first)
    expect(
      await replica.take(
        await clone.seal(clone.write(base(world.first, newRecordId('CAR', world.first.id)))),
      ),
    ).toBe('Fork')
    const claimed = author(world.first)
    const unsigned = await claimed.seal(claimed.write(base(world.first)))
    const signature = new Uint8Array(unsigned.signature.length)
    expect(await replica.take({ ...unsigned, signature })).toBe('BadSignature')
  })
})

describe('what is a member’s own', () => {
  const diary: RecordType = { ...correctiveAction, compartment: 'self', writers: ['everyMember'] }
  const somebody = newMemberId()

  /** As if the author were plain staff beside a colleague; no such type and no such operation exists yet. */
  const asStaff = (readers: readonly Role[] = ['staff']) => {
    const { member } = world
    const replica = receiver()
    const entry = (id: MemberId, roles: readonly Role[]): [MemberId, Member] => [
      id,
      { id, roles, person: newRecordId('PER', world.first.id), addedAt: hybridTime(now) },
    ]
    const members = new Map([entry(member, readers), entry(somebody, ['staff'])])
    Object.assign(replica.gate, {
      typeOfPrefix: () => diary,
      log: { ...world.log, at: () => ({ ...world.log.now()!, members }) },
    })
    return replica
  }
  const sealed = async (owner: MemberId | '', shardOwner = owner, keyOwner = owner) => {
    const one = author(world.first)
    const epoch = world.keyring.latestEpoch('self', keyOwner)!
    return one.seal(
      one.write(base(world.first)),
      { compartment: 'self', owner, shard: shardOf(diary, record, shardOwner), keyEpoch: epoch },
      world.keyring.key('self', epoch, keyOwner),
    )
  }

  test('is written by that member, and by nobody of the same roles', async () => {
    expect(await asStaff().take(await sealed(world.member))).toBe('admitted')
    expect(await asStaff().take(await sealed(somebody))).toBe('NotEntitled')
    expect(await asStaff(['securityManager']).take(await sealed(somebody))).toBe('admitted')
  })

  test('is in the shard of the member the header names, under that member’s key', async () => {
    expect(await asStaff().take(await sealed(world.member, somebody, world.member))).toBe('WrongShard')
    expect(await asStaff().take(await sealed('', '', world.member))).toBe('WrongShard')
    expect(await asStaff().take(await sealed(world.member, world.member, somebody))).toBe('waiting:Key')
    const one = author(world.first)
    const owned = await one.seal(one.write(base(world.first)), { owner: world.member })
    expect(await receiver().take(owned)).toBe('WrongShard')
  })

  test('is somebody’s who is in the log', async () => {
    const stranger = newMemberId()
    const key = randomBytes(32)
    const epoch = await keyEpochOf(1, key)
    const grant = await sealGrant(world.workspace, 'self', epoch, key, world.first, stranger)
    expect(await world.keyring.accept(grant)).toBe(true)
    expect(await world.keyring.accept({ ...grant, owner: newMemberId() })).toBe(false)
    expect(await asStaff(['securityManager']).take(await sealed(stranger))).toBe('NotEntitled')
  })

  beforeAll(async () => {
    const key = randomBytes(32)
    const grant = await sealGrant(
      world.workspace,
      'self',
      await keyEpochOf(1, key),
      key,
      world.first,
      somebody,
    )
    await world.keyring.accept(grant)
  })
})

describe('the gate lets wait', () => {
  test('a change before its predecessor, and one from a clock that is hours ahead', async () => {
    const replica = receiver()
    const one = author(world.first)
    const created = await one.seal(one.write(base(world.first)))
    const edited = await one.seal(one.write(field(world.first, 'preventive', '一')))
    expect(await replica.take(edited)).toBe('waiting:Earlier')
    expect(await replica.take(created)).toBe('admitted')
    expect(await replica.take(edited)).toBe('admitted')
    const ahead = await one.seal(one.write(field(world.first, 'preventive', '二')), {
      time: hybridTime(now + 3 * 60 * 60 * 1000),
    })
    expect(await replica.take(ahead)).toBe('waiting:Clock')
  })

  test('a change whose author knew a membership operation that has not arrived', async () => {
    const one = author(world.first)
    const envelope = await one.seal(one.write(base(world.first)), {
      members: ['f'.repeat(64) as EnvelopeHash],
    })
    expect(await receiver().take(envelope)).toBe('waiting:Past')
  })
})

describe('the gate refuses', () => {
  const refuse = async (envelope: Envelope, replica = receiver()) => {
    const before = JSON.stringify([...replica.shard.doc.getMap(rootName).entries()])
    const outcome = await replica.take(envelope)
    expect(JSON.stringify([...replica.shard.doc.getMap(rootName).entries()])).toBe(before)
    return outcome
  }

  test('a device the membership log does not know', async () => {
    const stranger = author(world.stranger)
    expect(await refuse(await stranger.seal(stranger.write(base(world.stranger))))).toBe('UnknownDevice')
  })

  test('records from an extension, which may only append events', async () => {
    const extension = author(world.extension)
    expect(await refuse(await extension.seal(extension.write(base(world.extension))))).toBe('NotEntitled')
  })

  test('another workspace, a compartment that is not the shard’s, an unknown key epoch', async () => {
    const one = author(world.first)
    expect(
      await refuse(
        await one.seal(one.write(base(world.first)), { workspace: 'a'.repeat(64) as WorkspaceId }),
      ),
    ).toBe('OtherWorkspace')
    const two = author(world.first)
    expect(await refuse(await two.seal(two.write(base(world.first)), { compartment: 'guard' }))).toBe(
      'WrongShard',
    )
    const three = author(world.first)
    expect(
      await refuse(
        await three.seal(three.write(base(world.first)), { keyEpoch: '9-0123456789abcdef' as KeyEpoch }),
      ),
    ).toBe('waiting:Key')
  })

  test('a record in the shard of another register group', async () => {
    const one = author(world.first)
    expect(
      await refuse(
        await one.seal(one.write(base(world.first)), { shard: 'isms.foundation.2026' as ShardId }),
      ),
    ).toBe('WrongShard')
  })

  test('a key that belongs to another device, new or overwritten', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    await replica.take(await one.seal(one.write(field(world.first, 'preventive', '真'))))

    const two = author(world.second)
    expect(await refuse(await two.seal(two.write(field(world.first, 'rootCause', '冒名'))), replica)).toBe(
      'ForeignKey',
    )

    // The same key again as an overwrite: on the wire it names no key, only the struct it replaces.
    const forger = author(world.second)
    forger.shard.apply(new Uint8Array(Y.encodeStateAsUpdate(one.shard.doc)))
    const overwrite = forger.write(field(world.first, 'preventive', '假'))
    expect(['ForeignOverwrite', 'ForeignDeletion']).toContain(
      await refuse(await forger.seal(overwrite), replica),
    )
    expect(
      replica.shard.get(formatKey({ part: 'field', record, field: 'preventive', device: world.first.id })),
    ).toMatchObject({ value: '真' })
  })

  test('a base of a record another device began, which an earlier time would make its own', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    const two = author(world.second)
    const [key, value] = base(world.second)
    const claim = two.write([key, { ...(value as object), time: hybridTime(now - 1000) }])
    expect(await refuse(await two.seal(claim), replica)).toBe('ForeignBase')
    const own = newRecordId('CAR', world.second.id)
    const fresh = author(world.second)
    expect(await replica.take(await fresh.seal(fresh.write(base(world.second, own))))).toBe('admitted')
  })

  test('a record of a year that has not come, or of before there were any', async () => {
    for (const year of [2019, 2028, 9999]) {
      const made = encodeTime(Date.UTC(year, 5, 1), 10)
      const id = `CAR-${made}${newRecordId('CAR', world.first.id).slice(-16)}` as RecordId
      const one = author(world.first)
      const envelope = await one.seal(one.write(base(world.first, id)), {
        shard: shardOf(correctiveAction, id),
      })
      expect(await refuse(envelope), String(year)).toBe('WrongYear')
    }
  })

  test('a revision or a base written a second time', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    const [key] = base(world.first)
    const again = one.write([
      key,
      { type: 'correctiveAction', time: hybridTime(now), state: 'closed', values: {} },
    ])
    expect(await refuse(await one.seal(again), replica)).toBe('WrittenOnce')
  })

  test('a field or a state by a name that every object has', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    for (const to of ['constructor', 'toString', '__proto__']) {
      const two = author(world.second)
      const step = { part: 'move' as const, record, id: newUlid(), device: world.second.id }
      const move = two.write([formatKey(step), { time: hybridTime(now), to }])
      expect(await refuse(await two.seal(move), replica), to).toBe('NotEntitled')
    }
    const id = newRecordId('ORG', world.first.id)
    const epoch = world.keyring.latestEpoch('common')!
    for (const name of ['constructor', '__proto__']) {
      const two = author(world.second)
      const key = formatKey({ part: 'field', record: id, field: name, device: world.second.id })
      const place = { compartment: 'common', shard: shardOf(organization, id), keyEpoch: epoch } as const
      const update = two.write([key, { value: 1, time: hybridTime(now) }])
      const envelope = await two.seal(update, place, world.keyring.key('common', epoch))
      expect(await receiver().take(envelope), name).toBe('admitted')
    }
  })

  test('a deletion that overwrites nothing', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    const [key] = base(world.first)
    const stateBefore = Y.encodeStateVector(one.shard.doc)
    one.shard.doc.getMap(rootName).delete(key)
    const deletion = new Uint8Array(Y.encodeStateAsUpdate(one.shard.doc, stateBefore))
    expect(['BareDeletion', 'Malformed']).toContain(await refuse(await one.seal(deletion), replica))
  })

  test('an erasure that does not say which keys it destroys', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    for (const value of [{ reason: '蒐集目的消失' }, { reason: '', keys: ['all'] }, true]) {
      const two = author(world.second)
      expect(await refuse(await two.seal(two.write(field(world.second, '#erased', value))), replica)).toBe(
        'BadValue',
      )
    }
  })

  test('a value dated after its envelope, which would win for ever', async () => {
    const replica = receiver()
    const one = author(world.first)
    await replica.take(await one.seal(one.write(base(world.first))))
    const future = one.write(field(world.first, 'preventive', '未來', hybridTime(now + 1000)))
    expect(await refuse(await one.seal(future), replica)).toBe('TimeAhead')
  })

  test('personal data in the clear where only ciphertext may stand', async () => {
    const one = author(world.first)
    const id = newRecordId('PER', world.first.id)
    const open: [string, unknown] = [
      formatKey({ part: 'base', record: id, device: world.first.id }),
      { type: 'person', time: hybridTime(now), state: 'active', values: { nameZh: '林佩蓉' } },
    ]
    const envelope = await one.seal(
      one.write(open),
      { compartment: 'common', shard: shardOf(person, id), keyEpoch: world.keyring.latestEpoch('common')! },
      world.keyring.key('common', world.keyring.latestEpoch('common')!),
    )
    expect(await refuse(envelope)).toBe('NotSealed')
  })

  test('text, nested types and other structs that records never hold', async () => {
    const one = author(world.first)
    const doc = new Y.Doc()
    doc.clientID = world.first.client
    doc.getText('records').insert(0, '不屬於這裡')
    expect(await refuse(await one.seal(new Uint8Array(Y.encodeStateAsUpdate(doc))))).toBe('ForbiddenStruct')
    const nested = new Y.Doc()
    nested.clientID = world.first.client
    nested.getMap(rootName).set(base(world.first)[0], new Y.Map())
    const two = author(world.first)
    expect(await refuse(await two.seal(new Uint8Array(Y.encodeStateAsUpdate(nested))))).toBe(
      'ForbiddenStruct',
    )
  })

  test('a base without a value, which would leave a record nobody can read', async () => {
    const [key, value] = base(world.first)
    const doc = new Y.Doc()
    doc.clientID = world.first.client
    doc.getMap(rootName).set(key, JSON.stringify(value))
    doc.getMap(rootName).delete(key)
    const one = author(world.first)
    const outcome = await refuse(await one.seal(new Uint8Array(Y.encodeStateAsUpdate(doc))))
    expect(outcome).toBe('BareDeletion')
  })

  test('a base nested so deep that reading it would end the program', async () => {
    const [key] = base(world.first)
    const doc = new Y.Doc()
    doc.clientID = world.first.client
    doc.getMap(rootName).set(key, `${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    const one = author(world.first)
    expect(await refuse(await one.seal(new Uint8Array(Y.encodeStateAsUpdate(doc))))).toBe('BadValue')
  })

  test('a record that begins in a state others would have to approve', async () => {
    const [key, value] = base(world.first)
    const one = author(world.first)
    const begun = one.write([key, { ...(value as object), state: 'closed' }])
    expect(await refuse(await one.seal(begun))).toBe('BadValue')
  })

  test('a step into a state that the author may not decide, and a number from another than the numbering device', async () => {
    const replica = receiver()
    const one = author(world.first)
    expect(await replica.take(await one.seal(one.write(base(world.first))))).toBe('admitted')
    const two = author(world.second)
    two.shard.apply(new Uint8Array(Y.encodeStateAsUpdate(replica.shard.doc)))
    const number = two.write(field(world.second, '#number', 'CAR-115-001'))
    expect(await refuse(await two.seal(number), replica)).toBe('NotEntitled')
    // `executing` needs the head of the unit.
    const step = { part: 'move' as const, record, id: newUlid(), device: world.first.id }
    const move = one.write([formatKey(step), { time: hybridTime(now), to: 'executing' }])
    expect(await refuse(await one.seal(move), replica)).toBe('NotEntitled')
  })

  test(
    '1 000 mutated and forged envelopes: none is admitted and the replica is unharmed',
    { timeout: runs(60_000) },
    async () => {
      const replica = receiver()
      const one = author(world.first)
      expect(await replica.take(await one.seal(one.write(base(world.first))))).toBe('admitted')
      const honest = await one.seal(one.write(field(world.first, 'preventive', '真正的內容')))
      const bytes = encodeEnvelope(honest)
      const before = JSON.stringify([...replica.shard.doc.getMap(rootName).entries()])
      const reasons = new Map<string, number>()
      let mutants = 0
      const mutations = fc.oneof(
        fc.record({
          kind: fc.constant('flip' as const),
          at: fc.nat(bytes.length - 1),
          bit: fc.integer({ min: 0, max: 7 }),
        }),
        fc.record({ kind: fc.constant('cut' as const), at: fc.nat(bytes.length - 1) }),
        fc.record({
          kind: fc.constant('insert' as const),
          at: fc.nat(bytes.length - 1),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
        }),
        fc.record({
          kind: fc.constant('header' as const),
          field: fc.constantFrom(
            'sequence',
            'device',
            'client',
            'time',
            'shard',
            'previous',
            'keyEpoch',
            'digest',
            'nonce',
          ),
        }),
      )
      await fc.assert(
        fc.asyncProperty(mutations, async (mutation) => {
          mutants++
          const mutant = mutate(bytes, honest, mutation)
          const decoded = decodeEnvelope(mutant)
          const outcome = decoded.ok ? await replica.take(decoded.value) : decoded.error.type
          reasons.set(outcome, (reasons.get(outcome) ?? 0) + 1)
          expect(outcome).not.toBe('admitted')
        }),
        { numRuns: runs(1000), seed: 20261122 },
      )
      expect(mutants).toBeGreaterThanOrEqual(1000)
      expect(reasons.get('BadSignature') ?? 0).toBeGreaterThan(50)
      expect(JSON.stringify([...replica.shard.doc.getMap(rootName).entries()])).toBe(before)
      // And the honest one still passes after all of it.
      expect(await replica.take(honest)).toBe('admitted')
    },
  )
})

type Mutation =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'cut'; at: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'header'; field: string }

function mutate(bytes: Bytes, honest: Envelope, mutation: Mutation): Bytes {
  switch (mutation.kind) {
    case 'flip': {
      const copy = bytes.slice()
      copy[mutation.at]! ^= 1 << mutation.bit
      return copy
    }
    case 'cut':
      return bytes.slice(0, mutation.at)
    case 'insert': {
      const copy = new Uint8Array(bytes.length + mutation.bytes.length)
      copy.set(bytes.subarray(0, mutation.at))
      copy.set(mutation.bytes, mutation.at)
      copy.set(bytes.subarray(mutation.at), mutation.at + mutation.bytes.length)
      return copy
    }
    case 'header': {
      const forged: Record<string, unknown> = {
        sequence: 3,
        device: world.second.id,
        client: world.second.client,
        time: hybridTime(now, 5),
        shard: 'isms.audit.1999',
        previous: 'b'.repeat(64),
        keyEpoch: '2-0123456789abcdef',
        digest: 'c'.repeat(64),
        nonce: 'd'.repeat(24),
      }
      return encodeEnvelope({
        ...honest,
        header: { ...honest.header, [mutation.field]: forged[mutation.field] },
      })
    }
  }
}

test('a key of the wrong shape is no key', async () => {
  const one = author(world.first)
  expect(
    await receiver().take(
      await one.seal(one.write(['nonsense', { value: utf8('x').length, time: hybridTime(now) }])),
    ),
  ).toBe('NotAKey')
})
