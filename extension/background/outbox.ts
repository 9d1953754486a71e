import { Dexie, type EntityTable } from 'dexie'
import type { EventContent } from '../../core/events/event-content.ts'
import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import type { Device } from '../../core/journal/device.ts'
import type { EnvelopeHash, WorkspaceId } from '../../core/model/ids.ts'

/** This browser's keys. Non-extractable: even this extension cannot read them out. */
export interface DeviceRow {
  readonly id: 'self'
  readonly device: Device
  /** HMAC-SHA-256: makes content digests that nobody else can look up. */
  readonly digestKey: CryptoKey
}

export interface ChainRow {
  readonly id: 'events'
  readonly sequence: number
  readonly previous: EnvelopeHash | ''
}

/** A sealed event that no receipt has come for yet. */
export interface OutboxRow {
  readonly sequence: number
  readonly eventId: string
  /** As `encodeEnvelope` writes it. */
  readonly envelope: Uint8Array<ArrayBuffer>
}

/** The person's own copy of an event: exactly what was signed, readable on this device. */
export interface OwnRow {
  readonly eventId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly content: EventContent
  readonly delivered: 0 | 1
  /** Why the workspace did not take it. */
  readonly refused?: string
}

/** The workspace this browser is paired with, and the latest bundle it accepted from it. */
export interface BundleRow {
  readonly id: 'current'
  readonly workspace: WorkspaceId
  readonly organisation: string
  /** Signing keys by device id: those the bundle's log names or, before the first bundle, the device paired with. */
  readonly signKeys: Readonly<Record<string, string>>
  readonly bundle?: PolicyBundle
}

export type Outbox = Dexie & {
  readonly device: EntityTable<DeviceRow, 'id'>
  readonly chain: EntityTable<ChainRow, 'id'>
  readonly outbox: EntityTable<OutboxRow, 'sequence'>
  readonly own: EntityTable<OwnRow, 'eventId'>
  readonly bundle: EntityTable<BundleRow, 'id'>
}

/** Strict durability: a completed transaction is on the disk, not only in the browser's memory. */
export function openOutbox(factory?: {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}): Outbox {
  const database = new Dexie('countersign-outbox', {
    ...factory,
    chromeTransactionDurability: 'strict',
  }) as Outbox
  database
    .version(1)
    .stores({ device: 'id', chain: 'id', outbox: 'sequence', own: 'eventId, at', bundle: 'id' })
  return database
}
