import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Device } from '../journal/device.ts'
import type { EnvelopeKind, KeyWrap, Owner, SealedUnder } from '../journal/envelope.ts'
import type {
  DeviceId,
  EnvelopeHash,
  MemberId,
  RecordId,
  ShardId,
  WorkspaceId,
  KeyEpoch,
} from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { Bytes } from '../model/bytes.ts'
import type { DeviceRow, HistoryRow, MemberRow, QuarantineRow, RecordRow } from '../projections/rows.ts'
import type { InvitedFor } from './commands.ts'
import { migrations } from './migrations/index.ts'

/** The journal's row: an envelope as it was signed, and what finding it again needs. */
export interface EnvelopeRow {
  readonly shard: ShardId
  readonly device: DeviceId
  readonly sequence: number
  readonly hash: EnvelopeHash
  /** Order in which this replica made it durable; never the order of time. */
  readonly received: number
  readonly kind: EnvelopeKind
  /** Canonical header, UTF-8. */
  readonly header: Bytes
  readonly ciphertext: Bytes
  readonly signature: Bytes
  readonly wraps?: readonly KeyWrap[]
  /** Changes only: the Yjs clock after this envelope. */
  readonly client?: number
  readonly clockEnd?: number
}

export interface HeadRow {
  readonly shard: ShardId
  readonly device: DeviceId
  readonly sequence: number
  readonly hash: EnvelopeHash
  readonly time: HybridTime
}

/** The projection's checkpoint, committed with the rows it describes. */
export interface ShardRow {
  readonly shard: ShardId
  readonly projectionVersion: number
  /** Yjs clocks the journal reaches, by client: what the cache is measured against. */
  readonly clocks: Readonly<Record<number, number>>
  /** XOR of all envelope hashes: equal exactly when the same envelopes were admitted, in any order. */
  readonly digest: string
}

/** A record's own key for its personal fields, sealed under the compartment's key. */
export interface SealedKeyRow {
  readonly recordId: RecordId
  /** The first 16 bytes of SHA-256 over the key, in hex; stands in front of whatever the key sealed. */
  readonly keyId: string
  readonly compartment: SealedUnder
  readonly owner: Owner
  readonly epoch: KeyEpoch
  readonly nonce: string
  readonly sealed: string
  /** The envelope it came into being with, and travels with. */
  readonly envelope: EnvelopeHash
}
/** That there was a key. */
export type RecordKeyRow =
  SealedKeyRow | { readonly recordId: RecordId; readonly keyId: string; readonly destroyed: true }

/** How many records of a type are in a state. Kept with the rows, since counting an index of 100 000 takes seconds. */
export interface CountRow {
  readonly type: string
  readonly state: string
  readonly count: number
}

/** A piece of an attached file, encrypted; its name is the SHA-256 of these bytes, lower-case hex. */
export interface ChunkRow {
  readonly digest: string
  readonly bytes: Bytes
}
export interface ChunkUseRow {
  readonly digest: string
  readonly record: RecordId
}

/** What another device is known to have of ours: the positions it acknowledged, and when it was last heard of. */
export interface PeerRow {
  readonly device: DeviceId
  /** Milliseconds since 1970. */
  readonly lastContact: number
  /** Shard → device → sequence. */
  readonly acknowledged: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** An envelope of the journal of which something does not count, by a change of roles its author had not heard of. */
export interface NotInForceRow {
  readonly hash: EnvelopeHash
  readonly shard: ShardId
  readonly device: DeviceId
  readonly sequence: number
  readonly reason: 'RolesChanged'
  /** How many of its entries. */
  readonly entries: number
}

export interface WaitingRow {
  /** SHA-256 of `bytes`: an envelope's own hash does not cover its signature, so a forged copy has the same. */
  readonly hash: string
  readonly shard: ShardId
  /** The parcel: the envelope and the keys that came with it. */
  readonly bytes: Bytes
  /** Length of `bytes`: summed up without reading them. */
  readonly size: number
  readonly why: string
  /** Names what it waits for. */
  readonly needs: string
  /** Whose it is: the device, proven or only claimed. */
  readonly share: string
  readonly sequence: number
}

/** An invitation this device gave. */
export interface InvitationRow {
  /** Names it without telling its secret. */
  readonly id: string
  readonly for: InvitedFor
  /** Milliseconds since 1970, like all times here. */
  readonly givenAt: number
  readonly expires: number
  /** As long as it may be answered. */
  readonly secret?: Bytes
  /** The invitation itself, as long as nobody used it. */
  readonly text?: string
  readonly usedAt?: number
  readonly usedBy?: DeviceId
  readonly withdrawnAt?: number
}

export interface WorkspaceMeta {
  readonly key: 'workspace'
  readonly id: WorkspaceId
  readonly member: MemberId
  readonly personId: RecordId
  readonly organizationId: RecordId
  readonly createdAt: number
}
export interface DeviceMeta {
  readonly key: 'device'
  readonly device: Device
}
export interface RecoveryMeta {
  readonly key: 'recovery'
  /** PKCS #8 of the recovery key: in the clear only until a passphrase is set, then sealed under Argon2id. */
  readonly open?: Bytes
  readonly sealed?: { readonly salt: string; readonly nonce: string; readonly bytes: Bytes }
  readonly sealedAt?: number
}
/** The workspace is the sample; not complete: its loading was cut off. */
export interface SampleMeta {
  readonly key: 'sample'
  readonly complete: boolean
}
/** Whether the person wants this browser to connect to colleagues'. Of this device alone; absent until it is turned on. */
export interface TeamMeta {
  readonly key: 'team'
  readonly on: boolean
}
/** Keys made to answer an invitation, until the workspace stands here. */
export interface JoiningMeta {
  readonly key: 'joining'
  readonly invitation: string
  readonly device: Device
}
/** The workspace was joined and its records have not all come yet. */
export interface ReceivingMeta {
  readonly key: 'receiving'
  readonly since: number
}
/** A colleague's device said that this one was removed. */
export interface RemovedMeta {
  readonly key: 'removed'
  readonly at: number
}
/** Heads of the membership log under which journal and rows were last brought in line with it. */
export interface InForceMeta {
  readonly key: 'inForce'
  readonly heads: readonly EnvelopeHash[]
}
/** A backup is being restored; found at a start, it was cut off. */
export interface RestoringMeta {
  readonly key: 'restoring'
  readonly since: number
}
/** The last backup: when, and how many envelopes had arrived by then. */
export interface BackupMeta {
  readonly key: 'backup'
  readonly at: number
  readonly upTo: number
}
export type MetaRow =
  | WorkspaceMeta
  | DeviceMeta
  | RecoveryMeta
  | SampleMeta
  | TeamMeta
  | JoiningMeta
  | ReceivingMeta
  | RemovedMeta
  | InForceMeta
  | RestoringMeta
  | BackupMeta

export type Database = Dexie & {
  readonly meta: EntityTable<MetaRow, 'key'>
  readonly envelopes: Table<EnvelopeRow, [ShardId, DeviceId, number]>
  readonly heads: Table<HeadRow, [ShardId, DeviceId]>
  readonly shards: EntityTable<ShardRow, 'shard'>
  readonly recordKeys: Table<RecordKeyRow, [RecordId, string]>
  readonly keyring: Table<{
    readonly compartment: SealedUnder
    readonly owner: Owner
    readonly epoch: KeyEpoch
    readonly enc: string
    readonly sealed: string
  }>
  readonly records: EntityTable<RecordRow, 'id'>
  readonly counts: Table<CountRow, [string, string]>
  readonly history: EntityTable<HistoryRow & { readonly shard: ShardId }, 'id'>
  readonly devices: EntityTable<DeviceRow, 'id'>
  readonly members: EntityTable<MemberRow, 'id'>
  readonly chunks: EntityTable<ChunkRow, 'digest'>
  readonly chunkUses: Table<ChunkUseRow, [string, RecordId]>
  readonly waiting: EntityTable<WaitingRow, 'hash'>
  readonly notInForce: EntityTable<NotInForceRow, 'hash'>
  readonly quarantine: EntityTable<QuarantineRow, 'hash'>
  readonly peers: EntityTable<PeerRow, 'device'>
  readonly invitations: EntityTable<InvitationRow, 'id'>
}

export interface DatabaseOptions {
  readonly name: string
  readonly indexedDB?: IDBFactory
  readonly IDBKeyRange?: typeof IDBKeyRange
}

/** Strict durability: a completed transaction is on the disk, not in its cache. */
export function openDatabase({ name, ...engine }: DatabaseOptions): Database {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict', ...engine })
  for (const { version, stores } of migrations) database.version(version).stores(stores)
  return database as Database
}
