import type { DeviceId, EnvelopeHash, MemberId, RecordId, ShardId } from '../model/ids.ts'
import type { HybridTime } from '../model/hybrid-clock.ts'
import type { IsoDate } from '../model/roc-date.ts'
import type { Compartment, Values } from '../model/record-type.ts'

/** A record as lists and forms read it. Computed from the journal; never the source of truth. */
export interface RecordRow {
  readonly id: RecordId
  readonly type: string
  readonly compartment: Compartment
  readonly shard: ShardId
  readonly state: string
  /** The human number, once the numbering device minted it; until then forms print `暫-…`. */
  readonly number?: string
  readonly title: string
  /** What people know the record by, where that is personal; gone once erased. */
  readonly knownBy?: string
  /** The working content: the last revision plus later drafts. Personal fields are opened, or absent if erased. */
  readonly values: Values
  /** The day it asks for attention; absent when it does not. */
  readonly due?: IsoDate
  readonly createdAt: number
  readonly createdBy: Author
  readonly updatedAt: number
  readonly updatedBy: Author
  /** The last submitted, immutable content; absent while the record is a first draft. */
  readonly revision?: RevisionMark
  /** True when fields changed after the last revision (or none exists yet). */
  readonly draft: boolean
  readonly voided?: { readonly reason: string; readonly at: number; readonly by: Author }
  readonly erased?: { readonly at: number; readonly by: Author }
  /** Fields on which two devices wrote without seeing each other, the value in force first. */
  readonly conflicts: Readonly<Record<string, readonly Contender[]>>
  /** How many fields that is; absent without any, so that an index finds only those with some. */
  readonly contested?: number
  /** Every record this one names, for walking relations backwards. */
  readonly refs: readonly RecordId[]
  /** Who moved the record into each state it has been in, latest. */
  readonly reached: Readonly<Record<string, { readonly at: number; readonly by: Author }>>
}

export interface Author {
  readonly device: DeviceId
  readonly member: MemberId
}

export interface RevisionMark {
  readonly id: string
  /** Lower-case hex SHA-256 of the canonical content; what an approval binds. */
  readonly hash: string
  readonly at: number
  readonly by: Author
}

export interface Contender {
  readonly value: unknown
  readonly time: HybridTime
  readonly by: Author
}

/** One line of 修訂紀錄 (O2.1.2): who did what when. */
export interface HistoryRow {
  readonly id: string
  readonly recordId: RecordId
  readonly type: string
  readonly time: HybridTime
  readonly at: number
  readonly by: Author
  readonly envelope: EnvelopeHash
  readonly change:
    | { readonly type: 'created' }
    | ({ readonly type: 'field'; readonly field: string } & FromTo)
    | ({
        readonly type: 'cell'
        readonly field: string
        readonly row: string
        readonly column: string
      } & FromTo)
    | { readonly type: 'rowRemoved'; readonly field: string; readonly row: string }
    | {
        readonly type: 'state'
        readonly from?: string
        readonly to: string
        readonly reason?: string
        readonly override?: string
      }
    | { readonly type: 'revision'; readonly hash: string }
    | { readonly type: 'number'; readonly to: string }
    | { readonly type: 'erased' }
}

/** Both values of an edit. A personal one names the key that sealed it; once that is destroyed only the name is left. */
export interface FromTo {
  readonly from?: unknown
  readonly to?: unknown
  readonly fromKey?: string
  readonly toKey?: string
}

/** A device of the workspace as the membership log knows it. */
export interface DeviceRow {
  readonly id: DeviceId
  readonly member: MemberId
  readonly kind: 'pwa' | 'extension'
  readonly addedAt: number
  readonly removedAt?: number
  /** Six words over the device's keys; two people compare them. */
  readonly words: readonly string[]
  /** `P-XXXX`: the random profile code an extension reports under. */
  readonly profileCode?: string
  readonly self: boolean
  /** Mints the numbers of records; one device of the workspace does. */
  readonly numbering?: true
  readonly lastHeardAt?: number
}

export interface MemberRow {
  readonly id: MemberId
  readonly roles: readonly string[]
  /** The roles end then, milliseconds since 1970. */
  readonly until?: number
  /** The `person` record that belongs to the member. */
  readonly personId: RecordId
  readonly removedAt?: number
  readonly self: boolean
}

/** An envelope the gate refused: kept apart with its reason, shown, never applied. */
export interface QuarantineRow {
  readonly hash: string
  readonly shard: string
  readonly device: string
  readonly reason: string
  readonly at: number
}
