import type { Device } from '../journal/device.ts'
import type { Envelope } from '../journal/envelope.ts'
import type { Keyring } from '../members/keyring.ts'
import type { MemberLog } from '../members/member-log.ts'
import type { HybridClock } from '../model/hybrid-clock.ts'
import type { DeviceId, EnvelopeHash, MemberId, RecordId, ShardId, WorkspaceId } from '../model/ids.ts'
import type { RecordType, Values } from '../model/record-type.ts'
import type { Author } from '../projections/rows.ts'
import type { CountIndex } from './counts.ts'
import type { Database, HeadRow } from './database.ts'
import type { RecordVault } from './record-vault.ts'
import type { RowCache } from './row-cache.ts'
import type { ShardCache } from './shard-cache.ts'
import type { WaitingRoom } from './waiting.ts'

/** The record types a store knows; given, so that tests may bring their own. */
export interface RecordTypes {
  readonly byKey: (key: string) => RecordType | undefined
  readonly byPrefix: (prefix: string) => RecordType | undefined
  /** An entry of shipped data, for rules that read one. */
  readonly library?: (library: string, id: string) => Values | undefined
}

/** One open workspace on this device: what every part of the store works on. */
export interface Replica {
  readonly database: Database
  readonly types: RecordTypes
  readonly workspace: WorkspaceId
  readonly device: Device
  readonly member: MemberId
  readonly personId: RecordId
  readonly organizationId: RecordId
  readonly log: MemberLog
  readonly keyring: Keyring
  readonly vault: RecordVault
  readonly cache: ShardCache
  readonly clock: HybridClock
  readonly now: () => number
  readonly heads: HeadIndex
  readonly rows: RowCache
  readonly counts: CountIndex
  /** How many envelopes this replica has made durable; numbers their order of arrival. */
  readonly received: { last: number }
  readonly waiting: WaitingRoom
  /** Heads of the membership log that journal and rows are in line with. */
  readonly inForce: { heads: readonly EnvelopeHash[] | undefined }
  readonly author: (device: DeviceId) => Author
  /** Told of each commit once it is durable: where the chains stand that it made longer. */
  readonly durable: Set<(heads: readonly HeadRow[]) => void>
}

/** Where each device's chain stands in each shard, as the journal has it. */
export interface HeadIndex {
  readonly get: (shard: ShardId, device: DeviceId) => HeadRow | undefined
  /** Every shard the device wrote to. */
  readonly of: (device: DeviceId) => readonly HeadRow[]
  readonly put: (row: HeadRow) => void
  readonly all: () => Iterable<HeadRow>
  readonly delete: (shard: ShardId, device: DeviceId) => void
}

export function createHeadIndex(rows: Iterable<HeadRow>): HeadIndex {
  const index = new Map<string, HeadRow>()
  for (const row of rows) index.set(`${row.shard} ${row.device}`, row)
  return {
    get: (shard, device) => index.get(`${shard} ${device}`),
    of: (device) => [...index.values()].filter((row) => row.device === device),
    all: () => index.values(),
    put: (row) => void index.set(`${row.shard} ${row.device}`, row),
    delete: (shard, device) => void index.delete(`${shard} ${device}`),
  }
}

export const headAfter = (envelope: Envelope, hash: EnvelopeHash): HeadRow => {
  const { shard, device, sequence, time } = envelope.header
  return { shard, device, sequence, hash, time }
}
