import { Dexie } from 'dexie'
import type { Bytes } from '../model/bytes.ts'
import type { RecordId } from '../model/ids.ts'
import type { DeviceRow, HistoryRow, MemberRow, QuarantineRow, RecordRow } from '../projections/rows.ts'
import type { Database, NotInForceRow } from './database.ts'
import { followRows } from './follow-rows.ts'
import { invitationView, type InvitationView } from './invitation-state.ts'
import { listedForms } from './listed-forms.ts'
import { peerRows, type PeerRow } from './peer-rows.ts'

export type { InvitationView } from './invitation-state.ts'
export type { PeerRow } from './peer-rows.ts'
export { liveQuery } from 'dexie'

export interface PageOf {
  readonly state?: string
  /** Default 200. */
  readonly limit?: number
  readonly offset?: number
  /** Default `updatedAt`, newest first; `title` runs upwards. */
  readonly orderBy?: 'updatedAt' | 'title'
}

export interface StoreHealth {
  readonly envelopes: number
  readonly records: number
  readonly quarantined: number
  readonly waiting: number
  /** False until the recovery key is sealed under a passphrase; absent where this device has no such key. */
  readonly passphraseSet?: boolean
  readonly passphraseSetAt?: number
  /** Absent until a backup was made in this browser. */
  readonly backupAt?: number
  readonly sinceBackup?: number
}

/** Reads of the projection. Each may run inside a Dexie live query and reruns when its rows change. */
export type Queries = ReturnType<typeof createQueries>

export function createQueries(database: Database) {
  const { records, history } = database
  return {
    recordById: (id: RecordId): Promise<RecordRow | undefined> => records.get(id),
    recordsByIds: async (ids: readonly RecordId[]): Promise<RecordRow[]> =>
      (await records.bulkGet([...ids])).filter((row) => row !== undefined),

    recordsOf(
      type: string,
      { state, limit = 200, offset = 0, orderBy = 'updatedAt' }: PageOf = {},
    ): Promise<RecordRow[]> {
      if (state !== undefined) {
        return records
          .where('[type+state+updatedAt]')
          .between([type, state, Dexie.minKey], [type, state, Dexie.maxKey])
          .reverse()
          .offset(offset)
          .limit(limit)
          .toArray()
      }
      const ofType = records.where(`[type+${orderBy}]`).between([type, Dexie.minKey], [type, Dexie.maxKey])
      return (orderBy === 'updatedAt' ? ofType.reverse() : ofType).offset(offset).limit(limit).toArray()
    },
    /** Ids in the list's order without reading the rows: what a list of 100 000 needs to scroll. */
    idsOf(type: string, { orderBy = 'updatedAt' }: Pick<PageOf, 'orderBy'> = {}): Promise<RecordId[]> {
      const ofType = records.where(`[type+${orderBy}]`).between([type, Dexie.minKey], [type, Dexie.maxKey])
      return (orderBy === 'updatedAt' ? ofType.reverse() : ofType).primaryKeys()
    },
    async count(type: string, state?: string): Promise<number> {
      if (state !== undefined) return (await database.counts.get([type, state]))?.count ?? 0
      return (await database.counts.where('type').equals(type).toArray()).reduce(
        (sum, { count }) => sum + count,
        0,
      )
    },
    /** Every state of a type that has records, with how many. */
    async countByState(type: string): Promise<Readonly<Record<string, number>>> {
      const rows = await database.counts.where('type').equals(type).toArray()
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
    },
    /** All rows whose ids begin with the prefix, read in runs and then only where they change. */
    follow: (prefix: string) => followRows(database, prefix),
    /** Records that name this one: the other direction of every relation. */
    recordsNaming: (id: RecordId): Promise<RecordRow[]> => records.where('refs').equals(id).toArray(),
    /** Digests of own forms, each with the personal-data file that names it. */
    listedForms: () => listedForms(database),
    /** What asks for attention next, earliest day first. */
    dueFirst: (limit = 200): Promise<RecordRow[]> => records.orderBy('due').limit(limit).toArray(),
    /** Records with fields two people wrote without seeing each other, and nobody has chosen between. */
    contested: (limit = 200): Promise<RecordRow[]> => records.orderBy('contested').limit(limit).toArray(),
    recentlyChanged: (limit = 20): Promise<RecordRow[]> =>
      records.orderBy('updatedAt').reverse().limit(limit).toArray(),
    /** Records whose title, number or known name contains the text, case-insensitively; newest first. */
    titlesContaining(text: string, limit = 20): Promise<RecordRow[]> {
      const wanted = folded(text)
      const says = (value: string | undefined) => value !== undefined && folded(value).includes(wanted)
      return records
        .orderBy('updatedAt')
        .reverse()
        .filter((row) => says(row.title) || says(row.knownBy) || says(row.number))
        .limit(limit)
        .toArray()
    },
    historyOf: (id: RecordId): Promise<HistoryRow[]> =>
      history.where('[recordId+time]').between([id, Dexie.minKey], [id, Dexie.maxKey]).reverse().toArray(),

    /** A piece of an attached file as it lies here, encrypted and unchecked; see `openAttachment`. */
    chunk: async (digest: string): Promise<Bytes | undefined> => (await database.chunks.get(digest))?.bytes,

    devices: (): Promise<DeviceRow[]> => database.devices.toArray(),
    members: (): Promise<MemberRow[]> => database.members.toArray(),
    quarantine: (): Promise<QuarantineRow[]> =>
      database.quarantine.orderBy('at').reverse().limit(500).toArray(),
    /** Other devices of the workspace: last contact, and what they are not known to hold. */
    peers: (now = Date.now()): Promise<PeerRow[]> => peerRows(database, now),
    /** Given on this device, newest first. */
    invitations: async (now = Date.now()): Promise<InvitationView[]> =>
      (await database.invitations.toArray())
        .map((row) => invitationView(row, now))
        .sort((a, b) => b.givenAt - a.givenAt),
    /** Envelopes of which something does not count, since their author's roles had changed. */
    notInForce: (): Promise<NotInForceRow[]> => database.notInForce.toArray(),
    async workspace() {
      const row = await database.meta.get('workspace')
      return row?.key === 'workspace' ? row : undefined
    },
    /** Cheap, for notices on every page; `health` counts whole tables. */
    async passphraseSet(): Promise<boolean | undefined> {
      const recovery = await database.meta.get('recovery')
      return recovery?.key === 'recovery' ? recovery.sealedAt !== undefined : undefined
    },
    /** What a reminder to make a backup asks of: cheap, unlike `health`. Counts no further than `most` envelopes. */
    async sinceBackup(
      most: number,
    ): Promise<
      { readonly backupAt?: number; readonly createdAt: number; readonly count: number } | undefined
    > {
      const [workspace, backup] = await database.meta.bulkGet(['workspace', 'backup'])
      if (workspace?.key !== 'workspace') return undefined
      const made = backup?.key === 'backup' ? backup : undefined
      const since = database.envelopes.where('received').above(made?.upTo ?? 0)
      const count = await since.limit(most).count()
      return { createdAt: workspace.createdAt, count, ...(made && { backupAt: made.at }) }
    },
    async health(): Promise<StoreHealth> {
      const recovery = await database.meta.get('recovery')
      const sealedAt = recovery?.key === 'recovery' ? recovery.sealedAt : undefined
      return {
        envelopes: await database.envelopes.count(),
        records: (await database.counts.toArray()).reduce((sum, { count }) => sum + count, 0),
        quarantined: await database.quarantine.count(),
        waiting: await database.waiting.count(),
        ...(recovery === undefined ? {} : { passphraseSet: sealedAt !== undefined }),
        ...(sealedAt === undefined ? {} : { passphraseSetAt: sealedAt }),
        ...(await lastBackup(database)),
      }
    },
  }
}

/** When a backup was last made here, and how many envelopes arrived since. */
async function lastBackup(database: Database): Promise<Pick<StoreHealth, 'backupAt' | 'sinceBackup'>> {
  const backup = await database.meta.get('backup')
  if (backup?.key !== 'backup') return {}
  const sinceBackup = await database.envelopes.where('received').above(backup.upTo).count()
  return { backupAt: backup.at, sinceBackup }
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
