import { verifyEnvelope } from '../../../../core/journal/envelope.ts'
import { newRowId, type EnvelopeHash, type RecordId, type RowId } from '../../../../core/model/ids.ts'
import { unwrap } from '../../../../core/model/result.ts'
import type { Role } from '../../../../core/model/record-type.ts'
import type { Change } from '../../../../core/store/commands.ts'
import { importFile } from '../../../../core/store/file/import-file.ts'
import { writeFile } from '../../../../core/store/file/write-file.ts'
import { rowToEnvelope } from '../../../../core/store/journal-rows.ts'
import { parcelsAt, placesAfter, vectorOf } from '../../../../core/store/outgoing.ts'
import { memberShard } from '../../../../core/store/shard-names.ts'
import { openLinks } from '../../../support/breakable-links.ts'
import { eventually, meet, reach, type Meeting } from '../../../support/peers.ts'
import { secondReplica } from '../../../support/second-replica.ts'
import {
  correctiveActionValues,
  foundedStore,
  openTestStore,
  ownId,
  type TestStore,
} from '../../../support/store.ts'
import { joinTeam } from '../../../support/team.ts'

/** One step of a schedule. Numbers choose among what is there, so every schedule means something. */
export interface Act {
  readonly what:
    | 'create' | 'edit' | 'cell' | 'submit' | 'void'
    | 'connect' | 'cut' | 'breakSoon' | 'file' | 'shuffle' | 'restart' | 'rest'
    | 'demote' | 'promote' | 'remove' // prettier-ignore
  readonly by: number
  readonly other: number
  readonly about: number
}

/** What somebody did, where it stands in the journal, and which changes of their rights they had not heard of. */
interface Deed {
  readonly device: string
  readonly shard: string
  readonly sequence: number
  readonly heardThrough: number
  readonly record: RecordId
  readonly says:
    | { readonly type: 'create' | 'submit' | 'void' }
    | { readonly type: 'edit'; readonly value: string }
    | { readonly type: 'cell'; readonly row: RowId; readonly value: string }
}
/** A change of somebody's rights by the founder: what counts of their past, and whether they may write afterwards. */
interface Restriction {
  readonly sequence: number
  readonly devices: ReadonlySet<string>
  readonly through: ReadonlyMap<string, number>
  readonly mayWrite: boolean
  readonly removes: boolean
}

export interface Person {
  opened: TestStore
  readonly roles: 'all' | 'manager' | 'staff'
  readonly member?: string
  removed: boolean
}

/** A team at work, and beside it what a plain map says they should end up with. */
export async function teamModel(size: number) {
  const founder = await foundedStore()
  const people: Person[] = [
    { opened: founder, roles: 'all', removed: false },
    { opened: await secondReplica(founder), roles: 'all', removed: false },
  ]
  const join = async (roles: readonly Role[], kind: Person['roles']) => {
    const opened = await joinTeam(founder, roles)
    people.push({ opened, roles: kind, member: opened.member, removed: false })
  }
  if (size > 2) await join(['securityManager'], 'manager')
  if (size > 3) await join(['staff'], 'staff')
  if (size > 4) await join(['securityManager'], 'manager')

  const deeds: Deed[] = []
  const restrictions: Restriction[] = []
  const records: RecordId[] = []
  const rows = new Map<RecordId, RowId[]>()
  const sessions = new Map<string, Meeting & { readonly breakAfter: (frames: number) => void }>()
  const errors: unknown[] = []

  const replicaOf = (person: Person) => person.opened.store.replica()!
  const founderHeard = (person: Person): number =>
    replicaOf(person).heads.get(memberShard, replicaOf(people[0]!).device.id)?.sequence ?? 0

  const commit = async (
    person: Person,
    record: RecordId,
    change: Change,
    says: Deed['says'],
  ): Promise<boolean> => {
    const heardThrough = founderHeard(person)
    const done = await person.opened.store.execute({ type: 'commit', changes: [change] })
    if (!done.ok) return false
    for (const hash of done.value.envelopes) {
      const row = (await person.opened.database.envelopes.where('hash').equals(hash).first())!
      deeds.push({ device: row.device, shard: row.shard, sequence: row.sequence, heardThrough, record, says })
    }
    return true
  }
  const name = (one: number, other: number): string => [one, other].sort().join()
  const part = async (which: (key: string) => boolean): Promise<void> => {
    for (const [key, session] of [...sessions]) {
      if (!which(key)) continue
      sessions.delete(key)
      await session.cut()
      errors.push(...session.errors)
    }
  }
  const connect = (one: number, other: number): void => {
    const known = sessions.get(name(one, other))
    if (one === other || known) return
    const { links, breakAfter } = openLinks()
    sessions.set(name(one, other), {
      ...meet(people[one]!.opened, people[other]!.opened, { links }),
      breakAfter,
    })
  }

  const restrict = async (index: number, removes: boolean, roles?: readonly Role[]): Promise<void> => {
    const person = people[index]!
    if (!person.member || person.removed || (roles && person.roles !== 'manager')) return
    const boss = replicaOf(people[0]!)
    const device = replicaOf(person).device.id
    const through = new Map(
      boss.heads.of(device).map(({ shard, sequence }) => [`${device} ${shard}`, sequence]),
    )
    const done = await people[0]!.opened.store.execute(
      roles
        ? { type: 'changeRoles', member: person.member as never, roles }
        : { type: 'removeMember', member: person.member as never },
    )
    if (!done.ok) return
    if (removes) person.removed = true
    // Duties may follow in the same turn; what matters is that whoever heard of the change heard of all before it.
    const entry = [...(boss.log.now()?.restrictions.values() ?? [])].at(-1)!
    const row = (await people[0]!.opened.database.envelopes.where('hash').equals(entry.operation).first())!
    restrictions.push({
      sequence: row.sequence,
      devices: new Set([device]),
      through,
      mayWrite: roles?.includes('securityManager') ?? false,
      removes,
    })
  }

  const act = async ({ what, by, other, about }: Act): Promise<void> => {
    founder.clock.now += 1000
    const index = by % people.length
    const person = people[index]!
    const second = other % people.length
    const known = [...records].filter((_, at) => at >= 0)
    const id = known[about % Math.max(1, known.length)]
    const value = `${deeds.length} 由 ${index}`
    switch (what) {
      case 'create': {
        const made = ownId(person.opened, 'CAR')
        const values = correctiveActionValues(founder.personId)
        if (
          await commit(
            person,
            made,
            { type: 'create', id: made, recordType: 'correctiveAction', values },
            { type: 'create' },
          )
        )
          records.push(made)
        return
      }
      case 'edit':
        if (id)
          await commit(person, id, { type: 'set', id, field: 'preventive', value }, { type: 'edit', value })
        return
      case 'cell': {
        if (!id) return
        const mine = rows.get(id) ?? []
        const row = mine[about % (mine.length + 1)] ?? newRowId()
        const change: Change = { type: 'setCell', id, field: 'actions', row, column: 'measure', value }
        if ((await commit(person, id, change, { type: 'cell', row, value })) && !mine.includes(row))
          rows.set(id, [...mine, row])
        return
      }
      case 'submit':
        if (id) await commit(person, id, { type: 'submit', id }, { type: 'submit' })
        return
      case 'void':
        if (id && about % 3 === 0)
          await commit(person, id, { type: 'void', id, reason: '重複' }, { type: 'void' })
        return
      case 'connect':
        return connect(index, second)
      case 'cut':
        return part((key) => key === name(index, second))
      case 'breakSoon':
        connect(index, second)
        return sessions.get(name(index, second))?.breakAfter(about % 12)
      case 'file':
        if (index !== second) await carryFile(person, people[second]!)
        return
      case 'shuffle':
        if (index !== second) await carryShuffled(person, people[second]!, about)
        return
      case 'restart': {
        await part((key) => key.split(',').includes(String(index)))
        await person.opened.store.close()
        person.opened = {
          ...person.opened,
          ...(await openTestStore({ factory: person.opened.factory, clock: founder.clock })),
        }
        return
      }
      case 'rest':
        await new Promise((resolve) => setTimeout(resolve, about % 8))
        return
      case 'demote':
        return restrict(index, false, ['legal'])
      case 'promote':
        return restrict(index, false, ['securityManager', 'legal'])
      case 'remove':
        if (about % 2 === 0) await restrict(index, true)
        return
    }
  }

  /** Heals everything and waits until nobody has anything more to say. */
  const settle = async (): Promise<void> => {
    const active = people.filter(({ removed }) => !removed)
    await part(() => true)
    for (let round = 0; round < 3; round++) {
      for (const one of active.keys())
        for (const other of active.keys())
          if (one < other) connect(people.indexOf(active[one]!), people.indexOf(active[other]!))
      await eventually(() => inStep(active), `everyone in step in round ${round}`)
      let owed = 0
      for (const person of active) owed += unwrap(await person.opened.store.performDuties())
      await eventually(() => inStep(active), `everyone in step after duties of round ${round}`)
      if (owed === 0) break
    }
    await part(() => true)
  }

  const standing = (deed: Deed): boolean =>
    restrictions.every(
      ({ devices, through, sequence, mayWrite }) =>
        !devices.has(deed.device) ||
        deed.heardThrough >= sequence ||
        deed.sequence <= (through.get(`${deed.device} ${deed.shard}`) ?? 0) ||
        mayWrite,
    )
  /** What a plain map says: the last word that counts on every place, records with a beginning that counts. */
  const expected = () => {
    const all = new Map<
      RecordId,
      { preventive?: string; rows: Map<RowId, string>; voided: boolean; submitted: boolean }
    >()
    for (const deed of deeds)
      if (deed.says.type === 'create' && standing(deed))
        all.set(deed.record, { rows: new Map(), voided: false, submitted: false })
    for (const deed of deeds.filter(standing)) {
      const record = all.get(deed.record)
      if (!record) continue
      if (deed.says.type === 'edit') record.preventive = deed.says.value
      else if (deed.says.type === 'cell') record.rows.set(deed.says.row, deed.says.value)
      else if (deed.says.type === 'void') record.voided = true
      else if (deed.says.type === 'submit') record.submitted = true
    }
    return all
  }

  return { people, act, settle, expected, errors, seesAll, part }
}

const seesAll = ({ roles, removed }: Person): boolean => roles === 'all' && !removed

/** Full readers hold the same; everyone else what the founder holds of what they may see. */
function inStep(active: readonly Person[]): boolean {
  const [first] = active
  const whole = new Set(reach(first!.opened).split('\n'))
  return active.every((person) => {
    const theirs = reach(person.opened).split('\n')
    if (seesAll(person)) return theirs.length === whole.size && theirs.every((line) => whole.has(line))
    const shown = [...whole].filter((line) => /^(members|common|policy)\./.test(line))
    const kept = theirs.filter((line) => /^(members|common|policy)\./.test(line))
    return (
      kept.length === shown.length &&
      kept.every((line) => whole.has(line)) &&
      managerInStep(person, theirs, whole)
    )
  })
}

function managerInStep(person: Person, theirs: readonly string[], whole: ReadonlySet<string>): boolean {
  const membership = person.opened.store.replica()!.log.now()!
  const roles = membership.members.get(person.opened.store.replica()!.member)?.roles ?? []
  if (!roles.includes('securityManager') && !roles.includes('legal')) return true
  const isms = [...whole].filter((line) => line.startsWith('isms.'))
  return isms.every((line) => theirs.includes(line))
}

async function carryFile(from: Person, to: Person): Promise<void> {
  const parts = writeFile(from.opened.store.replica()!, { what: { type: 'everything' }, chunks: true })
  unwrap(await importFile(to.opened.store, parts))
}

/** Some of what one has, in an order nobody would send, some of it twice. */
async function carryShuffled(from: Person, to: Person, seed: number): Promise<void> {
  const replica = from.opened.store.replica()!
  const lacked = Object.fromEntries(
    Object.entries(vectorOf(replica)).map(([shard, devices]) => [
      shard,
      Object.fromEntries(
        Object.keys(devices).map((device) => [device, Math.max(0, (devices[device] ?? 0) - 4)]),
      ),
    ]),
  )
  const parcels = (await parcelsAt(replica, await placesAfter(replica, lacked))).filter(
    (parcel) => parcel !== undefined,
  )
  // Only what the other may see travels; a session and a file see to that themselves.
  const mine = parcels.filter((_, at) => (at * 7 + seed) % 5 !== 0)
  if (to.roles === 'all')
    unwrap(await to.opened.store.receiveMany([...mine.toReversed(), ...mine.slice(0, 2)]))
}

/** Every chain without a gap, each envelope behind the one before it and signed by whose it is. */
export async function chainsHold({ database, store }: TestStore): Promise<boolean> {
  const membership = store.replica()!.log.now()!
  const last = new Map<string, { sequence: number; hash: EnvelopeHash | '' }>()
  for (const row of await database.envelopes.orderBy('[shard+device+sequence]').toArray()) {
    const envelope = rowToEnvelope(row)
    const chain = `${row.shard} ${row.device}`
    const before = last.get(chain) ?? { sequence: 0, hash: '' }
    if (row.sequence !== before.sequence + 1 || envelope.header.previous !== before.hash) return false
    if (!(await verifyEnvelope(envelope, membership.devices.get(row.device)!))) return false
    last.set(chain, row)
  }
  return true
}
