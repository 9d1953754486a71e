import { expect, test } from 'vitest'
import { newRecordId, type RecordId } from '../../../core/model/ids.ts'
import type { Role } from '../../../core/model/record-type.ts'
import { vectorOf } from '../../../core/store/outgoing.ts'
import { hostNetwork, must, until, type HostNetwork, type TestHost } from '../../support/host-network.ts'
import { correctiveActionValues, founding } from '../../support/store.ts'

const ownId = ({ store }: TestHost, prefix: string): RecordId =>
  newRecordId(prefix, store.replica()!.device.id)

async function founder(network: HostNetwork): Promise<TestHost> {
  const host = await network.host()
  await must(host, founding)
  return host
}

async function colleague(host: TestHost, nameZh = '王小明'): Promise<RecordId> {
  const id = ownId(host, 'PER')
  const values = { employeeNo: `E${String(Math.random()).slice(2, 7)}`, nameZh, trainingCategory: 'general' }
  await must(host, { type: 'commit', changes: [{ type: 'create', id, recordType: 'person', values }] })
  return id
}

async function invite(host: TestHost, roles: readonly Role[] = ['securityManager', 'unitHead'], hours = 24) {
  return must(host, { type: 'invite', for: { person: await colleague(host), roles }, hours })
}

async function action(host: TestHost): Promise<RecordId> {
  const id = ownId(host, 'CAR')
  const values = correctiveActionValues(host.store.replica()!.personId)
  await must(host, {
    type: 'commit',
    changes: [{ type: 'create', id, recordType: 'correctiveAction', values }],
  })
  return id
}

const reach = ({ store }: TestHost): string => {
  const vector = store.replica() ? vectorOf(store.replica()!) : {}
  return Object.entries(vector)
    .flatMap(([shard, chains]) =>
      Object.entries(chains).map(([device, last]) => `${shard} ${device} ${last}`),
    )
    .sort()
    .join('\n')
}
const inStep = (one: TestHost, other: TestHost) =>
  until(() => reach(one) === reach(other) && reach(one) !== '', 'the same journal on both')
/** Also with what the newcomer owes: the first key of their own. */
async function settled(one: TestHost, newcomer: TestHost): Promise<void> {
  const { keyring, member } = newcomer.store.replica()!
  await until(() => keyring.latestEpoch('self', member) !== undefined, 'a key of their own')
  await inStep(one, newcomer)
  await until(async () => (await newcomer.queries.peers(0))[0]?.toSend === 0, 'the other knowing it')
}
const state = async ({ queries }: TestHost, at: number) => (await queries.invitations(at))[0]?.state

test('somebody invited opens the link, both compare six words, and the whole workspace comes; then both write', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const old = await action(first)
  const { text } = await invite(first)
  const second = await network.host()
  const asked: unknown[] = []
  first.answer = () => (asked[0] = first.status().pairing) !== undefined
  second.answer = () => (asked[1] = { ...second.status().pairing, ...second.status().joining }) !== undefined
  const joined = await must(second, { type: 'join', text })
  expect(joined.workspace).toBe(first.store.replica()!.workspace)
  expect(second.words).toEqual(first.words)
  expect(asked).toMatchObject([
    { with: 'newcomer', person: '王小明' },
    { with: 'inviter', organisation: '嵐山綜合醫院', person: '王小明', phase: 'comparing' },
  ])
  expect(second.status()).toMatchObject({ phase: 'ready', device: second.store.replica()!.device.id })
  expect(second.status().joining).toMatchObject({ phase: 'receiving' })

  await inStep(first, second)
  await until(() => second.status().joining === undefined, 'the end of the first sync')
  expect(await second.queries.recordById(old)).toMatchObject({ type: 'correctiveAction' })
  expect(await second.queries.members()).toHaveLength(2)
  expect((await second.queries.members()).find(({ self }) => self)).toMatchObject({
    id: joined.member,
    personId: joined.personId,
    roles: ['securityManager', 'unitHead'],
  })
  expect(await state(first, network.clock.now)).toBe('used')

  const theirs = await action(second)
  await inStep(first, second)
  expect(await first.queries.recordById(theirs)).toMatchObject({ createdBy: { member: joined.member } })
  await until(() => first.status().team?.peers[0]?.state === 'live')
  expect(first.status().team).toMatchObject({
    on: true,
    peers: [{ device: second.store.replica()!.device.id, member: joined.member }],
  })
  await until(async () => (await first.queries.peers(network.clock.now))[0]?.toSend === 0)
  expect([...first.reported, ...second.reported]).toEqual([])
})

test('edits made apart meet again: the newest of one field everywhere, and every row of a list', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const record = await action(first)
  const second = await network.host()
  await must(second, { type: 'join', text: (await invite(first)).text })
  await settled(first, second)

  network.offline.add(second)
  network.connect()
  const set = (host: TestHost, field: string, value: string) =>
    must(host, { type: 'commit', changes: [{ type: 'set', id: record, field, value }] })
  await set(first, 'description', '第一位寫的')
  network.clock.now += 1000
  await set(second, 'description', '第二位後來寫的')
  await set(second, 'immediateAction', '離線時補上')
  expect((await first.queries.recordById(record))?.values['description']).toBe('第一位寫的')
  await until(async () => (await second.queries.peers(network.clock.now))[0]!.toSend === 2)
  network.offline.clear()
  network.connect()
  await inStep(first, second)
  for (const { queries } of [first, second])
    expect((await queries.recordById(record))?.values).toMatchObject({
      description: '第二位後來寫的',
      immediateAction: '離線時補上',
    })
})

test.each([
  ['the newcomer', (first: TestHost, second: TestHost) => [second, first]],
  ['the inviter', (first: TestHost, second: TestHost) => [first, second]],
] as const)(
  '%s says the words differ: nobody comes in, and the invitation is still good',
  async (_, order) => {
    const network = hostNetwork()
    const first = await founder(network)
    const { text } = await invite(first)
    const second = await network.host()
    const [who, other] = order(first, second)
    who!.answer = () => false
    other!.answer = undefined
    expect(await second.send({ type: 'join', text })).toMatchObject({ error: { type: 'Refused' } })
    await until(() => other!.status().pairing?.phase === 'refused')
    expect(second.status()).toMatchObject({ phase: 'noWorkspace' })
    expect(second.status().joining).toBeUndefined()
    expect(await first.queries.members()).toHaveLength(1)
    expect(await state(first, network.clock.now)).toBe('open')
    first.answer = second.answer = () => true
    await must(second, { type: 'join', text })
  },
)

test('an invitation is good once, for its time, and until it is withdrawn; each says which', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const host = () => network.host({ patience: 300 })
  const { text: used } = await invite(first)
  await must(await host(), { type: 'join', text: used })
  expect(await (await host()).send({ type: 'join', text: used })).toMatchObject({
    error: { type: 'InvitationRefused', detail: { why: 'used' } },
  })

  network.clock.now += 1
  const { text: withdrawn, id } = await invite(first)
  await must(first, { type: 'withdrawInvitation', id })
  expect(await first.send({ type: 'withdrawInvitation', id })).toMatchObject({
    error: { type: 'NoSuchInvitation' },
  })
  // Nobody waits there any more.
  const late = await host()
  expect(await late.send({ type: 'join', text: withdrawn })).toMatchObject({
    error: { type: 'InviterNotReachable' },
  })
  expect(await late.database.meta.get('workspace')).toBeUndefined()

  network.clock.now += 1
  const { text: expired } = await invite(first, ['unitContact'], 1)
  network.clock.now += 3_601_000
  expect(await late.send({ type: 'join', text: expired })).toMatchObject({
    error: { type: 'InvitationExpired' },
  })
  expect((await first.queries.invitations(network.clock.now)).map((row) => [row.state, row.text])).toEqual([
    ['expired', undefined],
    ['withdrawn', undefined],
    ['used', undefined],
  ])
  expect(await late.send({ type: 'join', text: 'hello' })).toMatchObject({
    error: { type: 'NotAnInvitation' },
  })
  expect(await late.send({ type: 'join', text: (await invite(first)).text.slice(0, -9) })).toMatchObject({
    error: { type: 'InvitationCut' },
  })
  expect(await first.send({ type: 'join', text: used })).toMatchObject({ error: { type: 'WorkspaceExists' } })
})

test('only administrators invite, only people of the register, once each, for two weeks at most', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const person = await colleague(first)
  const roles = ['unitContact'] as const
  const ask = (host: TestHost, given: object) =>
    host.send({ type: 'invite', for: { person, roles }, hours: 24, ...given })
  expect(await ask(first, { hours: 24 * 15 })).toMatchObject({ error: { detail: { why: 'hours' } } })
  expect(await ask(first, { for: { person: ownId(first, 'PER'), roles } })).toMatchObject({
    error: { type: 'NoSuchRecord' },
  })
  expect(await ask(first, { for: { person, roles: ['externalAuditor'] } })).toMatchObject({
    error: { detail: { why: 'until' } },
  })
  const mine = first.store.replica()!.personId
  expect(await ask(first, { for: { person: mine, roles } })).toMatchObject({
    error: { detail: { why: 'memberAlready' } },
  })
  const second = await network.host()
  await must(second, { type: 'join', text: (await invite(first, roles)).text })
  await inStep(first, second)
  expect(await ask(second, {})).toMatchObject({ error: { type: 'NotAllowed', detail: { why: 'notAdmin' } } })
})

test('another device of the same person joins by an invitation for the member', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const record = await action(first)
  const { member, personId } = first.store.replica()!
  const { text } = await must(first, { type: 'invite', for: { member }, hours: 1 })
  const second = await network.host()
  expect(await must(second, { type: 'join', text })).toMatchObject({ member, personId })
  await inStep(first, second)
  expect(await second.queries.recordById(record)).toBeDefined()
  expect(await second.queries.members()).toHaveLength(1)
  expect((await first.queries.devices()).filter(({ kind }) => kind === 'pwa')).toHaveLength(2)
})

test('whoever waits for an inviter that is not there may give up, and may begin a workspace of their own', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const { text } = await invite(first)
  network.offline.add(first)
  const second = await network.host()
  const joining = second.send({ type: 'join', text })
  await until(() => second.status().joining?.phase === 'meeting')
  await must(second, { type: 'cancelJoin' })
  expect(await joining).toMatchObject({ error: { type: 'Refused' } })
  expect(second.status().joining).toBeUndefined()
  await must(second, founding)
  expect(second.status().phase).toBe('ready')
  expect(await second.database.meta.get('joining')).toBeUndefined()
})

/** Joins with a break at one message of all that go either way; resolves with what was there after it. */
async function joinWithBreak(at: number, breaks: 'newcomer' | 'inviter' | 'link') {
  const network = hostNetwork()
  let first = await founder(network)
  await action(first)
  const { text } = await invite(first)
  let second = await network.host()
  let passed = 0
  network.through = () => {
    if (++passed !== at) return true
    if (breaks === 'newcomer') second.kill()
    if (breaks === 'inviter') first.kill()
    return false
  }
  const joining = second.send({ type: 'join', text })
  await until(() => passed >= at || (reach(first) === reach(second) && second.status().joining === undefined))
  const broke = passed >= at
  let nothing = false
  if (broke && breaks === 'newcomer') {
    second = await network.host({ factory: second.factory })
    nothing = second.status().phase === 'noWorkspace'
    if (nothing) {
      expect(await second.database.envelopes.count()).toBe(0)
      expect(await second.database.keyring.count()).toBe(0)
      await must(second, { type: 'join', text })
    }
  } else if (broke && breaks === 'inviter') first = await network.host({ factory: first.factory })
  // Whoever still looks for the other finds them again, and begins anew with the same keys.
  if (breaks !== 'newcomer') await joining
  await settled(first, second)
  await until(() => second.status().joining === undefined, 'the end of the first sync')
  expect(await first.queries.members()).toHaveLength(2)
  expect(await first.queries.devices()).toHaveLength(2)
  expect(await second.queries.count('correctiveAction')).toBe(1)
  expect(await state(first, network.clock.now)).toBe('used')
  expect([...first.reported, ...second.reported]).toEqual([])
  for (const host of [first, second]) host.kill()
  return { broke, nothing }
}

test.each([
  ['newcomer', 3],
  ['inviter', 7],
  ['link', 7],
] as const)(
  'a break of the %s at any message leaves nothing, or a workspace that goes on; one member, one device',
  async (breaks, step) => {
    const left = { nothing: 0, workspace: 0 }
    for (let at = 1; ; at += step) {
      const { broke, nothing } = await joinWithBreak(at, breaks)
      if (!broke) break
      left[nothing ? 'nothing' : 'workspace'] += 1
    }
    expect(left.workspace).toBeGreaterThan(2)
    if (breaks === 'newcomer') expect(left.nothing).toBeGreaterThan(2)
  },
  60_000,
)

test('a disk that is full at the decisive moment, on either side, leaves nobody half let in', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const { text } = await invite(first)
  const second = await network.host()
  /** The next write of such a row fails, and its transaction with it. */
  const fill = (host: TestHost, table: 'invitations' | 'keyring', event: 'updating' | 'creating') => {
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    host.database[table].hook(event).subscribe(full)
    return () => host.database[table].hook(event).unsubscribe(full)
  }
  let empty = fill(first, 'invitations', 'updating')
  expect(await second.send({ type: 'join', text })).toMatchObject({
    error: { type: 'InvitationRefused', detail: { why: 'notSaved' } },
  })
  expect(await first.queries.devices()).toHaveLength(1)
  expect(await state(first, network.clock.now)).toBe('open')
  empty()

  empty = fill(second, 'keyring', 'creating')
  expect(await second.send({ type: 'join', text })).toMatchObject({ error: { type: 'NotSaved' } })
  expect(second.status().phase).toBe('noWorkspace')
  expect(await second.database.meta.get('workspace')).toBeUndefined()
  empty()
  // Let in already: the same keys hear it again.
  await must(second, { type: 'join', text })
  await settled(first, second)
  expect(await first.queries.members()).toHaveLength(2)
  expect(await first.queries.devices()).toHaveLength(2)
})

test('a removed device is told so, keeps what it has, and gets nothing new', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const old = await action(first)
  const second = await network.host()
  const { member } = await must(second, { type: 'join', text: (await invite(first)).text })
  await settled(first, second)
  await must(first, { type: 'removeMember', member })
  await until(() => second.status().removed !== undefined, 'being told')
  const before = reach(second)
  const unseen = await action(first)
  network.connect()
  await until(() => first.status().team?.peers.some(({ reason }) => reason === 'Removed'))
  expect(await second.queries.recordById(unseen)).toBeUndefined()
  expect(reach(second)).toBe(before)
  expect(await second.queries.recordById(old)).toBeDefined()
  await must(second, { type: 'exportFile', what: { type: 'everything' }, chunks: false })
  // Also after the browser was closed, without anybody near.
  network.offline.add(first)
  second.kill()
  const again = await network.host({ factory: second.factory })
  await until(() => again.status().removed !== undefined)
})

test('a change of roles takes effect where it is heard: what may no longer be seen comes no more', async () => {
  const network = hostNetwork()
  const first = await founder(network)
  const second = await network.host()
  const { member } = await must(second, {
    type: 'join',
    text: (await invite(first, ['privacyOfficer'])).text,
  })
  await inStep(first, second)
  await must(first, { type: 'changeRoles', member, roles: ['auditor'] })
  await until(async () => (await second.queries.members()).find(({ self }) => self)?.roles[0] === 'auditor')
  expect(
    await second.send({
      type: 'commit',
      changes: [{ type: 'create', id: ownId(second, 'PF'), recordType: 'piFile', values: {} }],
    }),
  ).toMatchObject({ ok: false })
})
